import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  ClaimedDelivery,
  DeliveryRow,
  Guard,
  Store,
  Unit,
  WebhookRow,
  Write,
} from '../../../src/store/port/index.js'
import { agreementRow, eventRow, noon, unitOf } from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

export const webhookRow = (changes: Partial<WebhookRow> = {}): WebhookRow => ({
  id: 'whk-1',
  profileId: 'default',
  url: 'https://www.example.com/events',
  events: null,
  state: 'active',
  reason: null,
  failingSince: null,
  formerSecretUntil: null,
  version: 1,
  createdAt: noon,
  updatedAt: noon,
  ...changes,
})

const deliveryRow = (changes: Partial<DeliveryRow> = {}): DeliveryRow => ({
  id: 'whk-1/evt-1',
  webhookId: 'whk-1',
  eventId: 'evt-1',
  profileId: 'default',
  stream: 'agr-1',
  state: 'pending',
  attempts: 0,
  nextAt: noon,
  leaseToken: null,
  leaseUntil: null,
  lastStatus: null,
  lastFailure: null,
  createdAt: noon,
  settledAt: null,
  ...changes,
})

const made: Write = { write: 'insert-webhook', row: webhookRow({ version: 2 }) }
const pending = (...rows: Partial<DeliveryRow>[]): Write => ({
  write: 'insert-deliveries',
  rows: rows.map(deliveryRow),
})
const version = (expected: number): Guard => ({ guard: 'webhook-version', webhookId: 'whk-1', version: expected })
const well: Guard = { guard: 'webhook-well', webhookId: 'whk-1' }
const madeAs = (changes: Partial<WebhookRow>): Write => ({ write: 'insert-webhook', row: webhookRow(changes) })
const free = (at: number): Guard => ({ guard: 'delivery-free', deliveryId: 'whk-1/evt-1', at })
const firstOf = (deliveryId: string): Guard => ({ guard: 'delivery-first', deliveryId })
const held = (token: string): Guard => ({ guard: 'delivery-held', deliveryId: 'whk-1/evt-1', token })
const isSettled: Guard = { guard: 'delivery-settled', deliveryId: 'whk-1/evt-1' }
const over = { state: 'delivered', settledAt: noon } as const
const second = { id: 'whk-1/evt-2', eventId: 'evt-2' }
const claimed = { leaseToken: 'ours', leaseUntil: noon + 1000 }

/** For the suite's table of guards. */
export const deliveryGuardCases = {
  'webhook-version': [
    { title: 'that version of the webhook', given: [made], guard: version(2), holds: true },
    { title: 'another version of it', given: [made], guard: version(1), holds: false },
    { title: 'no such webhook', given: [], guard: version(1), holds: false },
  ],
  'webhook-well': [
    { title: 'an active webhook whose receiver takes what it gets', given: [madeAs({})], guard: well, holds: true },
    { title: 'one whose receiver has failed', given: [madeAs({ failingSince: noon })], guard: well, holds: false },
    { title: 'a disabled one', given: [madeAs({ state: 'disabled' })], guard: well, holds: false },
  ],
  'delivery-free': [
    { title: 'a delivery that is due', given: [pending({})], guard: free(noon), holds: true },
    { title: 'one that is not due yet', given: [pending({})], guard: free(noon - 1), holds: false },
    { title: 'a claimed one', given: [pending(claimed)], guard: free(noon + 999), holds: false },
    { title: 'one whose claim ran out', given: [pending(claimed)], guard: free(noon + 1000), holds: true },
    { title: 'a settled one', given: [pending(over)], guard: free(noon), holds: false },
  ],
  'delivery-first': [
    { title: 'none before it', given: [pending({}, second)], guard: firstOf('whk-1/evt-1'), holds: true },
    { title: 'a pending one before it', given: [pending({}, second)], guard: firstOf(second.id), holds: false },
    { title: 'a settled one before it', given: [pending(over, second)], guard: firstOf(second.id), holds: true },
    {
      title: 'one of another agreement before it',
      given: [pending({ stream: 'agr-2' }, second)],
      guard: firstOf(second.id),
      holds: true,
    },
  ],
  'delivery-held': [
    { title: 'our claim', given: [pending(claimed)], guard: held('ours'), holds: true },
    { title: 'somebody else’s claim', given: [pending(claimed)], guard: held('theirs'), holds: false },
    { title: 'a settled delivery', given: [pending({ ...claimed, ...over })], guard: held('ours'), holds: false },
  ],
  'delivery-settled': [
    { title: 'a delivered one', given: [pending(over)], guard: isSettled, holds: true },
    { title: 'a pending one', given: [pending({})], guard: isSettled, holds: false },
  ],
} as const

