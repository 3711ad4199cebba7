import type { DeliveryLogDetails } from 'paycircle-server/delivery'
import type { DeliveryRow, EventRow, StoreReader } from 'paycircle-server/store/port'
import { recordsOf } from '../load.js'

export const profileId = 'default'

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

/** When each was given up for the first time, by the operation log. */
export async function deathsOf(store: StoreReader, webhookId: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for (const { at, details } of await recordsOf(store, 'delivery.dead')) {
    const { webhook, event } = details as DeliveryLogDetails['delivery.dead']
    if (webhook === webhookId) found.set(event, Math.min(at, found.get(event) ?? Infinity))
  }
  return found
}

export function groupBy<Item, Key>(
  items: readonly Item[],
  key: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}
