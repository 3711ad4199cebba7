/**
 * Where time comes from. Everything that waits or stamps takes one, so that tests and simulations own the time.
 */
export interface Clock {
  /** Wall time in UTC milliseconds; may jump. */
  now(): number
  /** Milliseconds that only ever grow; for deadlines, never for stamps. */
  monotonic(): number
  /** Runs `task` once after `delayMs`; the returned function cancels it. Does not keep the process alive. */
  after(delayMs: number, task: () => void): () => void
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    timer.unref()
    return () => {
      clearTimeout(timer)
    }
  },
}

interface Appointment {
  readonly at: number
  readonly order: number
  readonly task: () => void
}

/** A clock that stands still until it is advanced; tasks run in the order of their times. */
export class ManualClock implements Clock {
  #elapsed = 0
  #order = 0
  #appointments: Appointment[] = []
  #wall: number

  constructor(startsAt = Date.UTC(2026, 0, 1)) {
    this.#wall = startsAt
  }

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#elapsed
  }

  after(delayMs: number, task: () => void): () => void {
    const appointment = { at: this.#elapsed + Math.max(0, delayMs), order: this.#order++, task }
    this.#appointments.push(appointment)
    this.#appointments.sort((a, b) => a.at - b.at || a.order - b.order)
    return () => {
      this.#appointments = this.#appointments.filter((one) => one !== appointment)
    }
  }

  /** How many tasks wait. */
  get pending(): number {
    return this.#appointments.length
  }

  /** Moves both times on by `ms`, running what falls due on the way, also what those tasks set. */
  advance(ms: number): void {
    const target = this.#elapsed + ms
    for (;;) {
      const next = this.#appointments[0]
      if (next === undefined || next.at > target) break
      this.#appointments.shift()
      this.#pass(next.at - this.#elapsed)
      next.task()
    }
    this.#pass(target - this.#elapsed)
  }

  /** Sets the wall time alone, as an administrator or a time daemon would. */
  setWall(utcMs: number): void {
    this.#wall = utcMs
  }

  #pass(ms: number): void {
    this.#elapsed += ms
    this.#wall += ms
  }
}
