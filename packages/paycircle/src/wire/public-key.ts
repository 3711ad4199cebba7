import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Secret } from '../base/index.js'
import { wireError } from './errors.js'

/** Parsed keys by their text: parsing costs ten times what verifying does. Public, so nothing is given away by it. */
const parsed = new Map<string, KeyObject>()
const parsedAtMost = 64

const ofSecrets = new WeakMap<Secret, KeyObject>()

/**
 * The RSA public key in a PEM block or in bare base64 (SubjectPublicKeyInfo), or the public half of a secret key.
 *
 * @throws 'key-not-public', also where a private key is given as text
 */
export function publicKeyOf(key: string | Secret): KeyObject {
  const known = typeof key === 'string' ? parsed.get(key) : ofSecrets.get(key)
  if (known !== undefined) return known
  const fresh = typeof key === 'string' ? parse(key) : publicHalf(key)
  if (fresh?.asymmetricKeyType !== 'rsa') throw wireError('key-not-public', {})
  if (typeof key === 'string') remember(key, fresh)
  else ofSecrets.set(key, fresh)
  return fresh
}

function remember(text: string, key: KeyObject): void {
  const oldest = parsed.keys().next()
  if (parsed.size >= parsedAtMost && oldest.done !== true) parsed.delete(oldest.value)
  parsed.set(text, key)
}

function parse(text: string): KeyObject | undefined {
  const trimmed = text.trim()
  try {
    if (/^-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(trimmed)) return createPublicKey(trimmed)
    const compact = trimmed.replace(/\s+/g, '')
    if (!/^[0-9A-Za-z+/]+={0,2}$/.test(compact)) return undefined
    return createPublicKey({ key: Buffer.from(compact, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

function publicHalf(secret: Secret): KeyObject | undefined {
  try {
    return createPublicKey(secret.privateKey())
  } catch {
    return undefined
  }
}
