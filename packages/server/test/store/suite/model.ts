import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AgreementRow, Guard, Unit, Write } from '../../../src/store/port/index.js'
import { noon, numberedAgreement } from './specimens.js'
import { commitInOrder, type StoreKind } from './store-kind.js'

interface Step {
  readonly number: number
  readonly guards: readonly ('absent' | 'version' | 'free' | 'held')[]
  readonly version: number
  readonly at: number
  readonly token: string
  readonly act: 'insert' | 'claim' | 'release' | 'nothing'
}

/** A step on one of three agreements, with times and versions close enough to collide. */
const step: fc.Arbitrary<Step> = fc.record({
  number: fc.integer({ min: 0, max: 2 }),
  guards: fc.array(fc.constantFrom('absent' as const, 'version' as const, 'free' as const, 'held' as const), {
    maxLength: 2,
  }),
  version: fc.integer({ min: 1, max: 3 }),
  at: fc.integer({ min: 0, max: 4 }),
  token: fc.constantFrom('x', 'y'),
  act: fc.constantFrom('insert' as const, 'claim' as const, 'release' as const, 'nothing' as const),
})

function rowOf(run: string, number: number): AgreementRow {
  return numberedAgreement(number, { id: `${run}-${number}`, account: `agent${number}@${run}.example.com` })
}

function unitOf(run: string, { number, guards, version, at, token, act }: Step): Unit {
  const row = rowOf(run, number)
  const agreementId = row.id
  const choices = {
    absent: { guard: 'agreement-absent', profileId: row.profileId, account: row.account },
    version: { guard: 'agreement-version', agreementId, version },
    free: { guard: 'lease-free', agreementId, at: noon + at },
    held: { guard: 'lease-held', agreementId, token, at: noon + at },
  } as const
  const acts: Record<Step['act'], readonly Write[]> = {
    insert: [{ write: 'insert-agreement', row }],
    claim: [update(agreementId, { leaseToken: token, leaseUntil: noon + at, updatedAt: noon + at })],
    release: [update(agreementId, { leaseToken: null, leaseUntil: null, updatedAt: noon + at })],
    nothing: [],
  }
  return { guards: guards.map((name) => choices[name]), writes: acts[act], log: [] }
}

function update(agreementId: string, changes: Extract<Write, { write: 'update-agreement' }>['changes']): Write {
  return { write: 'update-agreement', agreementId, changes }
}

/** What the port promises, on a map. */
class Model {
  readonly rows = new Map<string, AgreementRow>()

  commit({ guards, writes }: Unit): string {
    if (!guards.every((guard) => this.#holds(guard))) return 'conflict'
    for (const write of writes) {
      if (write.write === 'insert-agreement') {
        if (this.rows.has(write.row.id)) return 'unit-invalid'
        this.rows.set(write.row.id, write.row)
      } else if (write.write === 'update-agreement') {
        const row = this.rows.get(write.agreementId)
        if (row === undefined) return 'unit-invalid'
        this.rows.set(row.id, { ...row, ...write.changes, version: row.version + 1 })
      }
    }
    return 'done'
  }

  #holds(guard: Guard): boolean {
    if (guard.guard === 'agreement-absent')
      return ![...this.rows.values()].some(({ account }) => account === guard.account)
    const row = 'agreementId' in guard ? this.rows.get(guard.agreementId) : undefined
    if (row === undefined) return false
    if (guard.guard === 'agreement-version') return row.version === guard.version
    if (guard.guard === 'lease-free') return row.leaseUntil === null || row.leaseUntil <= guard.at
    if (guard.guard !== 'lease-held') return false
    return row.leaseToken === guard.token && row.leaseUntil !== null && row.leaseUntil > guard.at
  }
}

export function modelBehaviour(kind: StoreKind): void {
  describe(`any order of units, ${kind.title}`, () => {
    it('answers and ends as a map with the same promises does', async () => {
      const home = await kind.makeHome()
      const store = await home.open()
      let runs = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const run = `run-${runs++}`
          const units = steps.map((one) => unitOf(run, one))
          const model = new Model()
          const expected = units.map((one) => model.commit(one))
          const results = await commitInOrder(kind, store, units)
          const told = results.map((one) =>
            one.status === 'fulfilled' ? one.value.result : (one.reason as { code: string }).code,
          )
          expect(told).toEqual(expected)
          for (const number of [0, 1, 2]) {
            const { id } = rowOf(run, number)
            expect(await store.agreement(id)).toEqual(model.rows.get(id))
          }
        }),
        { numRuns: 60 },
      )
      await store.close()
      await home.dispose()
    })
  })
}
