import type { NotSentReason } from 'paycircle/internal/vocabulary'
import type { Fault } from './simulation/gateway-model.js'
import { examine } from './simulation/examine.js'
import { Platform } from './simulation/platform.js'
import type { SeededRandom } from './simulation/seeded-random.js'
import { hour, minute, second, Simulation } from './simulation/simulation.js'

const accounts = ['li@example.com', 'wang@example.com', 'zhao@example.com']
const halves = [
  { autoDebit: true, autoRefund: true },
  { autoDebit: true, autoRefund: false },
  { autoDebit: false, autoRefund: true },
  { autoDebit: false, autoRefund: false },
  { autoDebit: true, autoRefund: true, irregular: true },
]
const codes = [
  'SYSTEM_ERROR',
  'UNKNOWN_EXCEPTION',
  'GENERIC_FAILURE',
  'NEVER_HEARD_OF',
  'ILLEGAL_EMAIL',
  'HAS_NO_PRIVILEGE',
]
const pausesMs = [0, 0, 100, 5 * second, 31 * second, 2 * minute, 20 * minute, 3 * hour]

/** What one seed does, and what is wrong with it; both one line an entry. */
export interface RandomRun {
  readonly told: readonly string[]
  readonly findings: readonly string[]
}

/** Platform, agents, operators, Alipay and the machine, all of them doing what a seed chooses. */
export async function runSeed(seed: number): Promise<RandomRun> {
  const simulation = await Simulation.create({ seed })
  const told: string[] = []
  try {
    const platform = new Platform(simulation)
    const story = new RandomStory(simulation, platform, told)
    await simulation.run(() => story.tell())
    return { told, findings: await examine(simulation, platform) }
  } catch (error) {
    return { told, findings: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  } finally {
    await simulation.remove()
  }
}

type Act = () => Promise<unknown>

function atOnce(act: () => void): Act {
  return () => {
    act()
    return Promise.resolve()
  }
}

class RandomStory {
  readonly #tokens = new Map<string, string>()
  /** Each as often as its weight. */
  readonly #acts: readonly Act[]

  constructor(
    private readonly simulation: Simulation,
    private readonly platform: Platform,
    private readonly told: string[],
  ) {
    const weights: readonly (readonly [weight: number, act: Act])[] = [
      [4, () => this.#leave()],
      [3, atOnce(() => this.#answer())],
      [4, () => this.#check()],
      [2, atOnce(() => this.#fail())],
      [1, () => this.#comeBack()],
      [1, () => this.#report()],
      [1, () => this.#release()],
      [2, () => this.#terminate()],
      [1, () => this.#link()],
      [1, () => this.#changeProfile()],
      [1, () => this.#permission()],
      [1, () => this.#roster()],
      [3, () => this.#crash()],
      [1, atOnce(() => this.#setTheClock())],
      [1, atOnce(() => this.#startAnotherNode())],
    ]
    this.#acts = weights.flatMap(([weight, act]) => Array.from({ length: weight }, () => act))
  }

  get #random(): SeededRandom {
    return this.simulation.random
  }

  /** Several at once now and then, with pauses in between. */
  async tell(): Promise<void> {
    for (let scene = 4 + this.#random.below(8); scene > 0; scene--) {
      const many = this.#random.chance(0.3) ? 2 + this.#random.below(3) : 1
      await Promise.all(Array.from({ length: many }, () => this.#random.pick(this.#acts)()))
      const pauseMs = this.#random.pick(pausesMs)
      this.#tell(`${pauseMs} ms pass`)
      await this.simulation.clock.sleep(pauseMs)
    }
  }

  #tell(what: string): void {
    this.told.push(`${this.simulation.clock.monotonic()} ms: ${what}`)
  }

  #account(): string {
    return this.#random.pick(accounts)
  }

  #somewhere(): Platform {
    const name = this.#random.pick(this.simulation.names)
    return name === 'node-a' ? this.platform : this.platform.at(name)
  }

  async #leave(): Promise<void> {
    const account = this.#account()
    const at = this.#somewhere()
    this.#tell(`${account} starts and leaves`)
    const key = this.#random.chance(0.5) ? { key: `key-${this.#random.below(3)}-${account}` } : {}
    const token = await at.start(account, key)
    if (token === undefined) return
    this.#tokens.set(account, token)
    if (this.#random.chance(0.8)) await at.depart(account, token)
    if (this.#random.chance(0.2)) await at.depart(account, token)
  }

  #answer(): void {
    const account = this.#account()
    const agreement = this.#random.pick(halves)
    this.#tell(`Alipay: ${account} ${JSON.stringify(agreement)}`)
    this.simulation.gateway.set(account, agreement)
  }

  #check(): Promise<unknown> {
    const account = this.#account()
    const force = this.#random.chance(0.3)
    this.#tell(`asks about ${account}${force ? ', forced' : ''}`)
    return this.#somewhere().check(account, force)
  }

  #fail(): void {
    const fault = this.#fault()
    const account = this.#random.chance(0.8) ? this.#account() : undefined
    const times = 1 + this.#random.below(account === undefined ? 8 : 3)
    this.#tell(`${times} failures for ${account ?? 'all'}: ${JSON.stringify(fault)}`)
    this.simulation.gateway.fail(account, fault, times)
  }

  #fault(): Fault {
    const failures = ['timeout', 'reset', { status: 503 }, { code: this.#random.pick(codes) }] as const
    const reasons: readonly NotSentReason[] = ['dns', 'connect', 'tls', 'connect-timeout']
    return this.#random.pick<Fault>([
      { moment: 'before-send', reason: this.#random.pick(reasons) },
      { moment: 'after-send', failure: this.#random.pick(failures) },
      { moment: 'after-commit', failure: this.#random.pick(failures) },
      {
        moment: 'during-answer',
        failure: this.#random.pick(['truncated', 'garbage', 'contradiction', 'oversized'] as const),
      },
      { moment: 'late', delayMs: this.#random.below(20 * second) },
    ])
  }

  #comeBack(): Promise<unknown> {
    const account = this.#account()
    this.#tell(`${account} comes back`)
    return this.#somewhere().arrive(account, this.#tokens.get(account))
  }

  #report(): Promise<unknown> {
    const account = this.#account()
    const code = this.#random.pick(codes)
    this.#tell(`${account} saw ${code}`)
    return this.#somewhere().report(account, code)
  }

  #release(): Promise<unknown> {
    const account = this.#account()
    this.#tell(`an operator opens ${account}`)
    return this.#somewhere().release(account)
  }

  /** Mostly of an agreement known to be signed: of any other it is refused before anything is sent. */
  async #terminate(): Promise<void> {
    const account = this.#account()
    const at = this.#somewhere()
    if (this.#random.chance(0.8)) {
      this.simulation.gateway.set(account, this.#random.pick(halves.slice(0, 3)))
      await at.check(account, true)
    }
    if (this.#random.chance(0.5)) {
      const fault = this.#fault()
      this.#tell(`the next end of ${account} fails: ${JSON.stringify(fault)}`)
      this.simulation.gateway.failTermination(account, fault)
    }
    this.#tell(`an operator ends ${account}`)
    await at.terminate(account)
  }

  #link(): Promise<unknown> {
    const account = this.#account()
    this.#tell(`a link for ${account}`)
    return this.#somewhere().link(account)
  }

  #changeProfile(): Promise<unknown> {
    const isPause = this.#random.chance(0.3)
    this.#tell(`an operator ${isPause ? 'pauses' : 'resumes'} the profile`)
    return isPause ? this.#somewhere().pause() : this.#somewhere().resume()
  }

  #permission(): Promise<unknown> {
    const account = this.#account()
    this.#tell(`may ${account} be charged?`)
    return this.#somewhere().permission(account, 'cae_charge_agent', this.#random.below(2 * 3600) + 1)
  }

  /** Nobody waits for its end: it may take as long as a pause. */
  #roster(): Promise<unknown> {
    this.#tell('a roster')
    void this.#somewhere().roster(accounts)
    return Promise.resolve()
  }

  /** Some calls from now, so that it strikes in the middle of something. */
  async #crash(): Promise<void> {
    const name = this.#random.pick(this.simulation.names)
    const { life } = await this.simulation.node(name)
    const moment = this.#random.pick(['before', 'after'] as const)
    const call = life.calls + 1 + this.#random.below(20)
    this.#tell(`${name} will crash ${moment} call ${call}`)
    life.death = { call, moment }
  }

  /** With one node alone: leases of several rest on clocks that agree. */
  #setTheClock(): void {
    if (this.simulation.names.length > 1) return
    const ms = (this.#random.below(2 * 60) - 60) * minute
    this.#tell(`the wall clock jumps by ${ms} ms`)
    this.simulation.clock.jump(ms)
  }

  #startAnotherNode(): void {
    if (this.simulation.names.length > 1 || this.simulation.clock.jumps > 0) return
    this.#tell('a second node starts')
    this.simulation.startNode('node-b')
  }
}
