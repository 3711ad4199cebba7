import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chainStart } from '../../../src/ledger/index.js'
import { verifyLog, type Store } from '../../../src/store/port/index.js'
import { logEntry, signingUnit, unitOf } from './specimens.js'
import { chainOf, type StoreHome, type StoreKind } from './store-kind.js'

export function logBehaviour(kind: StoreKind): void {
  describe(`operation log, ${kind.title}`, () => {
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

    it('gives every record its place in the writer’s chain and the account a salt of its own', async () => {
      await store.commit(unitOf({ log: [logEntry(), logEntry({ account: null })] }))
      await store.commit(unitOf({ log: [logEntry({ kind: 'query.answered' })] }))
      const records = await store.chain(chainOf(kind, 'node-1'), 0, 10)
      expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
      expect(records[1]).toMatchObject({ account: null, accountSalt: null, accountDigest: null })
      expect(records[0]?.accountSalt).toMatch(/^[0-9a-f]{32}$/)
      expect(records[2]?.accountSalt).not.toBe(records[0]?.accountSalt)
      expect(await store.chainHeads()).toEqual([
        { writer: chainOf(kind, 'node-1'), sequence: 3, hash: records[2]?.hash },
      ])
      expect(await store.chain(chainOf(kind, 'node-1'), 2, 10)).toEqual(records.slice(2))
    })

    it('adds to the chain that a unit names, where it ends as it was seen to end', async () => {
      await store.commit(unitOf({ log: [logEntry()] }))
      for (const writer of ['somebody', chainOf(kind, 'node-1')]) {
        const found = (await store.chainHeads()).find((one) => one.writer === writer) ?? chainStart(writer)
        const append = () =>
          store.commit(unitOf({ writer, guards: [{ guard: 'chain-ends', ...found }], log: [logEntry()] }))
        // At once, so that they may share a transaction.
        const results = await Promise.all([append(), append()])
        expect(results.map(({ result }) => result).sort()).toEqual(['conflict', 'done'])
        const end = (await store.chainHeads()).find((one) => one.writer === writer)
        expect(end?.sequence).toBe(found.sequence + 1)
      }
      await store.commit(unitOf({ log: [logEntry()] }))
      expect(await verifyLog(store)).toEqual({ ok: true, rows: 4 })
    })

    it('counts by the hour what was written, and nothing of a unit that was refused or bad', async () => {
      const at = Date.UTC(2026, 0, 1, 10, 30)
      const answered = (changes: object) => logEntry({ at, kind: 'query.answered', ...changes })
      const refused = { guard: 'agreement-version', agreementId: 'absent', version: 1 } as const
      const bad = { write: 'update-signing', signingId: 'absent', changes: { arrivedAt: at } } as const
      await Promise.allSettled([
        store.commit(unitOf({ log: [answered({ outcome: 'signed' }), answered({ outcome: 'signed' })] })),
        store.commit(unitOf({ guards: [refused], log: [answered({ outcome: 'signed' })] })),
        store.commit(unitOf({ writes: [bad], log: [answered({ outcome: 'signed' })] })),
        store.commit(unitOf({ log: [answered({ outcome: 'refused', code: 'ILLEGAL_SIGN' })] })),
        store.commit(unitOf({ log: [answered({ outcome: 'signed', at: at + 3_600_000 })] })),
        store.commit(unitOf({ log: [answered({ outcome: 'signed', profileId: 'other' })] })),
      ])
      const during = { profileId: 'default', since: at, until: at + 60_000 }
      expect(await store.operationCounts(during)).toEqual([
        { kind: 'query.answered', outcome: 'refused', code: 'ILLEGAL_SIGN', count: 1 },
        { kind: 'query.answered', outcome: 'signed', code: null, count: 2 },
      ])
      await store.commit(unitOf({ log: [answered({ outcome: 'signed' })] }))
      expect(await store.operationCounts({ ...during, until: at + 7_200_000 })).toContainEqual({
        kind: 'query.answered',
        outcome: 'signed',
        code: null,
        count: 4,
      })
    })

    it('goes on with the chain of the same writer after it was opened again', async () => {
      await store.commit(signingUnit(1))
      await store.close()
      store = await home.open()
      await store.commit(signingUnit(2))
      expect(await verifyLog(store)).toEqual({ ok: true, rows: 4 })
      expect(await store.chainHeads()).toHaveLength(1)
    })

    it('keeps a chain for each writer', async () => {
      await store.commit(signingUnit(1))
      await store.close()
      store = await home.open('cli')
      await store.commit(signingUnit(2))
      expect((await store.chainHeads()).map(({ writer, sequence }) => [writer, sequence])).toEqual([
        [chainOf(kind, 'cli'), 2],
        [chainOf(kind, 'node-1'), 2],
      ])
      expect(await verifyLog(store)).toEqual({ ok: true, rows: 4 })
    })

    it('lists oldest first on request, page by page, each record once', async () => {
      for (let number = 0; number < 12; number++) await store.commit(signingUnit(number))
      const seen: number[] = []
      let cursor: string | undefined
      do {
        const next = cursor === undefined ? {} : { cursor }
        const page = await store.operations({ oldestFirst: true, limit: 7, ...next })
        seen.push(...page.rows.map(({ sequence }) => sequence))
        cursor = page.next
      } while (cursor !== undefined)
      expect(seen).toEqual(Array.from({ length: 24 }, (_, index) => index + 1))
    })

    it('gives back any entry as it was told, in a chain that verifies', async () => {
      const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !one.includes('\0'))
      const details = fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor')), jsonValue(), {
        maxKeys: 5,
        noNullPrototype: true,
      })
      let rows = 0
      await fc.assert(
        fc.asyncProperty(text, fc.option(text), details, async (entryKind, account, told) => {
          // Through JSON, as the API and the engine tell it: -0 is 0 there.
          const entry = logEntry({ kind: entryKind, account, details: JSON.parse(JSON.stringify(told)) as typeof told })
          await store.commit(unitOf({ log: [entry] }))
          const [record] = await store.chain(chainOf(kind, 'node-1'), rows++, 1)
          expect(record).toMatchObject(entry)
          expect(JSON.stringify(sorted(record?.details))).toBe(JSON.stringify(sorted(entry.details)))
        }),
        { numRuns: 100 },
      )
      expect(await verifyLog(store)).toEqual({ ok: true, rows })
    })
  })
}

function jsonValue() {
  return fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) as fc.Arbitrary<string>
}

/** As lists of names and values, which show an own property named __proto__ too. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)])
}
