import { hash } from 'node:crypto'
import { maskSecret } from '../idempotency/index.js'

/** 256 bits: whoever has the token has the agent's page, so it cannot be guessed. */
const tokenBytes = 32

/** The secret end of a start link. */
export function newToken(random: (bytes: number) => Uint8Array): string {
  return Buffer.from(random(tokenBytes)).toString('base64url')
}

/** What is stored and looked up in the token's place. */
export function digestOfToken(token: string): string {
  return hash('sha256', token, 'hex')
}

/**
 * Covers or uncovers a token, so that the answer to a repeated request can hold it and the store does not.
 */
export function maskToken(token: string, idempotencyKey: string, signingId: string): string {
  return Buffer.from(maskSecret(Buffer.from(token, 'base64url'), idempotencyKey, signingId)).toString('base64url')
}
