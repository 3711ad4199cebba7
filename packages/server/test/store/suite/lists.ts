import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page, Store } from '../../../src/store/port/index.js'
import { agreementRow, eventRow, logEntry, noon, numberedAgreement, unitOf } from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

/** Every row of a list, page by page; `between` runs before each page but the first. */
async function readAll<Row>(
  read: (cursor?: string) => Promise<Page<Row>>,
  between: (pages: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<Row[]> {
  const rows: Row[] = []
  let page = await read()
  for (let pages = 1; ; pages++) {
    rows.push(...page.rows)
    if (page.next === undefined) return rows
    await between(pages)
    page = await read(page.next)
  }
}

/** The cursor with the character at one place replaced by another of its alphabet. */
function tampered(cursor: string, place: number): string {
  const other = cursor[place] === 'A' ? 'B' : 'A'
  return cursor.slice(0, place) + other + cursor.slice(place + 1)
}

export function listBehaviour(kind: StoreKind): void {
  describe(`lists, ${kind.title}`, () => {
    let home: StoreHome
    let store: Store
    beforeEach(async () => {
      home = await kind.makeHome()
      store = await home.open()
    })
    afterEach(async () => {
      await store.close()
      await home.dispose()
    })

    const addAgreements = (from: number, to: number, changes: Parameters<typeof numberedAgreement>[1] = {}) => {
      const rows = Array.from({ length: to - from }, (_, index) => numberedAgreement(from + index, changes))
      return store.commit(unitOf({ writes: rows.map((row) => ({ write: 'insert-agreement', row })) }))
    }
    const addRecords = (from: number, to: number, changes: Parameters<typeof logEntry>[0] = {}) =>
      store.commit(
        unitOf({
          log: Array.from({ length: to - from }, (_, index) =>
            // Several records share their millisecond.
            logEntry({ operationId: `op-${from + index}`, at: noon + Math.floor((from + index) / 7), ...changes }),
          ),
        }),
      )

    it('lists agreements, newest change first, each once while others are added', async () => {
      await addAgreements(0, 25)
      await addAgreements(25, 50, { updatedAt: noon + 10 })
      const rows = await readAll(
        (cursor) => store.agreements({ profileId: 'default', limit: 7, ...(cursor === undefined ? {} : { cursor }) }),
        (pages) => addAgreements(100 + pages, 101 + pages),
      )
      expect(new Set(rows.map(({ id }) => id)).size).toBe(50)
      expect(rows).toHaveLength(50)
      const changed = rows.map(({ updatedAt }) => updatedAt)
      expect(changed).toEqual([...changed].sort((a, b) => b - a))
    })

    it('narrows agreements to a profile, a state, an agent, and to all of them', async () => {
      await addAgreements(0, 4, { state: 'signed', agentId: 'A' })
      await addAgreements(4, 6, { state: 'signed', agentId: 'B' })
      await addAgreements(6, 9, { state: 'not_signed', agentId: 'A' })
      await addAgreements(9, 11, { profileId: 'other', state: 'signed', agentId: 'A' })
      const count = async (filter: { state?: 'signed'; agentId?: string }) =>
        (await store.agreements({ profileId: 'default', limit: 50, ...filter })).rows.length
      expect(await count({})).toBe(9)
      expect(await count({ state: 'signed' })).toBe(6)
      expect(await count({ agentId: 'A' })).toBe(7)
      expect(await count({ state: 'signed', agentId: 'A' })).toBe(4)
      expect(await count({ agentId: '__proto__' })).toBe(0)
    })

    it('lists log records, newest first, each once while others are added', async () => {
      await addRecords(0, 60)
      const rows = await readAll(
        (cursor) => store.operations({ limit: 9, ...(cursor === undefined ? {} : { cursor }) }),
        (pages) => addRecords(100 + pages, 101 + pages),
      )
      expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index))
    })

    it('narrows log records to each part of the filter and to all of them', async () => {
      await addRecords(0, 5)
      await addRecords(5, 9, { profileId: 'other', agreementId: 'agr-2', kind: 'query.answered' })
      await addRecords(9, 10, { agreementId: null, account: null })
      const count = async (filter: Omit<Parameters<Store['operations']>[0], 'limit'>) =>
        (await store.operations({ limit: 50, ...filter })).rows.length
      expect(await count({})).toBe(10)
      expect(await count({ profileId: 'other' })).toBe(4)
      expect(await count({ agreementId: 'agr-1' })).toBe(5)
      expect(await count({ operationId: 'op-3' })).toBe(1)
      expect(await count({ kind: 'query.answered' })).toBe(4)
      expect(await count({ since: noon + 1 })).toBe(3)
      expect(await count({ until: noon + 1 })).toBe(7)
      expect(await count({ since: noon + 1, until: noon + 1 })).toBe(0)
      expect(await count({ profileId: 'other', kind: 'query.answered', agreementId: 'agr-2', since: noon + 1 })).toBe(2)
    })

    it('lists events, oldest first, each once and with those that are added', async () => {
      await store.commit(unitOf({ writes: [{ write: 'insert-agreement', row: agreementRow() }] }))
      const add = (number: number, agreementId: string | null = null) =>
        store.commit(
          unitOf({ writes: [{ write: 'insert-event', row: eventRow({ id: `evt-${number}`, agreementId }) }] }),
        )
      for (let number = 0; number < 20; number++) await add(number, number % 4 === 0 ? 'agr-1' : null)
      const rows = await readAll(
        (cursor) => store.events({ profileId: 'default', limit: 6, ...(cursor === undefined ? {} : { cursor }) }),
        (pages) => (pages === 1 ? add(20) : Promise.resolve()),
      )
      expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 21 }, (_, number) => `evt-${number}`))
      const narrowed = await store.events({ profileId: 'default', agreementId: 'agr-1', limit: 50 })
      expect(narrowed.rows).toHaveLength(5)
      expect((await store.events({ profileId: 'other', limit: 50 })).rows).toEqual([])
    })

    it('ends without a cursor where the last page is exactly full', async () => {
      await addRecords(0, 10)
      const first = await store.operations({ limit: 5 })
      expect(first.next).toBeDefined()
      const second = await store.operations({ limit: 5, cursor: first.next ?? '' })
      expect(second.rows).toHaveLength(5)
      expect(second.next).toBeUndefined()
    })

    it('refuses a cursor that was changed in any character, or made up', async () => {
      await addRecords(0, 10)
      const cursor = (await store.operations({ limit: 5 })).next ?? ''
      const changed = Array.from(cursor, (_, place) => tampered(cursor, place))
      const madeUp = ['', 'x', '!', cursor + 'A', cursor.slice(1), `${cursor}=`, 'WzEsMl0', 'A'.repeat(5000)]
      for (const bad of [...changed, ...madeUp]) {
        await expect(store.operations({ limit: 5, cursor: bad })).rejects.toMatchObject({ code: 'cursor-invalid' })
      }
    })

    it('refuses a cursor of another list or another filter, and takes it for another page size', async () => {
      await addRecords(0, 10)
      await addAgreements(0, 10)
      const cursor = (await store.operations({ limit: 5 })).next ?? ''
      await expect(store.operations({ limit: 5, kind: 'k', cursor })).rejects.toMatchObject({ code: 'cursor-invalid' })
      const ofAgreements = store.agreements({ profileId: 'default', limit: 5, cursor })
      await expect(ofAgreements).rejects.toMatchObject({ code: 'cursor-invalid' })
      expect((await store.operations({ limit: 2, cursor })).rows).toHaveLength(2)
    })

    it('refuses a page of no rows, of more than 200 and of a fraction', async () => {
      for (const limit of [0, -1, 201, 1.5, Number.NaN]) {
        await expect(store.operations({ limit })).rejects.toThrow('1 to 200')
      }
    })
  })
}
