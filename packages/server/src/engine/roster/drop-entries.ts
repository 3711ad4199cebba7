import type { Store } from '../../store/port/index.js'

const pageRows = 200

/** Removes what came of a roster's lines, in units small enough to keep nobody waiting; the roster itself stays. */
export async function dropEntries(store: Store, rosterId: string): Promise<void> {
  for (;;) {
    const last = (await store.rosterEntries(rosterId, 0, pageRows)).at(-1)
    if (last === undefined) return
    const upToLine = last.line
    await store.commit({ guards: [], writes: [{ write: 'delete-roster-entries', rosterId, upToLine }], log: [] })
  }
}
