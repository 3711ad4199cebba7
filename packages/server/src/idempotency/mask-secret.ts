import { createHmac } from 'node:crypto'
import { invariant } from 'paycircle/internal/base'

const mostBytes = 32

/**
 * Covers or uncovers a secret of up to 32 bytes, so that a kept answer can hold it and the store does not: the pad comes
 * of the caller's idempotency key, which is not stored, and of the name, which must be another each time.
 *
 * @example
 * maskSecret(maskSecret(secret, key, id), key, id) // the secret
 */
export function maskSecret(secret: Uint8Array, idempotencyKey: string, name: string): Uint8Array {
  invariant(secret.length <= mostBytes, 'the pad covers the whole secret')
  const pad = createHmac('sha256', idempotencyKey).update(name).digest()
  return secret.map((byte, index) => byte ^ (pad[index] ?? 0))
}
