import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlarmRow, Store, Write } from '../../../src/store/port/index.js'
import { agreementRow, noon, unitOf } from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

export const alarmRow = (changes: Partial<AlarmRow> = {}): AlarmRow => ({
  key: 'agreements-held:default',
  rule: 'agreements-held',
  profileId: 'default',
  count: 3,
  openedAt: noon,
  lastSeenAt: noon,
  resolvedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  notices: 1,
  nextNoticeAt: noon + 1,
  version: 1,
  ...changes,
})

const put = (row: AlarmRow): Write => ({ write: 'put-alarm', row })

/** What a store keeps of alarms, and finds of what they are about. */
export function alarmKeepingBehaviour(kind: StoreKind): void {
  describe('alarms', () => {
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

    const write = (...writes: Write[]) => store.commit(unitOf({ writes }))

    it('keeps one alarm for a key, the last that was put; open ones oldest first, all latest first', async () => {
      const over = alarmRow({ key: 'brake-set:east', openedAt: noon + 2, resolvedAt: noon + 3 })
      const late = alarmRow({ key: 'log-broken', profileId: null, openedAt: noon + 1 })
      await write(put(alarmRow()), put(late), put(over))
      const changed = alarmRow({ count: 5, acknowledgedAt: noon, acknowledgedBy: 'operator:王芳', version: 2 })
      await write(put(changed))
      expect(await store.alarm(changed.key)).toEqual(changed)
      expect(await store.alarm('nothing')).toBeUndefined()
      expect(await store.openAlarms(10)).toEqual([changed, late])
      expect(await store.openAlarms(1)).toEqual([changed])
      expect(await store.latestAlarms(10)).toEqual([over, late, changed])
    })

    it('counts what stands still of a profile, and knows which claim ends first', async () => {
      const nothing = { heldAgreements: 0, deadDeliveries: 0, firstLeaseUntil: null }
      expect(await store.profileStanding('default')).toEqual(nothing)
      const rows = [
        { holdCode: 'SYSTEM_ERROR' },
        { holdCode: 'GENERIC_FAILURE', leaseToken: 'b', leaseUntil: noon + 7 },
        { leaseToken: 'a', leaseUntil: noon + 5 },
        { profileId: 'other', holdCode: 'SYSTEM_ERROR', leaseToken: 'c', leaseUntil: noon },
      ].map((changes, index) => agreementRow({ id: `agr_${index}`, account: `agent-${index}@example.com`, ...changes }))
      await write(...rows.map((row): Write => ({ write: 'insert-agreement', row })))
      expect(await store.profileStanding('default')).toEqual({
        heldAgreements: 2,
        deadDeliveries: 0,
        firstLeaseUntil: noon + 5,
      })
    })

    it('finds agreements that are held, in question, or unknown since before, of that profile alone', async () => {
      const rows = [
        { holdCode: 'SYSTEM_ERROR', holdSince: noon, holdOpensBy: 'query' as const },
        { otherUserId: '2088000000000002' },
        { lastOutcome: 'indeterminate', confirmedAt: noon - 1 },
        { state: 'awaiting_signer' as const, departedAt: noon - 1 },
        { lastOutcome: 'indeterminate', confirmedAt: noon + 1 },
        { lastOutcome: 'signed', confirmedAt: noon - 1 },
        { state: 'awaiting_signer' as const, departedAt: noon + 1 },
        { holdCode: 'SYSTEM_ERROR', profileId: 'other' },
      ].map((changes, index) =>
        agreementRow({ id: `agr_${index}`, account: `agent-${index}@example.com`, createdAt: noon - 1, ...changes }),
      )
      await write(...rows.map((row): Write => ({ write: 'insert-agreement', row })))
      const found = await store.troubledAgreements('default', noon, 10)
      expect(found.map(({ id }) => id)).toEqual(['agr_0', 'agr_1', 'agr_2', 'agr_3'])
      expect(await store.troubledAgreements('default', noon, 1)).toHaveLength(1)
    })
  })
}
