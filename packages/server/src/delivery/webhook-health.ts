import type { Write } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'

/** What one attempt says of a receiver. */
export type Health = 'well' | 'failing' | 'gone' | 'unknown'

/** Keeps since when nothing succeeds; a receiver that is gone, or fails without end, is disabled. */
export async function noteHealth(context: DeliveryContext, webhookId: string, health: Health): Promise<void> {
  const { store, clock, limits, record } = context
  const webhook = await store.webhook(webhookId)
  if (webhook?.state !== 'active' || health === 'unknown') return
  const { failingSince, version, profileId } = webhook
  const at = clock.now()
  const isOver = health === 'failing' && failingSince !== null && at - failingSince >= limits.disableAfterMs
  const reason = health === 'gone' ? 'gone' : isOver ? 'failing' : undefined
  const since = health === 'well' ? null : (failingSince ?? at)
  if (reason === undefined && since === failingSince) return
  const changes = {
    failingSince: since,
    updatedAt: at,
    ...(reason === undefined ? {} : ({ state: 'disabled', reason } as const)),
  }
  const writes: Write[] = [{ write: 'update-webhook', webhookId, changes }]
  // Where somebody changed it meanwhile, the next attempt tells again.
  await store.commit({
    guards: [{ guard: 'webhook-version', webhookId, version }],
    writes,
    log:
      reason === undefined
        ? []
        : [record('webhook.disabled', { at, actor: 'delivery', profileId }, { webhook: webhookId, reason })],
  })
}
