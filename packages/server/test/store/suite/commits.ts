import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyLog, type Store, type Write } from '../../../src/store/port/index.js'
import {
  agreementRow,
  answerRow,
  apiKeyRow,
  eventRow,
  logEntry,
  noon,
  profileStateRow,
  numberedAgreement,
  signingRow,
  signingUnit,
  unitOf,
} from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

/** Writes that the store must refuse, each for a reason of its own. */
const badWrites: readonly (readonly [string, Write])[] = [
  ['an agreement whose account is taken', { write: 'insert-agreement', row: agreementRow({ id: 'agr-2' }) }],
  ['an agreement whose id is taken', { write: 'insert-agreement', row: agreementRow({ account: 'b@example.com' }) }],
  ['a signing of no agreement', { write: 'insert-signing', row: signingRow({ agreementId: 'agr-9' }) }],
  ['a change of no agreement', { write: 'update-agreement', agreementId: 'agr-9', changes: { updatedAt: noon } }],
  ['a change of no signing', { write: 'update-signing', signingId: 'sgn-9', changes: { arrivedAt: noon } }],
  ['a time that is no whole number', { write: 'update-agreement', agreementId: 'agr-1', changes: { updatedAt: 0.5 } }],
  ['a text that is no Unicode', { write: 'insert-event', row: eventRow({ id: 'evt-2', payload: 'half \ud83d' }) }],
  ['a text with NUL in it', { write: 'insert-event', row: eventRow({ id: 'evt-2', payload: 'a\0b' }) }],
  ['the end of no API key', { write: 'revoke-api-key', apiKeyId: 'constructor', at: noon }],
]

