import { setImmediate } from 'node:timers/promises'
import type { StoreReader } from '../../store/port/index.js'

/** How far a roster is. Every entry counts once: as pending or by its outcome. */
export interface RosterProgress {
  readonly rosterId: string
  readonly entries: number
  readonly pending: number
  /** Entries by outcome; `invalid` are rows that name no account that could be asked about. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Entries by the event with which the agreement changed, for instance `agreement.terminated`. */
  readonly changes: Readonly<Record<string, number>>
  /** When it goes on, UTC milliseconds, where it waits: for a cool-down, another's query, the brake. */
  readonly waitsUntil: number | null
}

/** Entries that are counted at once: some ten milliseconds of work. */
const entriesAtOnce = 20_000

/** Counts along, so that nobody has to count again what stands in the store. */
export class RosterTally {
  readonly #rosterId: string
  #outcomes = new Map<string, number>()
  #changes = new Map<string, number>()
  #pending = 0
  waitsUntil: number | null = null

  private constructor(rosterId: string) {
    this.#rosterId = rosterId
  }

  /** With what is stored of the roster. */
  static async of(store: Pick<StoreReader, 'rosterCounts'>, rosterId: string): Promise<RosterTally> {
    const tally = new RosterTally(rosterId)
    await tally.recount(store)
    return tally
  }

  /** Begins again with what is stored. */
  async recount(store: Pick<StoreReader, 'rosterCounts'>): Promise<void> {
    const outcomes = new Map<string, number>()
    const changes = new Map<string, number>()
    let pending = 0
    for (let afterLine = 0, counted = entriesAtOnce; counted === entriesAtOnce;) {
      counted = 0
      for (const slice of await store.rosterCounts(this.#rosterId, afterLine, entriesAtOnce)) {
        const { outcome, change, entries, lastLine } = slice
        if (outcome === null) pending += entries
        else add(outcomes, outcome, entries)
        if (change !== null) add(changes, change, entries)
        counted += entries
        afterLine = Math.max(afterLine, lastLine)
      }
      // A store of this process is read in its own thread: others come in between.
      if (counted === entriesAtOnce) await setImmediate()
    }
    this.#outcomes = outcomes
    this.#changes = changes
    this.#pending = pending
  }

  get pending(): number {
    return this.#pending
  }

  settled(outcome: string, change: string | null): void {
    this.#pending--
    add(this.#outcomes, outcome, 1)
    if (change !== null) add(this.#changes, change, 1)
  }

  progress(): RosterProgress {
    const done = [...this.#outcomes.values()].reduce((sum, count) => sum + count, 0)
    return {
      rosterId: this.#rosterId,
      entries: this.#pending + done,
      pending: this.#pending,
      outcomes: Object.fromEntries(this.#outcomes),
      changes: Object.fromEntries(this.#changes),
      waitsUntil: this.waitsUntil,
    }
  }
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count)
}
