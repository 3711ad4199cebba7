import type { DeliveryRow, DeliveryStanding, Store, WebhookRow } from '../store/port/index.js'
import { defined } from './page-value.js'
import type { DeadLetters } from './pages/dead-letters.js'
import type { WaitingDeliveries } from './pages/waiting-deliveries.js'
import type { WebhookFacts } from './pages/webhooks-page.js'
import type { Surroundings } from './surroundings.js'

const lettersShown = 50
const waitingLookedAt = 200
const streamsShown = 50

/** How a webhook stands; `standings` are those of its profile. */
export async function webhookFacts(
  { store, delivery }: Pick<Surroundings, 'store' | 'delivery'>,
  webhook: WebhookRow,
  standings: readonly DeliveryStanding[],
): Promise<WebhookFacts> {
  const { id: webhookId, state } = webhook
  const none = { webhookId, isActive: state === 'active', pending: 0, dead: 0, oldestPendingAt: null }
  const standing = standings.find((one) => one.webhookId === webhookId) ?? none
  const { rows } = await store.deliveries({ webhookId, state: 'pending', limit: waitingLookedAt })
  const failed = rows.find(({ attempts }) => attempts > 0) ?? (await store.latestDelivery(webhookId, 'dead'))
  const delivered = await store.latestDelivery(webhookId, 'delivered')
  return { webhook, standing, ...defined({ failed, delivered, fault: await delivery.secretFault(webhook) }) }
}

/** Of each stream the delivery that is next, and how many stand behind it. */
export async function waitingFor(store: Store, webhookId: string): Promise<WaitingDeliveries> {
  const { rows, next } = await store.deliveries({ webhookId, state: 'pending', limit: waitingLookedAt })
  const streams = new Map<string, { readonly first: DeliveryRow; behind: number }>()
  for (const row of rows) {
    const known = streams.get(row.stream)
    if (known === undefined) streams.set(row.stream, { first: row, behind: 0 })
    else known.behind++
  }
  const told = [...streams.values()].slice(0, streamsShown).map(async ({ first, behind }) => {
    return { first, behind, type: await typeOf(store, first) }
  })
  return { streams: await Promise.all(told), ...(next === undefined ? {} : { lookedAt: waitingLookedAt }) }
}

/** A slice of what was given up, oldest first. */
export async function deadLettersOf(store: Store, webhookId: string, cursor: string | undefined): Promise<DeadLetters> {
  const filter = { webhookId, state: 'dead', limit: lettersShown, ...defined({ cursor }) } as const
  const { rows, next } = await store.deliveries(filter)
  const told = rows.map(async (delivery) => ({ delivery, type: await typeOf(store, delivery) }))
  return { rows: await Promise.all(told), isFirst: cursor === undefined, ...defined({ next }) }
}

async function typeOf(store: Store, { eventId }: DeliveryRow): Promise<string> {
  return (await store.event(eventId))?.type ?? eventId
}
