import { createHash, createHmac } from 'node:crypto'

/** 256 bits: whoever has the token has the agent's page, so it cannot be guessed. */
const tokenBytes = 32

/** The secret end of a start link. */
export function newToken(random: (bytes: number) => Uint8Array): string {
  return Buffer.from(random(tokenBytes)).toString('base64url')
}

/** What is stored and looked up in the token's place. */
export function digestOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Covers or uncovers a token, so that the answer to a repeated request can hold it and the store does not: the pad
 * comes of the caller's idempotency key, which is not stored, and of the signing, so that it serves once.
 */
export function maskToken(token: string, idempotencyKey: string, signingId: string): string {
  const pad = createHmac('sha256', idempotencyKey).update(signingId).digest()
  return Buffer.from(Buffer.from(token, 'base64url').map((byte, index) => byte ^ (pad[index] ?? 0))).toString(
    'base64url',
  )
}
