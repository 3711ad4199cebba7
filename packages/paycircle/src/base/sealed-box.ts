import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const tagBytes = 16

/** What a box is closed with: a key of 256 bits, 12 bytes that this key has never seen, and what the box belongs to. */
export interface BoxLock {
  readonly key: KeyObject
  readonly nonce: Uint8Array
  /** Authenticated, not hidden: a box opens only where the same is said again. */
  readonly belongsTo: Uint8Array
}

/** AES-256-GCM (NIST SP 800-38D): the ciphertext, behind it the tag of 16 bytes. */
export function closeBox(content: Uint8Array, { key, nonce, belongsTo }: BoxLock): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(belongsTo)
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** What `closeBox` closed; undefined where a bit, the key or the place differ. */
export function openBox(box: Uint8Array, { key, nonce, belongsTo }: BoxLock): Buffer | undefined {
  if (box.length < tagBytes) return undefined
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(belongsTo).setAuthTag(box.subarray(box.length - tagBytes))
  const opened = decipher.update(box.subarray(0, box.length - tagBytes))
  try {
    decipher.final()
  } catch {
    opened.fill(0)
    return undefined
  }
  return opened
}
