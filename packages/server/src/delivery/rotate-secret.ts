import { nameRequest } from '../idempotency/index.js'
import { answeredSecret, keepSecret, type FindWebhook } from './answered-secret.js'
import type { DeliveryContext } from './context.js'
import { deliveryError } from './errors.js'
import { newSecret, placeOf, putSecret, secretText } from './secrets.js'
import type { Caller, WithSecret } from './webhooks.js'

/** Another secret for a webhook, once for one idempotency key; for a while both sign. */
export async function rotateSecret(
  context: DeliveryContext,
  get: FindWebhook,
  { profileId, actor }: Caller,
  id: string,
  idempotencyKey?: string,
): Promise<WithSecret> {
  const { store, clock, sealing, limits, record } = context
  const row = await get(profileId, id)
  const named = nameRequest(idempotencyKey, ['webhook secret', id])
  const before = await answeredSecret(context, get, profileId, named)
  if (before !== undefined) return before
  const at = clock.now()
  const stored = await store.sealedSecret(placeOf(id))
  if (stored === undefined) throw deliveryError('webhook-unknown', { id })
  const former = sealing.open(stored.sealed, placeOf(id))
  const secret = newSecret(context.random)
  const answer = keepSecret(context, profileId, id, named, secret)
  const formerSecretUntil = at + limits.overlapMs
  const committed = await store.commit({
    guards: [
      { guard: 'webhook-version', webhookId: id, version: row.version },
      { guard: 'secret-unchanged', place: placeOf(id), sealed: stored.sealed },
      ...answer.guards,
    ],
    writes: [
      { write: 'update-webhook', webhookId: id, changes: { formerSecretUntil, updatedAt: at } },
      putSecret(sealing, placeOf(id), secret, at),
      putSecret(sealing, placeOf(id, 'former'), former, at),
      ...answer.writes,
    ],
    log: [record('webhook.secret-rotated', { at, actor, profileId }, { webhook: id, overlapUntil: formerSecretUntil })],
  })
  former.fill(0)
  if (committed.result === 'done') {
    const webhook = { ...row, formerSecretUntil, updatedAt: at, version: row.version + 1 }
    return { webhook, secret: secretText(secret), replayed: false }
  }
  const answered = await answeredSecret(context, get, profileId, named)
  if (answered === undefined) throw deliveryError('webhook-contended', {})
  return answered
}
