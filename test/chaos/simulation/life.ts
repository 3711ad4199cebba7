import type { Clock } from 'paycircle/internal/base'
import type { GatewayClient } from 'paycircle-server/engine'
import type { Store } from 'paycircle-server/store/port'
import type { Turns } from './turns.js'

/** Where a node dies: at which call of its ports, counted from 1, and on which side of what the call does. */
export interface DeathPlan {
  readonly call: number
  readonly moment: 'before' | 'after'
}

const never = new Promise<never>(() => undefined)

/**
 * One run of a node, from its start to its crash. Everything that it does to the world passes here: a dead node's calls
 * do nothing and never come back, as those of a process that is gone.
 */
export class Life {
  calls = 0
  /** The name of each call that passed, in order. */
  readonly passed: string[] = []
  readonly ended: Promise<'crashed'>
  #dead = false
  #thaw: Promise<void> = Promise.resolve()
  #end: (how: 'crashed') => void = () => undefined

  constructor(
    readonly turns: Turns,
    public death: DeathPlan | undefined,
  ) {
    this.ended = new Promise((resolve) => (this.#end = resolve))
  }

  isDead(): boolean {
    return this.#dead
  }

  die(): void {
    this.#dead = true
    this.#end('crashed')
  }

  /** Stands still until then, as a process that was stopped or a machine that swaps: what it asked for comes meanwhile. */
  freeze(until: Promise<void>): void {
    this.#thaw = until
  }

  /** Discards the node without telling: its world is taken down. */
  discard(): void {
    this.#dead = true
  }

  async pass<Result>(port: string, call: () => Promise<Result>): Promise<Result> {
    if (this.isDead()) return await never
    await this.#thaw
    await this.turns.wait()
    if (this.#dies(port)) return await never
    const number = this.calls
    // What a call does is done also where it fails or where nobody is left to hear of it.
    const settled = await call().then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    )
    this.#survived(number)
    if (this.isDead()) return await never
    if ('error' in settled) throw settled.error
    return settled.result
  }

  /** Counts a call that begins; true where there is nobody to make it. */
  #dies(port: string): boolean {
    if (this.#dead) return true
    this.calls++
    this.passed.push(port)
    if (this.death?.moment === 'before' && this.death.call === this.calls) this.die()
    return this.isDead()
  }

  /** A call has done what it does. */
  #survived(call: number): void {
    if (this.death?.moment === 'after' && this.death.call === call) this.die()
  }

  store(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        // Several nodes share it here, whatever the store itself knows of.
        if (name === 'exclusive') return false
        const method: unknown = Reflect.get(target, name, target)
        return typeof method === 'function'
          ? (...values: unknown[]) =>
              this.pass(`store.${String(name)}`, () => Reflect.apply(method, target, values) as Promise<unknown>)
          : method
      },
    })
  }

  client(client: GatewayClient): GatewayClient {
    const query: GatewayClient['agreements']['query'] = (input) =>
      this.pass('gateway.query', () => client.agreements.query(input))
    const terminate: GatewayClient['agreements']['terminate'] = (input) =>
      this.pass('gateway.terminate', () => client.agreements.terminate(input))
    return { ...client, agreements: { query, terminate } }
  }

  /** A wait is a call as well: a node can die when it lies down, and when it should wake. */
  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delayMs, task) => {
        const number = this.calls + 1
        if (this.#dies('clock.after')) return () => undefined
        return clock.after(delayMs, () => {
          this.#survived(number)
          if (!this.isDead()) task()
        })
      },
    }
  }

  random(random: (bytes: number) => Uint8Array): (bytes: number) => Uint8Array {
    return (bytes) => {
      // Nobody waits for it, so a node that dies here dies at its next call.
      this.#dies('random')
      const result = random(bytes)
      this.#survived(this.calls)
      return result
    }
  }
}
