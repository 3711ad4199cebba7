import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { invariant } from 'paycircle/internal/base'

const info = 'paycircle secrets at rest 1'

/**
 * The key that seals secrets, derived from the Ed25519 key that seals the log: HKDF-SHA256 (RFC 5869), no salt, over the
 * private key's 32 bytes. One file serves both, and neither use tells anything of the other.
 */
export function deriveSealingKey(privateKey: KeyObject): KeyObject {
  const seed = privateKey.export({ format: 'jwk' }).d
  invariant(privateKey.asymmetricKeyType === 'ed25519' && seed !== undefined, 'a seal key is a private Ed25519 key')
  const material = Buffer.from(seed, 'base64url')
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', material, '', info, 32)))
  material.fill(0)
  return key
}
