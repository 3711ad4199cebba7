import { nameRequest } from '../idempotency/index.js'
import type { WebhookRow } from '../store/port/index.js'
import { answeredSecret, keepSecret, type FindWebhook } from './answered-secret.js'
import type { DeliveryContext } from './context.js'
import { deliveryError } from './errors.js'
import { newSecret, placeOf, putSecret, secretText } from './secrets.js'
import { targetOf } from './target.js'
import type { NewWebhook, WithSecret } from './webhooks.js'

/** Makes a webhook with a secret of its own, once for one idempotency key. */
export async function createWebhook(
  context: DeliveryContext,
  get: FindWebhook,
  { profileId, actor, url: given, events, idempotencyKey }: NewWebhook,
): Promise<WithSecret> {
  const { store, clock, sealing, limits, rulesOf, record } = context
  const url = targetOf(given, rulesOf(profileId))
  const named = nameRequest(idempotencyKey, ['webhook', given, events ?? null])
  const before = await answeredSecret(context, get, profileId, named)
  if (before !== undefined) return before
  if ((await store.webhooks(profileId, limits.webhooksPerProfile)).length >= limits.webhooksPerProfile) {
    throw deliveryError('webhook-limit-reached', { most: limits.webhooksPerProfile })
  }
  const at = clock.now()
  const webhook: WebhookRow = {
    id: context.newId('whk'),
    profileId,
    url,
    events: events ?? null,
    state: 'active',
    reason: null,
    failingSince: null,
    formerSecretUntil: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
  const secret = newSecret(context.random)
  const answer = keepSecret(context, profileId, webhook.id, named, secret)
  const details = { webhook: webhook.id, origin: new URL(url).origin }
  const committed = await store.commit({
    guards: [...answer.guards],
    writes: [
      { write: 'insert-webhook', row: webhook },
      putSecret(sealing, placeOf(webhook.id), secret, at),
      ...answer.writes,
    ],
    log: [record('webhook.created', { at, actor, profileId }, details)],
  })
  if (committed.result === 'done') return { webhook, secret: secretText(secret), replayed: false }
  // The same request was quicker on another connection; its answer is there now.
  const answered = await answeredSecret(context, get, profileId, named)
  if (answered === undefined) throw deliveryError('webhook-contended', {})
  return answered
}
