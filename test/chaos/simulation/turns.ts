import type { SeededRandom } from './seeded-random.js'

/** The calls of ports that wait to be let through, one at a time: in their order, or in one that a seed chooses. */
export class Turns {
  readonly #random: SeededRandom | undefined
  #waiting: (() => void)[] = []

  constructor(random?: SeededRandom) {
    this.#random = random
  }

  wait(): Promise<void> {
    return new Promise((resolve) => void this.#waiting.push(resolve))
  }

  /** Lets one through; false where none waits. */
  release(): boolean {
    const index = this.#random?.below(Math.max(1, this.#waiting.length)) ?? 0
    const [go] = this.#waiting.splice(index, 1)
    go?.()
    return go !== undefined
  }

  get isSeeded(): boolean {
    return this.#random !== undefined
  }

  get waiting(): number {
    return this.#waiting.length
  }
}
