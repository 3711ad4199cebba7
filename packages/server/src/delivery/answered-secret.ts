import { keepAnswer, keptAnswer, maskSecret, type NamedRequest } from '../idempotency/index.js'
import type { WebhookRow } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'
import { secretText } from './secrets.js'
import type { WithSecret } from './webhooks.js'

/** Finds a webhook of the profile. @throws webhook-unknown */
export type FindWebhook = (profileId: string, id: string) => Promise<WebhookRow>

/** What the same request was answered before; undefined where it was not. */
export async function answeredSecret(
  { store }: DeliveryContext,
  get: FindWebhook,
  profileId: string,
  named: NamedRequest | undefined,
): Promise<WithSecret | undefined> {
  const answer = await keptAnswer(store, profileId, named)
  if (answer === undefined || named === undefined) return undefined
  // Written by `keepSecret`, and by nothing else.
  const { webhookId, name, masked } = JSON.parse(answer) as { webhookId: string; name: string; masked: string }
  const secret = maskSecret(Buffer.from(masked, 'base64'), named.given, name)
  return { webhook: await get(profileId, webhookId), secret: secretText(secret), replayed: true }
}

/** Keeps the answer for the same request, with the secret masked by a pad that only who asked can make. */
export function keepSecret(
  { clock, newId }: DeliveryContext,
  profileId: string,
  webhookId: string,
  named: NamedRequest | undefined,
  secret: Uint8Array,
) {
  if (named === undefined) return { guards: [], writes: [] }
  const name = newId('op')
  const masked = Buffer.from(maskSecret(secret, named.given, name)).toString('base64')
  const body = JSON.stringify({ webhookId, name, masked })
  return keepAnswer(profileId, named, { status: 201, body, at: clock.now() })
}
