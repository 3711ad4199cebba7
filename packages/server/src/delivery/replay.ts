import type { DeliveryChanges, DeliveryRow, WebhookRow, Write } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'
import { deliveryError } from './errors.js'
import type { Caller } from './webhooks.js'

/** So many at most are delivered again by one call. */
const mostDeliveriesAtOnce = 200

/** What has failed is delivered again, under the same `webhook-id`. */
export interface Replays {
  /** Delivers an event again. @throws webhook-unknown, delivery-unknown, delivery-pending */
  replay(caller: Caller, id: string, eventId: string): Promise<DeliveryRow>
  /**
   * Delivers every event from that one on which the webhook was not told, or whose delivery is dead; at most 200 a call.
   * `next` is the event at which another call goes on. @throws webhook-unknown, event-unknown
   */
  replayFrom(
    caller: Caller,
    id: string,
    eventId: string,
  ): Promise<{ readonly deliveries: number; readonly next?: string }>
  /**
   * Delivers the webhook's dead letters again, oldest first and at most 200 a call; `left` where there are more.
   * @throws webhook-unknown
   */
  replayDead(caller: Caller, id: string): Promise<{ readonly deliveries: number; readonly left: boolean }>
}

/** `get` finds a webhook of the profile, `wake` is called where something is due. */
export function createReplays(
  { store, clock, record }: DeliveryContext,
  get: (profileId: string, id: string) => Promise<WebhookRow>,
  wake: () => void,
): Replays {
  return {
    async replay({ profileId, actor }, id, eventId) {
      await get(profileId, id)
      const deliveryId = `${id}/${eventId}`
      const row = await store.delivery(deliveryId)
      if (row === undefined) throw deliveryError('delivery-unknown', { id: eventId })
      const at = clock.now()
      const changes = { ...pendingAgain(at), leaseToken: null, leaseUntil: null } as const
      const committed = await store.commit({
        guards: [{ guard: 'delivery-settled', deliveryId }],
        writes: [{ write: 'update-delivery', deliveryId, changes }],
        log: [record('webhook.replayed', { at, actor, profileId }, { webhook: id, from: eventId, deliveries: 1 })],
      })
      if (committed.result === 'conflict') throw deliveryError('delivery-pending', { id: eventId })
      wake()
      return { ...row, ...changes }
    },

    async replayFrom({ profileId, actor }, id, eventId) {
      const webhook = await get(profileId, id)
      const first = await store.event(eventId)
      if (first?.profileId !== profileId) throw deliveryError('event-unknown', { id: eventId })
      const found = await store.eventsFrom(profileId, eventId, mostDeliveriesAtOnce + 1)
      const wanted = found
        .slice(0, mostDeliveriesAtOnce)
        .filter(({ type }) => webhook.events === null || webhook.events.includes(type))
      const at = clock.now()
      const missing: DeliveryRow[] = []
      const dead: DeliveryRow[] = []
      for (const event of wanted) {
        const row = await store.delivery(`${id}/${event.id}`)
        if (row === undefined) missing.push(newDelivery(webhook, event, at))
        else if (row.state === 'dead') dead.push(row)
      }
      const writes: Write[] = dead.map((row) => again(row, at))
      if (missing.length > 0) writes.push({ write: 'insert-deliveries', rows: missing })
      const deliveries = missing.length + dead.length
      const details = { webhook: id, from: eventId, deliveries }
      await store.commit({ guards: [], writes, log: [record('webhook.replayed', { at, actor, profileId }, details)] })
      wake()
      const next = found[mostDeliveriesAtOnce]?.id
      return { deliveries, ...(next === undefined ? {} : { next }) }
    },

    async replayDead({ profileId, actor }, id) {
      await get(profileId, id)
      const { rows, next } = await store.deliveries({ webhookId: id, state: 'dead', limit: mostDeliveriesAtOnce })
      const [first] = rows
      if (first === undefined) return { deliveries: 0, left: false }
      const at = clock.now()
      const details = { webhook: id, from: first.eventId, deliveries: rows.length }
      await store.commit({
        guards: [],
        writes: rows.map((row) => again(row, at)),
        log: [record('webhook.replayed', { at, actor, profileId }, details)],
      })
      wake()
      return { deliveries: rows.length, left: next !== undefined }
    },
  }
}

/** Whoever replays at the same moment writes the same: a receiver that gets it twice knows the `webhook-id`. */
function again({ id }: DeliveryRow, at: number): Write {
  return { write: 'update-delivery', deliveryId: id, changes: pendingAgain(at) }
}

function pendingAgain(at: number) {
  return { state: 'pending', attempts: 0, nextAt: at, settledAt: null } as const satisfies DeliveryChanges
}

function newDelivery(
  { id: webhookId, profileId }: WebhookRow,
  { id: eventId, agreementId }: { readonly id: string; readonly agreementId: string | null },
  at: number,
): DeliveryRow {
  return {
    id: `${webhookId}/${eventId}`,
    webhookId,
    eventId,
    profileId,
    stream: agreementId ?? 'profile',
    state: 'pending',
    attempts: 0,
    nextAt: at,
    leaseToken: null,
    leaseUntil: null,
    lastStatus: null,
    lastFailure: null,
    createdAt: at,
    settledAt: null,
  }
}
