import { invariant } from 'paycircle/internal/base'
import type { DeliveryRow, Guard, WebhookRow } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'
import { eventDocument } from './event-document.js'
import { post } from './post.js'
import { openSecrets, signedHeaders } from './secrets.js'
import { settle } from './settle.js'
import { noteHealth } from './webhook-health.js'

/**
 * One attempt: a committed claim, the call outside any transaction, and what came of it guarded by the claim. Where the
 * webhook's secret cannot be opened nothing is claimed, and the delivery stays as it is. S3-18
 *
 * @throws sealing-key-unknown, sealed-damaged
 */
export async function attempt(
  context: DeliveryContext,
  webhook: WebhookRow,
  row: DeliveryRow,
  stopped: AbortSignal,
): Promise<void> {
  const { store, clock, limits, meter } = context
  const deliveryId = row.id
  const token = context.newId('lease')
  const claimed = await claimAndSign(context, webhook, row, token)
  if (claimed === undefined) return
  const { event, body, headers } = claimed
  const began = clock.monotonic()
  const posted = await post(
    { url: webhook.url, headers, body },
    {
      ...context,
      ...limits,
      rules: context.rulesOf(webhook.profileId),
      stopped,
    },
  )
  const settled = settle(context, webhook, { ...row, agreementId: event.agreementId }, posted)
  const changes = { ...settled.changes, leaseToken: null, leaseUntil: null }
  const end = (guards: readonly Guard[]) =>
    store.commit({
      guards: [{ guard: 'delivery-held', deliveryId, token }, ...guards],
      writes: [{ write: 'update-delivery', deliveryId, changes }],
      log: settled.log,
    })
  // A receiver that is well and was so before needs no look at how it stands.
  const wellStill: readonly Guard[] =
    settled.health === 'well' ? [{ guard: 'webhook-well', webhookId: webhook.id }] : []
  let committed = await end(wellStill)
  const isUnchanged = wellStill.length > 0 && committed.result === 'done'
  if (committed.result === 'conflict' && committed.guard.guard === 'webhook-well') committed = await end([])
  meter.count('delivery.attempts_total', { outcome: settled.outcome })
  meter.observe('delivery.attempt_seconds', (clock.monotonic() - began) / 1000, { outcome: settled.outcome })
  if (committed.result === 'conflict') meter.count('delivery.late_attempts_total')
  if (settled.outcome === 'delivered') meter.observe('delivery.lag_seconds', (clock.now() - event.createdAt) / 1000)
  if (!isUnchanged) await noteHealth(context, webhook.id, settled.health)
}

/** Commits the claim; undefined where it is not ours to take. The secrets are opened before it, and gone when this is over. */
async function claimAndSign(
  { store, clock, limits, sealing }: DeliveryContext,
  webhook: WebhookRow,
  { id: deliveryId, eventId }: DeliveryRow,
  token: string,
) {
  const at = clock.now()
  const secrets = await openSecrets(store, sealing, webhook, at)
  try {
    const changes = { leaseToken: token, leaseUntil: at + limits.leaseMs }
    const { result } = await store.commit({
      guards: [
        { guard: 'delivery-free', deliveryId, at },
        { guard: 'delivery-first', deliveryId },
      ],
      writes: [{ write: 'update-delivery', deliveryId, changes }],
      log: [],
    })
    if (result === 'conflict') return undefined
    const event = await store.event(eventId)
    invariant(event !== undefined, 'a delivery is of an event')
    const body = JSON.stringify(eventDocument(event))
    return { event, body, headers: signedHeaders(secrets, { id: event.id, at: clock.now(), body }) }
  } finally {
    for (const secret of secrets) secret.fill(0)
  }
}
