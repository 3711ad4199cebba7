/** Who waits in line for something that one can have at a time. The lanes take turns, so none waits behind another. */
export class FairLine {
  /** Of each lane those that wait; the lane whose turn it is comes first. */
  readonly #lanes = new Map<string, (() => void)[]>()
  #taken = false

  /** How many would come before somebody who entered the lane now. */
  ahead(lane: string): number {
    const own = this.#lanes.get(lane)?.length ?? 0
    let count = this.#taken ? 1 : 0
    for (const [name, waiting] of this.#lanes) count += name === lane ? own : Math.min(waiting.length, own + 1)
    return count
  }

  /** Resolves when it is the caller's turn, who then must `leave`. */
  enter(lane: string): Promise<void> {
    if (!this.#taken) {
      this.#taken = true
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const waiting = this.#lanes.get(lane)
      if (waiting === undefined) this.#lanes.set(lane, [resolve])
      else waiting.push(resolve)
    })
  }

  leave(): void {
    const [first] = this.#lanes
    if (first === undefined) {
      this.#taken = false
      return
    }
    const [lane, waiting] = first
    const next = waiting.shift()
    this.#lanes.delete(lane)
    if (waiting.length > 0) this.#lanes.set(lane, waiting)
    next?.()
  }
}
