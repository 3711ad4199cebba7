import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AgreementRow, Store } from '../../../src/store/port/index.js'
import { noon, numberedAgreement, unitOf } from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

export function dueBehaviour(kind: StoreKind): void {
  describe(`what is due, ${kind.title}`, () => {
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

    const plan = (number: number, changes: Partial<AgreementRow>) =>
      store.commit(unitOf({ writes: [{ write: 'insert-agreement', row: numberedAgreement(number, changes) }] }))
    const dueAt = async (at: number) => (await store.agreementsDue('default', at, 10)).map(({ id }) => id)

    it('has nothing planned in an empty store', async () => {
      expect(await store.nextDueAt('default')).toBeUndefined()
      expect(await dueAt(noon)).toEqual([])
    })

    it('lists what is due, longest due first, and neither what is not yet due nor what is not planned', async () => {
      await plan(1, { nextCheckAt: noon - 1 })
      await plan(2, { nextCheckAt: noon - 5 })
      await plan(3, { nextCheckAt: noon })
      await plan(4, { nextCheckAt: noon + 1 })
      await plan(5, { nextCheckAt: null })
      expect(await dueAt(noon)).toEqual(['agr-2', 'agr-1', 'agr-3'])
      expect((await store.agreementsDue('default', noon, 1)).map(({ id }) => id)).toEqual(['agr-2'])
      expect(await store.nextDueAt('default')).toBe(noon - 5)
    })

    it('tells apart what is due of one profile and of another', async () => {
      await plan(1, { nextCheckAt: noon - 1, profileId: 'other' })
      await plan(2, { nextCheckAt: noon + 9, profileId: 'other', leaseToken: 'x', leaseUntil: noon + 1 })
      await plan(3, { nextCheckAt: noon })
      expect(await dueAt(noon + 10)).toEqual(['agr-3'])
      expect(await store.nextDueAt('default')).toBe(noon)
      expect((await store.agreementsDue('other', noon, 10)).map(({ id }) => id)).toEqual(['agr-1'])
      expect(await store.nextDueAt('nobody')).toBeUndefined()
    })

    it('leaves out what is claimed until the lease runs out', async () => {
      await plan(1, { nextCheckAt: noon - 9, leaseToken: 'x', leaseUntil: noon + 10 })
      expect(await dueAt(noon)).toEqual([])
      expect(await dueAt(noon + 10)).toEqual(['agr-1'])
    })

    it('tells the time at which the next one can be claimed', async () => {
      await plan(1, { nextCheckAt: noon - 9, leaseToken: 'x', leaseUntil: noon + 10 })
      expect(await store.nextDueAt('default')).toBe(noon + 10)
      await plan(2, { nextCheckAt: noon + 20, leaseToken: 'x', leaseUntil: noon + 3 })
      expect(await store.nextDueAt('default')).toBe(noon + 10)
      await plan(3, { nextCheckAt: noon + 7 })
      expect(await store.nextDueAt('default')).toBe(noon + 7)
    })
  })
}