/** How a store turns events into deliveries, and lets each be claimed by one node in the order of its stream. */
export function deliveryBehaviour(kind: StoreKind): void {
  describe('webhooks and deliveries', () => {
    let home: StoreHome
    let store: Store

    beforeEach(async () => {
      home = await kind.makeHome()
      store = await home.open()
      await write(
        { write: 'insert-agreement', row: agreementRow() },
        { write: 'insert-agreement', row: agreementRow({ id: 'agr-2', account: 'b@example.com' }) },
      )
    })

    afterEach(async () => {
      await store.close()
      await home.dispose()
    })

    const write = (...writes: Write[]) => store.commit(unitOf({ writes }))
    const webhook = (changes: Partial<WebhookRow> = {}) => write({ write: 'insert-webhook', row: webhookRow(changes) })
    const happen = (id: string, changes: Parameters<typeof eventRow>[0] = {}) =>
      write({ write: 'insert-event', row: eventRow({ id, agreementId: 'agr-1', createdAt: noon, ...changes }) })
    const due = async (webhookId = 'whk-1', at = noon) =>
      (await store.deliveriesDue(webhookId, at, 10)).map(({ eventId }) => eventId)
    const claim = (id: string, at: number, token: string): Unit =>
      unitOf({
        guards: [
          { guard: 'delivery-free', deliveryId: id, at },
          { guard: 'delivery-first', deliveryId: id },
        ],
        writes: [{ write: 'update-delivery', deliveryId: id, changes: { leaseToken: token, leaseUntil: at + 1000 } }],
      })
    const settle = (id: string, state: DeliveryRow['state']) =>
      write({
        write: 'update-delivery',
        deliveryId: id,
        changes: { state, settledAt: noon, leaseToken: null, leaseUntil: null },
      })

    it('makes an event a delivery to each webhook of its profile that listens to its type, and to no other', async () => {
      await webhook()
      await webhook({ id: 'whk-2', events: ['agreement.terminated', 'agreement.signed'] })
      await webhook({ id: 'whk-3', events: ['agreement.terminated'] })
      await webhook({ id: 'whk-4', state: 'disabled' })
      await webhook({ id: 'whk-5', profileId: 'other' })
      await happen('evt-1', { type: 'agreement.signed' })
      const told = await Promise.all([1, 2, 3, 4, 5].map((number) => due(`whk-${number}`)))
      expect(told).toEqual([['evt-1'], ['evt-1'], [], [], []])
      expect(await store.delivery('whk-1/evt-1')).toEqual({
        id: 'whk-1/evt-1',
        webhookId: 'whk-1',
        eventId: 'evt-1',
        profileId: 'default',
        stream: 'agr-1',
        state: 'pending',
        attempts: 0,
        nextAt: noon,
        leaseToken: null,
        leaseUntil: null,
        lastStatus: null,
        lastFailure: null,
        createdAt: noon,
        settledAt: null,
      })
    })

    it('makes no delivery of an event whose unit was not written', async () => {
      await webhook()
      const guards = [{ guard: 'agreement-version', agreementId: 'agr-1', version: 99 }] as const
      const row = eventRow({ id: 'evt-1', agreementId: 'agr-1' })
      await store.commit(unitOf({ guards, writes: [{ write: 'insert-event', row }] }))
      expect((await store.deliveries({ webhookId: 'whk-1', limit: 10 })).rows).toEqual([])
    })

    it('has only the first pending one of each stream due, in the order of their events', async () => {
      await webhook()
      await happen('evt-1')
      await happen('evt-2')
      await happen('evt-3', { agreementId: 'agr-2' })
      await happen('evt-4', { agreementId: null })
      expect(await due()).toEqual(['evt-1', 'evt-3', 'evt-4'])
      expect(await due('whk-1', noon - 1)).toEqual([])
      await settle('whk-1/evt-1', 'dead')
      expect(await due()).toEqual(['evt-3', 'evt-4', 'evt-2'].sort())
    })

    it('lets one claim a delivery, the next when the lease has run out, and nobody one that waits for another', async () => {
      await webhook()
      await happen('evt-1')
      await happen('evt-2')
      const claims = await Promise.all(['a', 'b', 'c'].map((token) => store.commit(claim('whk-1/evt-1', noon, token))))
      expect(claims.filter(({ result }) => result === 'done')).toHaveLength(1)
      expect(await due('whk-1', noon + 999)).toEqual([])
      expect(await due('whk-1', noon + 1000)).toEqual(['evt-1'])
      expect(await store.commit(claim('whk-1/evt-2', noon, 'd'))).toMatchObject({
        result: 'conflict',
        guard: { guard: 'delivery-first' },
      })
      expect((await store.commit(claim('whk-1/evt-1', noon + 1000, 'e'))).result).toBe('done')
      const held = (token: string) =>
        store.commit(unitOf({ guards: [{ guard: 'delivery-held', deliveryId: 'whk-1/evt-1', token }] }))
      expect((await held('e')).result).toBe('done')
      expect((await held('a')).result).toBe('conflict')
    })

    it('claims of some deliveries the first that are free, up to so many, each with its event', async () => {
      await webhook()
      for (const id of ['evt-1', 'evt-2']) await happen(id)
      await happen('evt-3', { agreementId: 'agr-2', payload: '{"state":"signed"}' })
      for (const id of ['evt-4', 'evt-5', 'evt-6']) await happen(id, { agreementId: null, profileId: 'default' })
      await settle('whk-1/evt-4', 'delivered')
      const claim = { token: 'ours', at: noon, until: noon + 1000 }
      const all = [
        'whk-1/none',
        'whk-1/evt-2',
        'whk-1/evt-5',
        'whk-1/evt-3',
        'whk-1/evt-6',
        'whk-1/evt-4',
        'whk-1/evt-1',
      ]
      const ids = (claimed: readonly ClaimedDelivery[]) => claimed.map(({ event }) => event.id).sort()
      expect(await store.claimDeliveries({ ...claim, ids: all, most: 3, at: noon - 1 })).toEqual([])
      const [first] = await store.claimDeliveries({ ...claim, ids: all.slice(3), most: 1 })
      const event = eventRow({ id: 'evt-3', agreementId: 'agr-2', createdAt: noon, payload: '{"state":"signed"}' })
      const lease = { leaseToken: 'ours', leaseUntil: noon + 1000 }
      expect(first).toEqual({
        event,
        row: deliveryRow({ id: 'whk-1/evt-3', eventId: 'evt-3', stream: 'agr-2', ...lease }),
      })
      expect(await store.delivery('whk-1/evt-3')).toEqual(first?.row)
      expect(ids(await store.claimDeliveries({ ...claim, ids: all, most: 1 }))).toEqual(['evt-5'])
      expect(ids(await store.claimDeliveries({ ...claim, ids: all, most: 9 }))).toEqual(['evt-1'])
      expect(await store.claimDeliveries({ ...claim, ids: all, most: 9 })).toEqual([])
      const later = { ...claim, token: 'theirs', at: noon + 1000, until: noon + 2000 }
      expect(ids(await store.claimDeliveries({ ...later, ids: all, most: 9 }))).toEqual(['evt-1', 'evt-3', 'evt-5'])
      expect((await store.delivery('whk-1/evt-1'))?.leaseToken).toBe('theirs')
    })

    it('gives each delivery to one of those who claim at once', async () => {
      await webhook()
      const made = Array.from({ length: 30 }, (_, number) => `evt-${number}`)
      const agreements = made.map((id) => agreementRow({ id: `agr-${id}`, account: `${id}@example.com` }))
      await write(...agreements.map((row) => ({ write: 'insert-agreement', row }) as const))
      for (const id of made) await happen(id, { agreementId: `agr-${id}` })
      const ids = made.map((id) => `whk-1/${id}`)
      const claims = await Promise.all(
        ['a', 'b', 'c', 'd'].map((token) =>
          store.claimDeliveries({ ids, most: 9, token, at: noon, until: noon + 1000 }),
        ),
      )
      const claimed = claims.flat().map(({ row }) => row.id)
      expect(new Set(claimed).size).toBe(claimed.length)
      expect(Math.max(...claims.map(({ length }) => length))).toBe(9)
      for (const { row } of claims.flat()) expect(await store.delivery(row.id)).toEqual(row)
    })

    it('replays an event that the webhook was never told of, and leaves one that it was told of as it is', async () => {
      await happen('evt-1')
      await webhook()
      await happen('evt-2')
      await settle('whk-1/evt-2', 'delivered')
      const known = await store.delivery('whk-1/evt-2')
      if (known === undefined) throw new Error('the event became no delivery')
      const missing = { ...known, id: 'whk-1/evt-1', eventId: 'evt-1', state: 'pending', settledAt: null } as const
      await write({ write: 'insert-deliveries', rows: [missing, { ...known, state: 'pending' }] })
      expect(await due()).toEqual(['evt-1'])
      expect(await store.delivery('whk-1/evt-2')).toEqual(known)
    })

    it('lists a webhook’s deliveries by state in pages, and forgets old settled ones alone', async () => {
      await webhook()
      for (const id of ['evt-1', 'evt-2', 'evt-3']) await happen(id)
      await settle('whk-1/evt-1', 'dead')
      await settle('whk-1/evt-2', 'delivered')
      const first = await store.deliveries({ webhookId: 'whk-1', limit: 2 })
      const ids = (rows: readonly DeliveryRow[]) => rows.map(({ eventId }) => eventId)
      expect(ids(first.rows)).toEqual(['evt-1', 'evt-2'])
      const second = await store.deliveries({ webhookId: 'whk-1', limit: 2, cursor: first.next ?? '' })
      expect(ids(second.rows)).toEqual(['evt-3'])
      expect(ids((await store.deliveries({ webhookId: 'whk-1', state: 'dead', limit: 5 })).rows)).toEqual(['evt-1'])
      await write({ write: 'remove-deliveries', before: noon })
      expect((await store.deliveries({ webhookId: 'whk-1', limit: 5 })).rows).toHaveLength(3)
      await write({ write: 'remove-deliveries', before: noon + 1 })
      expect(ids((await store.deliveries({ webhookId: 'whk-1', limit: 5 })).rows)).toEqual(['evt-3'])
    })

    it('tells of each webhook that is not deleted how many wait since when, how many are dead, and what came last', async () => {
      await webhook()
      await webhook({ id: 'whk-2', createdAt: noon + 1 })
      await webhook({ id: 'whk-3', createdAt: noon + 2 })
      await webhook({ id: 'whk-4', profileId: 'other' })
      for (const [index, id] of ['evt-1', 'evt-2', 'evt-3', 'evt-4', 'evt-5'].entries()) {
        await happen(id, { createdAt: noon + index })
      }
      for (const id of ['evt-1', 'evt-2']) await settle(`whk-1/${id}`, 'dead')
      await settle('whk-1/evt-3', 'delivered')
      await settle('whk-3/evt-1', 'dead')
      await write({ write: 'update-webhook', webhookId: 'whk-3', changes: { state: 'deleted', updatedAt: noon } })
      const disabled = { state: 'disabled', reason: 'gone', updatedAt: noon } as const
      await write({ write: 'update-webhook', webhookId: 'whk-2', changes: disabled })
      expect(await store.deliveryStanding('default')).toEqual([
        { webhookId: 'whk-1', isActive: true, pending: 2, dead: 2, oldestPendingAt: noon + 3 },
        { webhookId: 'whk-2', isActive: false, pending: 5, dead: 0, oldestPendingAt: noon },
      ])
      expect(await store.deliveryStanding('other')).toEqual([
        { webhookId: 'whk-4', isActive: true, pending: 0, dead: 0, oldestPendingAt: null },
      ])
      expect((await store.latestDelivery('whk-1', 'dead'))?.eventId).toBe('evt-2')
      expect((await store.latestDelivery('whk-1', 'delivered'))?.eventId).toBe('evt-3')
      expect(await store.latestDelivery('whk-2', 'delivered')).toBeUndefined()
      expect((await store.profileStanding('default')).deadDeliveries).toBe(2)
      const paged = await store.deliveries({ webhookId: 'whk-2', state: 'pending', limit: 3 })
      const rest = await store.deliveries({ webhookId: 'whk-2', state: 'pending', limit: 3, cursor: paged.next ?? '' })
      expect([...paged.rows, ...rest.rows].map(({ eventId }) => eventId)).toHaveLength(5)
    })

    it('gives up what is pending to a webhook, oldest first and up to so many, and finds deleted ones with some left', async () => {
      await webhook()
      await webhook({ id: 'whk-2' })
      for (const id of ['evt-1', 'evt-2', 'evt-3']) await happen(id)
      await settle('whk-1/evt-1', 'delivered')
      await store.commit(claim('whk-1/evt-2', noon, 'ours'))
      expect(await store.deletedWebhooksWithPending(5)).toEqual([])
      const giveUp = { write: 'give-up-deliveries', webhookId: 'whk-1', at: noon + 1, most: 1 } as const
      const deleted = { state: 'deleted', updatedAt: noon } as const
      await write({ write: 'update-webhook', webhookId: 'whk-1', changes: deleted }, giveUp)
      expect(await store.delivery('whk-1/evt-2')).toMatchObject({
        state: 'dead',
        lastStatus: null,
        lastFailure: 'webhook-deleted',
        leaseToken: null,
        settledAt: noon + 1,
      })
      const held: Guard = { guard: 'delivery-held', deliveryId: 'whk-1/evt-2', token: 'ours' }
      expect((await store.commit(unitOf({ guards: [held] }))).result).toBe('conflict')
      expect((await store.delivery('whk-1/evt-3'))?.state).toBe('pending')
      expect((await store.deletedWebhooksWithPending(5)).map(({ id }) => id)).toEqual(['whk-1'])
      await write(giveUp)
      expect(await store.deletedWebhooksWithPending(5)).toEqual([])
      expect((await store.delivery('whk-1/evt-1'))?.state).toBe('delivered')
      expect((await store.deliveries({ webhookId: 'whk-2', state: 'pending', limit: 5 })).rows).toHaveLength(3)
    })

    it('keeps webhooks, raises their version with each change, and lists those that are not deleted', async () => {
      await webhook()
      await webhook({ id: 'whk-2', createdAt: noon + 1 })
      await webhook({ id: 'whk-3', createdAt: noon + 2 })
      const changes = { state: 'disabled', reason: 'gone', updatedAt: noon + 5 } as const
      const guards = [{ guard: 'webhook-version', webhookId: 'whk-1', version: 1 }] as const
      const unit = unitOf({ guards, writes: [{ write: 'update-webhook', webhookId: 'whk-1', changes }] })
      expect((await store.commit(unit)).result).toBe('done')
      expect((await store.commit(unit)).result).toBe('conflict')
      await write({ write: 'update-webhook', webhookId: 'whk-2', changes: { state: 'deleted', updatedAt: noon } })
      expect(await store.webhook('whk-1')).toEqual(webhookRow({ ...changes, version: 2 }))
      expect((await store.webhooks('default', 10)).map(({ id }) => id)).toEqual(['whk-1', 'whk-3'])
      expect((await store.activeWebhooks('', 10)).map(({ id }) => id)).toEqual(['whk-3'])
      expect(await store.activeWebhooks('whk-3', 10)).toEqual([])
    })
  })
}
