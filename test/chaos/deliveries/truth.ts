import { expect } from 'vitest'
import type { DeliveryLogDetails } from 'paycircle-server/delivery'
import { verifyLog, type DeliveryRow, type EventRow, type StoreReader } from 'paycircle-server/store/port'
import { formsIn, tracesOf } from '../../secrecy/traces.js'
import { recordsOf } from '../load.js'
import { until } from '../until.js'
import { briskLimits } from './brisk-release.js'
import type { MoodyReceiver, Post } from './moody-receiver.js'
import type { Site } from './site.js'

const profileId = 'default'
const mostAttempts = briskLimits.retryMs.length + 1

/** A webhook as both sides know it. */
export interface Told {
  readonly webhookId: string
  readonly receiver: MoodyReceiver
}

/** Once nothing waits any more: what the store says and what the receivers saw are one thing. S3-18 */
export async function expectTold(site: Site, told: readonly Told[]): Promise<void> {
  await site.withStore(async (store) => {
    // What happens from here on may still be under way.
    const events = await eventsOf(store)
    await until('nothing is pending', async () => {
      const standing = await store.deliveryStanding(profileId)
      return standing.every(({ pending }) => pending === 0)
    })
    expect(await verifyLog(store)).toMatchObject({ ok: true })
    for (const one of told) await expectOneTold(store, events, one)
    await expectNoSecret(store, site, told)
  })
}

async function expectOneTold(store: StoreReader, events: readonly EventRow[], told: Told): Promise<void> {
  const { webhookId, receiver } = told
  const wanted = events.filter((event) => receiver.wants(event))
  const ids = wanted.map(({ id }) => id)
  const rows = await deliveriesOf(store, webhookId)
  const died = await deathsOf(store, webhookId)
  const posts = groupBy(receiver.posts, ({ id }) => id)
  const known = new Set((await eventsOf(store)).map(({ id }) => id))

  expect(receiver.posts.filter(({ forged }) => forged !== undefined)).toEqual([])
  expect(receiver.posts.filter(({ id, event }) => id !== event.id || !receiver.wants(event))).toEqual([])
  // Every event came, and nothing that is none.
  expect(ids.filter((id) => !posts.has(id))).toEqual([])
  expect([...posts.keys()].filter((id) => !known.has(id))).toEqual([])
  // Whoever applies each id once ends in the feed, as far as it is not dead.
  expect(ids.filter((id) => !receiver.applied.has(id) && rows.get(id)?.state !== 'dead')).toEqual([])
  expect([...receiver.applied].filter((id) => !posts.has(id))).toEqual([])
  for (const id of ids) expectSettled(rows.get(id), posts.get(id) ?? [])
  for (const stream of groupBy(wanted, ({ agreementId }) => agreementId).values()) {
    stream.forEach((event, index) => {
      const ahead = stream[index - 1]
      if (ahead !== undefined) expectOrder(ahead, event, posts, rows, died)
    })
  }
}

/** In the store it ended, as its receiver saw it. */
function expectSettled(row: DeliveryRow | undefined, posts: readonly Post[]): void {
  expect(row).toMatchObject({ leaseToken: null, leaseUntil: null })
  if (row?.state === 'dead') {
    expect(row).toMatchObject({ attempts: mostAttempts, lastStatus: 500 })
    expect(posts.length).toBeGreaterThanOrEqual(mostAttempts)
    expect(posts.filter(({ refused }) => !refused)).toEqual([])
    return
  }
  expect(row).toMatchObject({ state: 'delivered', lastStatus: 204, lastFailure: null })
  expect(acknowledgedAt(posts)).toBeLessThan(Infinity)
}

/** None was sent before the one ahead of it in its agreement was acknowledged, or given up. */
function expectOrder(
  ahead: EventRow,
  event: EventRow,
  posts: ReadonlyMap<string, readonly Post[]>,
  rows: ReadonlyMap<string, DeliveryRow>,
  died: ReadonlyMap<string, number>,
): void {
  const [first] = posts.get(event.id) ?? []
  if (first === undefined) throw new Error(`${event.id} never came`)
  const about = `${event.type} ${event.id} came before ${ahead.type} ${ahead.id} of ${String(event.agreementId)} was`
  const diedAt = died.get(ahead.id)
  if (diedAt !== undefined) {
    expect(first.at, `${about} given up`).toBeGreaterThanOrEqual(diedAt)
    return
  }
  expect(first.order, `${about} acknowledged`).toBeGreaterThan(acknowledgedAt(posts.get(ahead.id) ?? []))
  expect(first.at, `${about} settled`).toBeGreaterThanOrEqual(rows.get(ahead.id)?.settledAt ?? Infinity)
}

/** In the receiver's count. */
function acknowledgedAt(posts: readonly Post[]): number {
  return Math.min(...posts.map(({ acknowledged }) => acknowledged ?? Infinity))
}

/** When each was given up for the first time, by the operation log. */
async function deathsOf(store: StoreReader, webhookId: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for (const { at, details } of await recordsOf(store, 'delivery.dead')) {
    const { webhook, event } = details as DeliveryLogDetails['delivery.dead']
    if (webhook === webhookId) found.set(event, Math.min(at, found.get(event) ?? Infinity))
  }
  return found
}

async function expectNoSecret(store: StoreReader, site: Site, told: readonly Told[]): Promise<void> {
  const places = new Map([
    ['output', site.output()],
    ['operation log', JSON.stringify(await recordsOf(store))],
    ['requests', told.flatMap(({ receiver }) => receiver.posts.map(({ text }) => text)).join('\n')],
  ])
  for (const secret of new Set(site.secrets)) {
    const traces = [secret.replace('whsec_', ''), rawOf(secret)].flatMap((one) => tracesOf(one))
    for (const [where, text] of places) expect(formsIn(traces, text), where).toEqual([])
  }
}

/** A webhook's secret is bytes, which could come out as such. */
function rawOf(secret: string): string {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64').toString('hex') : secret
}

function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}

/** The whole feed, in its order. */
export async function eventsOf(store: StoreReader): Promise<readonly EventRow[]> {
  const found: EventRow[] = []
  let cursor: string | undefined
  do {
    const page = await store.events({ profileId, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.rows)
    cursor = page.next
  } while (cursor !== undefined)
  return found
}

/** By the event's id. */
export async function deliveriesOf(store: StoreReader, webhookId: string): Promise<ReadonlyMap<string, DeliveryRow>> {
  const found = new Map<string, DeliveryRow>()
  let cursor: string | undefined
  do {
    const page = await store.deliveries({ webhookId, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    for (const row of page.rows) found.set(row.eventId, row)
    cursor = page.next
  } while (cursor !== undefined)
  return found
}
