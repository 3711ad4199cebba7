import type { Guard, WebhookRow } from '../store/port/index.js'
import type { Claimed } from './claim.js'
import type { DeliveryContext } from './context.js'
import { post } from './post.js'
import { settle } from './settle.js'
import { noteHealth } from './webhook-health.js'

/** One attempt: the call, outside any transaction, and what came of it, guarded by the claim. S3-18 */
export async function attempt(
  context: DeliveryContext,
  webhook: WebhookRow,
  { row, event, token, body, headers }: Claimed,
  stopped: AbortSignal,
): Promise<void> {
  const { store, clock, limits, meter } = context
  const deliveryId = row.id
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
