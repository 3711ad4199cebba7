import { expect } from 'vitest'
import { eventDocument } from 'paycircle-server/delivery'
import { verifyLog, type DeliveryRow, type EventRow, type StoreReader } from 'paycircle-server/store/port'
import { until } from '../until.js'
import { briskLimits } from './brisk-release.js'
import { expectNoSecret } from './expect-no-secret.js'
import type { MoodyReceiver, Post } from './moody-receiver.js'
import { deathsOf, deliveriesOf, eventsOf, groupBy, profileId } from './rows.js'
import type { Site } from './site.js'

const mostAttempts = briskLimits.retryMs.length + 1

/** A webhook as both sides know it. */
export interface Told {
  readonly webhookId: string
  readonly receiver: MoodyReceiver
}

/** The events that there are now, once all of them are delivered or dead. What happens meanwhile may be under way. */
export function settledFeed(site: Site): Promise<readonly EventRow[]> {
  return site.withStore(async (store) => {
    const events = await eventsOf(store)
    await until('nothing is pending', async () => {
      const standing = await store.deliveryStanding(profileId)
      return standing.every(({ pending }) => pending === 0)
    })
    return events
  })
}

/** What the store says of these events, which are settled, and what the receivers saw are one thing. S3-18 */
export async function expectTold(site: Site, told: readonly Told[], events: readonly EventRow[]): Promise<void> {
  await site.withStore(async (store) => {
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

  const isDead = (id: string) => rows.get(id)?.state === 'dead'
  expect({
    'with a wrong signature': receiver.posts.filter(({ forged }) => forged !== undefined),
    'nobody wanted': receiver.posts.filter(({ id, event }) => id !== event.id || !receiver.wants(event)),
    'not in the feed': [...posts.keys()].filter((id) => !known.has(id)),
    'not as in the feed': wanted.flatMap((event) => {
      const body = JSON.stringify(eventDocument(event))
      return (posts.get(event.id) ?? []).filter((post) => post.body !== body)
    }),
    'never posted': ids.filter((id) => !posts.has(id)),
    'never applied, and not dead': ids.filter((id) => !receiver.applied.has(id) && !isDead(id)),
  }).toEqual({
    'with a wrong signature': [],
    'nobody wanted': [],
    'not in the feed': [],
    'not as in the feed': [],
    'never posted': [],
    'never applied, and not dead': [],
  })
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
