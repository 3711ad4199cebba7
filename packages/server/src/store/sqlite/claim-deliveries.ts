import type { ClaimedDelivery, DeliveryClaim, Store } from '../port/index.js'

/** Each claim is a unit of its own; those that are tried at the same time share a transaction. */
export async function claimDeliveries(
  store: Pick<Store, 'commit' | 'delivery' | 'event'>,
  { ids, most, token, at, until }: DeliveryClaim,
): Promise<readonly ClaimedDelivery[]> {
  const claimed: ClaimedDelivery[] = []
  const left = [...ids]
  while (left.length > 0 && claimed.length < most) {
    const tried = left.splice(0, most - claimed.length)
    const found = await Promise.all(tried.map(claimOne))
    claimed.push(...found.filter((one) => one !== undefined))
  }
  return claimed

  async function claimOne(deliveryId: string): Promise<ClaimedDelivery | undefined> {
    const { result } = await store.commit({
      guards: [
        { guard: 'delivery-free', deliveryId, at },
        { guard: 'delivery-first', deliveryId },
      ],
      writes: [{ write: 'update-delivery', deliveryId, changes: { leaseToken: token, leaseUntil: until } }],
      log: [],
    })
    const row = result === 'done' ? await store.delivery(deliveryId) : undefined
    const event = row && (await store.event(row.eventId))
    return event && { row, event }
  }
}
