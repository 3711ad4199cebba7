import { Webhook } from 'standardwebhooks'
import { PaycircleError } from 'paycircle/internal/base'
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
 * The secrets with which the webhook's deliveries are signed: two while a rotation's overlap lasts. Whoever opens them
 * fills them with zeros after use.
 *
 * @throws sealing-key-unknown, sealed-damaged
 */
export async function openSecrets(
  store: StoreReader,
  sealing: Sealing,
  { id, formerSecretUntil }: WebhookRow,
  at: number,
): Promise<readonly Uint8Array[]> {
  const places = [placeOf(id)]
  if (formerSecretUntil !== null && at < formerSecretUntil) places.push(placeOf(id, 'former'))
  const secrets: Uint8Array[] = []
  try {
    for (const place of places) {
      const row = await store.sealedSecret(place)
      if (row === undefined) throw sealingError('sealed-damaged', { context: place })
      secrets.push(sealing.open(row.sealed, place))
    }
  } catch (error) {
    for (const secret of secrets) secret.fill(0)
    throw error
  }
  return secrets
}

/** Why a secret cannot be opened. */
export type SecretFault = PaycircleError<'sealing-key-unknown' | 'sealed-damaged'>

export function isSecretFault(error: unknown): error is SecretFault {
  return error instanceof PaycircleError && (error.code === 'sealing-key-unknown' || error.code === 'sealed-damaged')
}

/** Why the webhook's secrets cannot be opened here, so that nothing is posted there; undefined where they can. */
export async function secretFault(
  store: StoreReader,
  sealing: Sealing,
  webhook: WebhookRow,
  at: number,
): Promise<SecretFault | undefined> {
  try {
    for (const secret of await openSecrets(store, sealing, webhook, at)) secret.fill(0)
    return undefined
  } catch (error) {
    if (isSecretFault(error)) return error
    throw error
  }
}

/** The headers of Standard Webhooks, signed with each of the secrets. */
export function signedHeaders(secrets: readonly Uint8Array[], { id, at, body }: Signed): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret, { format: 'raw' }).sign(id, new Date(at), body))
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}
