/** What kinds of secret stand in the store. */
export type SealPurpose = 'profile-key' | 'webhook-secret' | 'oidc-client-secret'

/**
 * What a sealed secret belongs to: its purpose and whose it is, such as `webhook-secret/whk_3f…`. It is authenticated
 * with the secret, so a row that is copied over another's does not open.
 */
export type SealContext = `${SealPurpose}/${string}`

/** A sealed secret as text: `ps1.` key id `.` nonce, ciphertext and tag in base64url. Safe to store, nowhere to show. */
export interface Sealed {
  readonly keyId: string
  readonly nonce: Uint8Array
  readonly box: Uint8Array
}

const version = 'ps1'
const pattern = /^ps1\.([\da-f]{16})\.([\w-]+)$/
export const nonceBytes = 12

export function sealedText({ keyId, nonce, box }: Sealed): string {
  return `${version}.${keyId}.${Buffer.concat([nonce, box]).toString('base64url')}`
}

/** Undefined where the text is none of ours. */
export function parseSealed(text: string): Sealed | undefined {
  const [, keyId, payload] = pattern.exec(text) ?? []
  if (keyId === undefined || payload === undefined) return undefined
  const bytes = Buffer.from(payload, 'base64url')
  // Several texts decode to the same bytes; only the one that was given out counts.
  if (bytes.toString('base64url') !== payload || bytes.length <= nonceBytes) return undefined
  return { keyId, nonce: bytes.subarray(0, nonceBytes), box: bytes.subarray(nonceBytes) }
}

/** What is authenticated beside the secret. No part can pass for another: a key id is of one length, a context is last. */
export function belongsTo(keyId: string, context: SealContext): Buffer {
  return Buffer.from(`paycircle sealed secret\0${version}\0${keyId}\0${context}`, 'utf8')
}