export function commitBehaviour(kind: StoreKind): void {
  describe(`commits, ${kind.title}`, () => {
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

    it('gives back every row as it was written', async () => {
      const agreement = agreementRow({ autoDebit: true, autoRefund: false, nextCheckAt: noon, attention: 'look' })
      await store.commit(
        unitOf({
          writes: [
            { write: 'insert-agreement', row: agreement },
            { write: 'insert-signing', row: signingRow({ returnTo: 'https://example.com/?a=1&b=支付圈' }) },
            { write: 'insert-answer', row: answerRow() },
            { write: 'insert-event', row: eventRow() },
            { write: 'insert-api-key', row: apiKeyRow() },
            { write: 'put-profile-state', row: profileStateRow({ failedAgreements: ['agr-1', 'agr-2'] }) },
            { write: 'take-rate', row: { key: 'gateway', nextAt: noon } },
          ],
        }),
      )
      expect(await store.agreement('agr-1')).toEqual(agreement)
      expect(await store.agreementByAccount('default', 'agent@example.com')).toEqual(agreement)
      const signing = signingRow({ returnTo: 'https://example.com/?a=1&b=支付圈' })
      expect(await store.signing('sgn-1')).toEqual(signing)
      expect(await store.signingByTokenDigest('a'.repeat(64))).toEqual(signing)
      expect(await store.idempotentAnswer('default', 'key-1')).toEqual(answerRow())
      expect((await store.events({ profileId: 'default', limit: 10 })).rows).toEqual([eventRow()])
      expect(await store.apiKeyByDigest('c'.repeat(64))).toEqual(apiKeyRow())
      expect(await store.apiKeys('default')).toEqual([apiKeyRow()])
      expect(await store.profileState('default')).toEqual(profileStateRow({ failedAgreements: ['agr-1', 'agr-2'] }))
      expect(await store.pace('gateway')).toEqual({ key: 'gateway', nextAt: noon })
    })

    it('puts a profile’s state and a rate in the place of what was there', async () => {
      const later = profileStateRow({ brakedAt: noon, nextCanaryAt: noon + 1, version: 2 })
      for (const row of [profileStateRow(), later]) {
        await store.commit(unitOf({ writes: [{ write: 'put-profile-state', row }] }))
      }
      for (const nextAt of [noon, noon + 500]) {
        await store.commit(unitOf({ writes: [{ write: 'take-rate', row: { key: 'gateway', nextAt } }] }))
      }
      expect(await store.profileState('default')).toEqual(later)
      expect(await store.pace('gateway')).toEqual({ key: 'gateway', nextAt: noon + 500 })
    })

    it('finds nothing under names that every object has', async () => {
      for (const name of ['__proto__', 'constructor', 'toString', '']) {
        expect(await store.agreement(name)).toBeUndefined()
        expect(await store.signingByTokenDigest(name)).toBeUndefined()
        expect(await store.idempotentAnswer(name, name)).toBeUndefined()
        expect(await store.apiKeys(name)).toEqual([])
        expect(await store.profileState(name)).toBeUndefined()
        expect(await store.pace(name)).toBeUndefined()
      }
    })

    it('changes the fields that are named, raises the version by one and leaves the rest', async () => {
      await store.commit(unitOf({ writes: [{ write: 'insert-agreement', row: agreementRow() }] }))
      const changes = { state: 'signed', autoDebit: true, leaseToken: null, updatedAt: noon + 5 } as const
      await store.commit(unitOf({ writes: [{ write: 'update-agreement', agreementId: 'agr-1', changes }] }))
      expect(await store.agreement('agr-1')).toEqual(agreementRow({ ...changes, version: 2 }))
    })

    it('completes the answer of a claimed key, and leaves a key free again', async () => {
      const answers = ['claimed', 'refused'].map((key) => answerRow({ key, status: 0, body: '' }))
      await store.commit(unitOf({ writes: answers.map((row) => ({ write: 'insert-answer', row })) }))
      const of = (key: string) => ({ profileId: 'default', key })
      const answer = { status: 201, body: '{"支付圈":1}' }
      await store.commit(unitOf({ writes: [{ write: 'complete-answer', ...of('claimed'), answer }] }))
      const removed = { write: 'remove-answer', ...of('refused') } as const
      // Once more: what retention has taken away already is no fault.
      for (const write of [removed, removed]) await store.commit(unitOf({ writes: [write] }))
      expect(await store.idempotentAnswer('default', 'claimed')).toEqual(answerRow({ key: 'claimed', ...answer }))
      expect(await store.idempotentAnswer('default', 'refused')).toBeUndefined()
    })

    it('ends an API key and keeps it', async () => {
      await store.commit(unitOf({ writes: [{ write: 'insert-api-key', row: apiKeyRow() }] }))
      await store.commit(unitOf({ writes: [{ write: 'revoke-api-key', apiKeyId: 'key-1', at: noon + 1 }] }))
      expect(await store.apiKeyByDigest('c'.repeat(64))).toEqual(apiKeyRow({ revokedAt: noon + 1 }))
    })

    for (const [title, bad] of badWrites) {
      it(`leaves nothing of a unit that holds ${title}, and writes its neighbours`, async () => {
        await store.commit(unitOf({ writes: [{ write: 'insert-agreement', row: agreementRow() }] }))
        const unit = unitOf({ writes: [{ write: 'insert-event', row: eventRow() }, bad], log: [logEntry()] })
        const results = await Promise.allSettled([
          store.commit(signingUnit(21)),
          store.commit(unit),
          store.commit(signingUnit(22)),
        ])
        expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
        expect(results[1]).toMatchObject({ reason: { code: 'unit-invalid' } })
        expect((await store.events({ profileId: 'default', limit: 10 })).rows).toEqual([])
        expect((await store.operations({ limit: 10 })).rows.map(({ operationId }) => operationId)).not.toContain('op-1')
        expect(await store.signing('sgn-22')).toBeDefined()
        expect(await verifyLog(store)).toEqual({ ok: true, rows: 4 })
      })
    }

    it('refuses a log entry that JSON cannot keep, with its whole unit', async () => {
      const unit = unitOf({
        writes: [{ write: 'insert-agreement', row: agreementRow() }],
        log: [logEntry({ actor: 'half a \ud83d' })],
      })
      await expect(store.commit(unit)).rejects.toMatchObject({ code: 'unit-invalid' })
      expect(await store.agreement('agr-1')).toBeUndefined()
    })

    const order = kind.concurrent ? 'each once' : 'each once, in the order in which they came'
    it(`writes the units of many callers, ${order}`, async () => {
      const units = Array.from({ length: 700 }, (_, number) => signingUnit(number))
      const results = await Promise.all(units.map((unit) => store.commit(unit)))
      expect(results.every(({ result }) => result === 'done')).toBe(true)
      const started: string[] = []
      for (const { writer, sequence } of await store.chainHeads()) {
        for (let after = 0; after < sequence; after += 200) {
          const records = await store.chain(writer, after, 200)
          started.push(...records.filter((one) => one.kind === 'signing.started').map((one) => one.operationId))
        }
      }
      if (kind.concurrent) started.sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)))
      expect(started).toEqual(units.map((_, number) => `op-${number}`))
      expect(await verifyLog(store)).toEqual({ ok: true, rows: 1400 })
    })

    it('shows a commit to whoever reads once it was answered', async () => {
      for (let number = 0; number < 20; number++) {
        await store.commit(signingUnit(number))
        expect(await store.agreement(`agr-${number}`)).toEqual(numberedAgreement(number))
      }
    })

    it('finishes what was queued before it closes, and refuses what comes after', async () => {
      const queued = Array.from({ length: 300 }, (_, number) => store.commit(signingUnit(number)))
      const closed = store.close()
      await expect(store.commit(signingUnit(900))).rejects.toMatchObject({ code: 'store-closed' })
      expect((await Promise.all(queued)).every(({ result }) => result === 'done')).toBe(true)
      await closed
      await expect(store.agreement('agr-1')).rejects.toMatchObject({ code: 'store-closed' })
      await expect(store.probe()).rejects.toMatchObject({ code: 'store-closed' })
      await store.close()
      store = await home.open()
      expect(await verifyLog(store)).toEqual({ ok: true, rows: 600 })
    })

    it('answers a probe while it can be read and written', async () => {
      await expect(store.probe()).resolves.toEqual({ clockAheadMs: 0, queuedUnits: 0 })
      expect(await verifyLog(store)).toEqual({ ok: true, rows: 0 })
    })
  })
}
