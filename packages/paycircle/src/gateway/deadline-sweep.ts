import type { Clock } from '../base/index.js'

/** Something that must have ended by a time. */
export interface Deadlined {
  /** On the clock's monotonic scale, in milliseconds; may move while it waits. */
  dueAt: number
  expire(): void
}

/**
 * Watches every call in flight with one timer: a timer per call costs a third of a call's speed. A call expires at its
 * time or up to `tickMs` after it.
 */
export class DeadlineSweep {
  readonly #clock: Clock
  readonly #tickMs: number
  readonly #watched = new Set<Deadlined>()
  #armed = false

  constructor(clock: Clock, tickMs: number) {
    this.#clock = clock
    this.#tickMs = tickMs
  }

  watch(one: Deadlined): void {
    this.#watched.add(one)
    this.#arm()
  }

  release(one: Deadlined): void {
    this.#watched.delete(one)
  }

  #arm(): void {
    if (this.#armed) return
    this.#armed = true
    this.#clock.after(this.#tickMs, () => this.#sweep())
  }

  #sweep(): void {
    this.#armed = false
    const now = this.#clock.monotonic()
    for (const one of this.#watched) {
      if (one.dueAt > now) continue
      this.#watched.delete(one)
      one.expire()
    }
    if (this.#watched.size > 0) this.#arm()
  }
}
