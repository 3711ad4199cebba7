import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from 'paycircle/internal/base'
import { createClient } from 'paycircle/internal/gateway'
import { createEngine, type Engine, type EngineLimits, type GatewayClient } from 'paycircle-server/engine'
import { createProfile, type MerchantProfile } from 'paycircle-server/profiles'
import type { Store } from 'paycircle-server/store/port'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import { GatewayModel, type Call } from './gateway-model.js'
import { Life, type DeathPlan } from './life.js'
import { SeededRandom } from './seeded-random.js'
import { SimulatedClock } from './simulated-clock.js'
import { Turns } from './turns.js'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

export const profileId = 'demo'
const keyText = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
const profile = createProfile({
  id: profileId,
  name: '示例商旅',
  partner: '2088000000000000',
  key: Secret.fromText(keyText),
  contact: { name: '王芳', phone: '021-5555 0100' },
  returnOrigins: ['https://platform.example'],
})

/** A life with the engine that it drives. */
export interface Node {
  readonly name: string
  readonly life: Life
  readonly engine: Engine
}

export interface SimulationOptions {
  /** Also chooses which waiting call goes first; without one they go in their order. */
  readonly seed?: number
  /** Of the first node's first life. */
  readonly death?: DeathPlan
}

/** How long a node that crashed is gone. */
const restartMs = 2 * second
/** Whoever does not come to rest within so many steps never will. */
const mostSteps = 200_000

/**
 * Engines on a real store, with Alipay and time simulated. Between any two calls of a port everything else stands
 * still, so the same options and the same script make the same run.
 */
export class Simulation {
  readonly gateway: GatewayModel
  readonly turns: Turns
  /** All that ever lived, in the order of their starts. */
  readonly lives: Life[] = []
  crashes = 0
  readonly #nodes = new Map<string, Node>()
  readonly #waitingForNode: (() => void)[] = []
  #crashed: string[] = []
  #broken: { readonly error: unknown } | undefined

  private constructor(
    private readonly folder: string,
    readonly clock: SimulatedClock,
    public store: Store,
    readonly random: SeededRandom,
    seeded: boolean,
  ) {
    this.turns = new Turns(seeded ? random : undefined)
    this.gateway = new GatewayModel(this.clock, (call, profile, account) => this.#witness(call, profile, account))
  }

  static async create({ seed, death }: SimulationOptions = {}): Promise<Simulation> {
    const random = new SeededRandom(seed ?? 1)
    const folder = mkdtempSync(join(inMemory(), 'paycircle-chaos-'))
    writeFileSync(join(folder, storeFile), await emptyStore(), { mode: 0o600 })
    const clock = new SimulatedClock()
    const store = await openStore(folder, clock, random)
    const simulation = new Simulation(folder, clock, store, random, seed !== undefined)
    simulation.startNode('node-a', death)
    return simulation
  }

  /** Starts a node, or starts it again. */
  startNode(name: string, death?: DeathPlan): Node {
    const life = new Life(this.turns, death)
    const engine = createEngine({
      store: life.store(this.store),
      clock: life.clock(this.clock),
      random: life.random((bytes) => this.random.bytes(bytes)),
      nodeName: name,
      profiles: [profile],
      clientOf: (of) => life.client(this.#clientOf(of)),
      limits: quietLimits,
    })
    const node = { name, life, engine }
    this.lives.push(life)
    this.#nodes.set(name, node)
    void life.ended.then(() => this.#crash(node))
    engine.start()
    for (const go of this.#waitingForNode.splice(0)) go()
    return node
  }

  /** The node, once it lives. */
  async node(name = 'node-a'): Promise<Node> {
    for (;;) {
      const node = this.#nodes.get(name)
      if (node !== undefined && !node.life.isDead()) return node
      await new Promise<void>((resolve) => void this.#waitingForNode.push(resolve))
    }
  }

  get names(): readonly string[] {
    return [...this.#nodes.keys()]
  }

  /** Runs the script to its end: lets a waiting call through, and time pass only where none waits. */
  async run<Result>(script: () => Promise<Result>): Promise<Result> {
    let ended: { readonly result: Result } | undefined
    script().then(
      (result) => (ended = { result }),
      (error: unknown) => (this.#broken = { error }),
    )
    for (let steps = 0; ; steps++) {
      await drained()
      if (this.#broken !== undefined) throw asError(this.#broken.error)
      if (ended !== undefined) return ended.result
      if (this.#crashed.length > 0) await this.#afterCrash()
      else if (!(this.#letsTimePass() && this.clock.step(second)) && !this.turns.release() && !this.clock.step()) {
        throw new Error('everybody waits for somebody else')
      }
      if (steps > mostSteps) throw new Error('it does not come to an end')
    }
  }

  /** Until nobody has anything to do any more, or `ms` at the longest. */
  async quiesce(ms: number): Promise<void> {
    await this.run(() => this.clock.sleep(ms))
  }

  async remove(): Promise<void> {
    for (const life of this.lives) life.discard()
    await this.store.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Now and then a seed lets a little time pass while calls wait: a slow disk, a busy machine. */
  #letsTimePass(): boolean {
    return this.turns.isSeeded && this.random.chance(0.02)
  }

  #crash(node: Node): void {
    this.crashes++
    this.#crashed.push(node.name)
  }

  /** The store dies with the last node; what it acknowledged must be found in the file. */
  async #afterCrash(): Promise<void> {
    const crashed = this.#crashed
    this.#crashed = []
    const lives = [...this.#nodes.values()].some(({ life }) => !life.isDead())
    if (!lives) {
      await this.store.close()
      this.store = await openStore(this.folder, this.clock, this.random)
    }
    for (const name of crashed) this.clock.after(restartMs, () => void this.startNode(name))
  }

  #clientOf({ id, partner }: MerchantProfile): GatewayClient {
    const client = createClient({ partner, key: keyText, clock: this.clock })
    return {
      ...client,
      agreements: {
        query: (input) => this.gateway.query(id, input),
        terminate: (input) => this.gateway.terminate(id, input),
      },
    }
  }

  async #witness(call: Call, profile: string, account: string) {
    const operationId = (await this.store.agreementByAccount(profile, account))?.leaseToken ?? undefined
    if (operationId === undefined) return { operationId, intended: false }
    const { rows } = await this.store.operations({ operationId, kind: `${call}.intended`, limit: 1 })
    return { operationId, intended: rows.length === 1 }
  }
}

/** The follow-up knows from the store when something is due; it looks of itself but rarely here. */
const quietLimits: Partial<EngineLimits> = { lookMs: 12 * hour, rosterLookMs: 12 * hour }

function drained(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

const storeFile = 'store.sqlite'

function openStore(folder: string, clock: SimulatedClock, random: SeededRandom): Promise<Store> {
  const bytes = (count: number) => random.bytes(count)
  const path = join(folder, storeFile)
  return openSqliteStore({ path, writerName: 'writer', clock, random: bytes, writer: 'in-thread' })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

let template: Promise<Buffer> | undefined

/** A store that was made once, for all simulations to begin with. */
function emptyStore(): Promise<Buffer> {
  template ??= (async () => {
    const folder = mkdtempSync(join(inMemory(), 'paycircle-chaos-'))
    const store = await openStore(folder, new SimulatedClock(), new SeededRandom(0))
    await store.close()
    const bytes = readFileSync(join(folder, storeFile))
    rmSync(folder, { recursive: true, force: true })
    return bytes
  })()
  return template
}

/** No disk is tested here: a crash discards the node and closes the file. */
function inMemory(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
}
