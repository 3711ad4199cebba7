import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RosterEntryRow, RosterRow, Store } from '../../../src/store/port/index.js'
import { agreementRow, noon, numberedAgreement, unitOf } from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

export function rosterRow(changes: Partial<RosterRow> = {}): RosterRow {
  return {
    id: 'rst-1',
    profileId: 'default',
    kind: 'file',
    digest: 'd'.repeat(64),
    createdAt: noon,
    listedAt: null,
    finishedAt: null,
    leaseToken: null,
    leaseUntil: null,
    ...changes,
  }
}

function entryRow(line: number, changes: Partial<RosterEntryRow> = {}): RosterEntryRow {
  return {
    rosterId: 'rst-1',
    line,
    account: `agent${line}@example.com`,
    given: `Agent${line}@example.com`,
    outcome: null,
    code: null,
    reason: null,
    state: null,
    autoDebit: null,
    autoRefund: null,
    change: null,
    checkedAt: null,
    ...changes,
  }
}

const result = {
  outcome: 'signed',
  code: null,
  reason: null,
  state: 'signed',
  autoDebit: true,
  autoRefund: false,
  change: 'agreement.signed',
  checkedAt: noon + 5,
} as const

export function rosterBehaviour(kind: StoreKind): void {
  describe(`rosters, ${kind.title}`, () => {
    let home: StoreHome
    let store: Store
    beforeEach(async () => {
      home = await kind.makeHome()
      store = await home.open()
      await store.commit(unitOf({ writes: [{ write: 'insert-roster', row: rosterRow() }] }))
    })
    afterEach(async () => {
      await store.close()
      await home.dispose()
    })

    const list = (...rows: RosterEntryRow[]) =>
      store.commit(unitOf({ writes: [{ write: 'insert-roster-entries', rows }] }))
    const lines = (rows: readonly RosterEntryRow[]) => rows.map(({ line }) => line)

    it('finds the newest of a digest, and what was changed of it', async () => {
      await store.commit(
        unitOf({
          writes: [
            { write: 'update-roster', rosterId: 'rst-1', changes: { listedAt: noon + 1, finishedAt: noon + 1 } },
            { write: 'insert-roster', row: rosterRow({ id: 'rst-2', createdAt: noon + 1 }) },
            { write: 'insert-roster', row: rosterRow({ id: 'rst-3', createdAt: noon + 2, digest: 'e' }) },
          ],
        }),
      )
      const latest = await store.latestRoster('default', 'file', 'd'.repeat(64))
      expect(latest).toEqual(rosterRow({ id: 'rst-2', createdAt: noon + 1 }))
      expect(await store.roster('rst-1')).toEqual(rosterRow({ listedAt: noon + 1, finishedAt: noon + 1 }))
      const older = rosterRow({ id: 'rst-4', createdAt: noon - 1, digest: 'e' })
      await store.commit(
        unitOf({
          writes: [
            { write: 'update-roster', rosterId: 'rst-3', changes: { finishedAt: noon + 5 } },
            { write: 'insert-roster', row: older },
          ],
        }),
      )
      expect(await store.latestRoster('default', 'file', 'e')).toEqual(older)
      expect(await store.latestRoster('other', 'file', 'd'.repeat(64))).toBeUndefined()
      expect(await store.latestRoster('default', 'sweep', 'd'.repeat(64))).toBeUndefined()
    })

    it('takes each line and each account once, and lines without an account all', async () => {
      await list(entryRow(2), entryRow(3, { account: 'agent2@example.com' }), entryRow(4, { account: null }))
      await list(entryRow(2), entryRow(5, { account: null, outcome: 'invalid' }))
      expect(lines(await store.rosterEntries('rst-1', 0, 200))).toEqual([2, 4, 5])
    })

    it('gives pages in the order of the lines, of all or of those still to be asked', async () => {
      await list(entryRow(9), entryRow(2), entryRow(4), entryRow(7))
      const settled = { write: 'settle-roster-entry', rosterId: 'rst-1', line: 4, result } as const
      await store.commit(unitOf({ writes: [settled] }))
      expect(await store.rosterEntries('rst-1', 2, 2)).toEqual([{ ...entryRow(4), ...result }, entryRow(7)])
      expect(lines(await store.rosterEntriesPending('rst-1', 0, 2))).toEqual([2, 7])
      expect(lines(await store.rosterEntriesPending('rst-1', 7, 2))).toEqual([9])
      expect(await store.rosterCounts('rst-1', 0, 3)).toEqual(
        expect.arrayContaining([
          { outcome: null, change: null, entries: 2, lastLine: 7 },
          { outcome: 'signed', change: 'agreement.signed', entries: 1, lastLine: 4 },
        ]),
      )
      expect(await store.rosterCounts('rst-1', 7, 3)).toEqual([
        { outcome: null, change: null, entries: 1, lastLine: 9 },
      ])
      expect(await store.rosterCounts('rst-1', 9, 3)).toEqual([])
    })

    it('gives what is known of the accounts that are still to be asked about, of some lines', async () => {
      const rows = [2, 4, 7, 9].map((line) => agreementRow({ id: `agr-${line}`, account: `agent${line}@example.com` }))
      const elsewhere = agreementRow({ id: 'agr-other', profileId: 'other', account: 'agent5@example.com' })
      await store.commit(
        unitOf({ writes: [...rows, elsewhere].map((row) => ({ write: 'insert-agreement', row }) as const) }),
      )
      await list(...[2, 4, 5, 7, 9].map((line) => entryRow(line)))
      const settled = { write: 'settle-roster-entry', rosterId: 'rst-1', line: 4, result } as const
      await store.commit(unitOf({ writes: [settled] }))
      const known = async (afterLine: number, toLine: number) =>
        (await store.rosterAgreementsPending('default', 'rst-1', afterLine, toLine)).map(({ id }) => id).sort()
      expect(await known(0, 7)).toEqual(['agr-2', 'agr-7'])
      expect(await known(2, 6)).toEqual([])
      expect(await known(2, 200)).toEqual(['agr-7', 'agr-9'])
    })

    it('removes lines up to one, and refuses to settle one that is not there', async () => {
      await list(entryRow(2), entryRow(3), entryRow(4))
      await store.commit(unitOf({ writes: [{ write: 'delete-roster-entries', rosterId: 'rst-1', upToLine: 3 }] }))
      expect(lines(await store.rosterEntries('rst-1', 0, 200))).toEqual([4])
      const settled = { write: 'settle-roster-entry', rosterId: 'rst-1', line: 3, result } as const
      await expect(store.commit(unitOf({ writes: [settled] }))).rejects.toMatchObject({ code: 'unit-invalid' })
    })

    it('gives signed agreements by the age of their answer, each once', async () => {
      const confirmed = [5, 1, 3, 3, 9, null].map((at, number) =>
        numberedAgreement(number, { state: 'signed', confirmedAt: at === null ? null : noon + at }),
      )
      const others = [
        numberedAgreement(20, { state: 'terminated', confirmedAt: noon }),
        numberedAgreement(21, { state: 'signed', confirmedAt: noon, profileId: 'other' }),
      ]
      await store.commit(
        unitOf({ writes: [...confirmed, ...others].map((row) => ({ write: 'insert-agreement', row })) }),
      )
      const found: string[] = []
      let after = { confirmedAt: 0, id: '' }
      for (;;) {
        const [row] = await store.agreementsConfirmedBefore('default', noon + 5, after, 1)
        if (row === undefined) break
        found.push(row.id)
        after = { confirmedAt: row.confirmedAt ?? 0, id: row.id }
      }
      expect(found).toEqual(['agr-1', 'agr-2', 'agr-3', 'agr-0'])
    })
  })
}
