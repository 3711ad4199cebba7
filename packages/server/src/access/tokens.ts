import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

const tokenBytes = 32

/** 256 random bits as 43 characters that stand in cookies and links. */
export function newToken(random: (bytes: number) => Uint8Array): string {
  return Buffer.from(random(tokenBytes)).toString('base64url')
}

/** Whether it can be such a token at all; what cannot is not looked up. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** SHA-256, hexadecimal: all that the store holds of a token. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What stands in the forms of a session: bound to it, and of no use to find out its token. */
export function formTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('paycircle form').digest('base64url')
}

/** Compares in the same time wherever they differ. */
export function sameText(one: string, other: string): boolean {
  const digests = [one, other].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(digests[0] as Buffer, digests[1] as Buffer)
}
