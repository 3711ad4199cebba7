import { Webhook } from 'standardwebhooks'
import { sealingError, type SealContext, type Sealing } from '../sealing/index.js'
import type { StoreReader, WebhookRow, Write } from '../store/port/index.js'

const secretBytes = 32

/** The 256 random bits with which a webhook's deliveries are signed. */
export function newSecret(random: (bytes: number) => Uint8Array): Uint8Array {
  return random(secretBytes)
}

/** As Standard Webhooks writes it. Shown once, to whoever made the webhook. */
export function secretText(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString('base64')}`
}

export function placeOf(webhookId: string, which: 'present' | 'former' = 'present'): SealContext {
  return which === 'present' ? `webhook-secret/${webhookId}` : `webhook-secret/${webhookId}/former`
}

/** @throws sealing-key-missing */
export function putSecret(sealing: Sealing, place: SealContext, secret: Uint8Array, at: number): Write {
  const sealed = sealing.seal(secret, place)
  return { write: 'put-sealed-secret', row: { place, sealed, keyId: sealing.keyId ?? '', updatedAt: at } }
}

/** What is posted with a delivery. Its id is the event's: stable over every attempt and replay. S3-18 */
export interface Signed {
  readonly id: string
  /** When it is sent, UTC milliseconds. */
  readonly at: number
  readonly body: string
}

/**
 * The headers of Standard Webhooks. While a rotation's overlap lasts both secrets sign.
 *
 * @throws sealing-key-unknown, sealed-damaged
 */
export async function signedHeaders(
  store: StoreReader,
  sealing: Sealing,
  { id: webhookId, formerSecretUntil }: WebhookRow,
  { id, at, body }: Signed,
): Promise<Record<string, string>> {
  const places = [placeOf(webhookId)]
  if (formerSecretUntil !== null && at < formerSecretUntil) places.push(placeOf(webhookId, 'former'))
  const signatures: string[] = []
  for (const place of places) {
    const row = await store.sealedSecret(place)
    if (row === undefined) throw sealingError('sealed-damaged', { context: place })
    const secret = sealing.open(row.sealed, place)
    signatures.push(new Webhook(secret, { format: 'raw' }).sign(id, new Date(at), body))
    secret.fill(0)
  }
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}
