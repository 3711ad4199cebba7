import type { DeliveryChanges, DeliveryRow, WebhookRow } from '../store/port/index.js'
import { drawOf, type DeliveryContext } from './context.js'
import { waitAfter } from './limits.js'
import type { Posted } from './post.js'
import type { Health } from './webhook-health.js'

/** What an attempt came to, what the delivery becomes by it, and what it says of the receiver. */
export interface Settled {
  readonly outcome: 'delivered' | 'failed' | 'dead' | 'stopped'
  readonly changes: DeliveryChanges
  readonly log: readonly ReturnType<DeliveryContext['record']>[]
  readonly health: Health
}

/** Decides by the answer: delivered, tried again later, or given up. */
export function settle(
  context: DeliveryContext,
  webhook: WebhookRow,
  row: DeliveryRow & { readonly agreementId: string | null },
  posted: Posted,
): Settled {
  const { clock, limits, record } = context
  const at = clock.now()
  if (posted.status === null && posted.failure === 'stopped') {
    // We broke it off ourselves: no attempt of the receiver's. It may have it, and gets it again under the same id.
    return { outcome: 'stopped', changes: { nextAt: at }, log: [], health: 'unknown' }
  }
  const attempts = row.attempts + 1
  const told =
    posted.status === null
      ? { lastStatus: null, lastFailure: posted.failure }
      : { lastStatus: posted.status, lastFailure: null }
  if (posted.status !== null && posted.status >= 200 && posted.status < 300) {
    const changes = { ...told, attempts, state: 'delivered', settledAt: at } as const
    return { outcome: 'delivered', changes, log: [], health: 'well' }
  }
  const health = posted.status === 410 ? 'gone' : 'failing'
  const waitMs = waitAfter(attempts, limits, drawOf(context))
  if (waitMs === undefined) {
    const last = posted.status === null ? posted.failure : String(posted.status)
    const about = { at, actor: 'delivery', profileId: webhook.profileId, agreementId: row.agreementId }
    const log = [record('delivery.dead', about, { webhook: webhook.id, event: row.eventId, attempts, last })]
    return { outcome: 'dead', changes: { ...told, attempts, state: 'dead', settledAt: at }, log, health }
  }
  const askedMs = posted.status === null ? 0 : Math.min(posted.retryAfterMs ?? 0, limits.retryAfterMs)
  const nextAt = at + Math.max(waitMs, askedMs)
  return { outcome: 'failed', changes: { ...told, attempts, nextAt }, log: [], health }
}
