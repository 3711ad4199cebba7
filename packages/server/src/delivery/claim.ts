import type { DeliveryRow, EventRow, WebhookRow } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'
import { eventDocument } from './event-document.js'
import { openSecrets, signedHeaders } from './secrets.js'

/** A delivery that this node has claimed and is to post now. */
export interface Claimed {
  readonly row: DeliveryRow
  readonly event: EventRow
  /** Of the claim. */
  readonly token: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Claims up to `most` of those deliveries, and signs them. The webhook's secrets are opened before and are gone when
 * this is over; where one cannot be opened nothing is claimed, and the deliveries stay as they are. S3-18
 *
 * @throws sealing-key-unknown, sealed-damaged
 */
export async function claim(
  { store, clock, limits, sealing, newId }: DeliveryContext,
  webhook: WebhookRow,
  ids: readonly string[],
  most: number,
): Promise<readonly Claimed[]> {
  const at = clock.now()
  const since = clock.monotonic()
  const secrets = await openSecrets(store, sealing, webhook, at)
  try {
    const token = newId('lease')
    const claimed = await store.claimDeliveries({ ids, most, token, at, until: at + limits.leaseMs })
    // Who was stopped for a while meanwhile may not post any more: the claims may have run out when the answer comes.
    if (clock.monotonic() - since > limits.leaseMs - limits.attemptMs) return []
    return claimed.map(({ row, event }) => {
      const body = JSON.stringify(eventDocument(event))
      return { row, event, token, body, headers: signedHeaders(secrets, { id: event.id, at: clock.now(), body }) }
    })
  } finally {
    for (const secret of secrets) secret.fill(0)
  }
}
