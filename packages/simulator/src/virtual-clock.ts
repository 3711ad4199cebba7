import type { Clock } from 'paycircle/internal/base'

/**
 * The machine's clock with its wall time moved: it runs on from where it was set. Delays keep their real length, so
 * that `slow.500` takes half a second whatever year the simulator believes in.
 */
export class VirtualClock implements Clock {
  #offsetMs = 0

  constructor(private readonly base: Clock) {}

  now(): number {
    return this.base.now() + this.#offsetMs
  }

  monotonic(): number {
    return this.base.monotonic()
  }

  after(delayMs: number, task: () => void): () => void {
    return this.base.after(delayMs, task)
  }

  /** Moves the wall time to `utcMs`. */
  set(utcMs: number): void {
    this.#offsetMs = utcMs - this.base.now()
  }

  advance(ms: number): void {
    this.#offsetMs += ms
  }

  reset(): void {
    this.#offsetMs = 0
  }
}
