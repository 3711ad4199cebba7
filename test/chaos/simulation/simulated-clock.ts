import type { Clock } from 'paycircle/internal/base'

interface Appointment {
  readonly at: number
  readonly order: number
  readonly task: () => void
}

/** Time that passes only when nothing else can happen: from appointment to appointment. */
export class SimulatedClock implements Clock {
  #elapsed = 0
  #wall = Date.UTC(2026, 0, 1)
  #order = 0
  #jumps = 0
  #appointments: Appointment[] = []

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#elapsed
  }

  /** How often the wall was set; times on the wall compare only within the same number. */
  get jumps(): number {
    return this.#jumps
  }

  after(delayMs: number, task: () => void): () => void {
    const appointment = { at: this.#elapsed + Math.max(0, delayMs), order: this.#order++, task }
    this.#appointments.push(appointment)
    return () => {
      this.#appointments = this.#appointments.filter((one) => one !== appointment)
    }
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve))
  }

  /** Goes on to the next appointment, if it is no further away than `withinMs`; false where there is none. */
  step(withinMs = Infinity): boolean {
    let next: Appointment | undefined
    for (const one of this.#appointments) {
      if (next === undefined || one.at < next.at || (one.at === next.at && one.order < next.order)) next = one
    }
    if (next === undefined || next.at - this.#elapsed > withinMs) return false
    const due = next
    this.#appointments = this.#appointments.filter((one) => one !== due)
    this.#wall += Math.max(0, due.at - this.#elapsed)
    this.#elapsed = Math.max(this.#elapsed, due.at)
    due.task()
    return true
  }

  /** Sets the wall time alone, as an administrator or a time daemon would. */
  jump(ms: number): void {
    this.#wall += ms
    this.#jumps++
  }
}
