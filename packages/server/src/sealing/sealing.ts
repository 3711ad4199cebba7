import type { KeyObject } from 'node:crypto'
import { closeBox, invariant, openBox, Secret } from 'paycircle/internal/base'
import { deriveSealingKey } from './derive-key.js'
import { sealingError } from './errors.js'
import { belongsTo, nonceBytes, parseSealed, sealedText, type SealContext } from './sealed.js'

/** The most that one sealed secret may hold. */
export const maxSecretBytes = 16 * 1024

/**
 * Puts secrets away so that they may stand in the store, and takes them out again. Authenticated encryption
 * (AES-256-GCM) by a key that stands outside the store; every sealed secret names its key and is bound to its place.
 * S3-02, Q3-02
 *
 * @example
 * const sealed = sealing.seal(bytes, `webhook-secret/${id}`) // text for a column
 * const bytes = sealing.open(sealed, `webhook-secret/${id}`)
 */
export interface Sealing {
  /** The id of the key that seals; undefined where there is none. */
  readonly keyId: string | undefined
  /** The ids of all keys that open. */
  readonly keyIds: readonly string[]
  /** @throws sealing-key-missing; a defect for an empty secret or one above `maxSecretBytes` */
  seal(secret: Secret | Uint8Array, context: SealContext): string
  /** @throws sealing-key-unknown, sealed-damaged */
  open(sealed: string, context: SealContext): Uint8Array
  /** As `open`, for a key that is not to be read again. */
  openSecret(sealed: string, context: SealContext): Secret
}

/** A private Ed25519 key with its id, as the log is sealed with. */
export interface SealingKey {
  readonly id: string
  readonly privateKey: KeyObject
}

export interface SealingOptions {
  /** The first seals; all open, so that a key can be changed for another. None: nothing is sealed, nothing opens. */
  readonly keys: readonly SealingKey[]
  /** So many random bytes; `randomBytes` of node:crypto outside tests. */
  readonly random: (bytes: number) => Uint8Array
}

export function createSealing({ keys, random }: SealingOptions): Sealing {
  const byId = new Map(keys.map(({ id, privateKey }) => [id, deriveSealingKey(privateKey)]))
  const keyId = keys[0]?.id

  function open(text: string, context: SealContext): Buffer {
    const sealed = parseSealed(text)
    if (sealed === undefined) throw sealingError('sealed-damaged', { context })
    const key = byId.get(sealed.keyId)
    if (key === undefined)
      throw sealingError('sealing-key-unknown', { keyIds: [sealed.keyId], known: [...byId.keys()] })
    const lock = { key, nonce: sealed.nonce, belongsTo: belongsTo(sealed.keyId, context) }
    const opened = openBox(sealed.box, lock)
    if (opened === undefined) throw sealingError('sealed-damaged', { context })
    return opened
  }

  return {
    keyId,
    keyIds: [...byId.keys()],

    seal(secret, context) {
      const key = keyId === undefined ? undefined : byId.get(keyId)
      if (keyId === undefined || key === undefined) throw sealingError('sealing-key-missing', {})
      const bytes = secret instanceof Secret ? secret.shape().bytes : secret.length
      invariant(bytes > 0 && bytes <= maxSecretBytes, 'a secret has 1 byte to 16 KiB')
      const nonce = random(nonceBytes)
      const lock = { key, nonce, belongsTo: belongsTo(keyId, context) }
      return sealedText({ keyId, nonce, box: secret instanceof Secret ? secret.seal(lock) : closeBox(secret, lock) })
    },

    open,

    openSecret(sealed, context) {
      const bytes = open(sealed, context)
      const secret = Secret.fromBytes(bytes)
      bytes.fill(0)
      return secret
    },
  }
}
