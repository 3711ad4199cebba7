import { Secret } from 'paycircle/internal/base'
import type { SignType } from 'paycircle/internal/vocabulary'
import { sealingError, type SealContext, type Sealing } from '../sealing/index.js'
import type { Store, Write } from '../store/port/index.js'
import { profileError } from './errors.js'

const mostKeyBytes = 1024
const mostPemBytes = 16 * 1024

/** The keys of profiles that stand sealed in the store, by fingerprint. S3-02, Q3-02 */
export interface KeyVault {
  /** @throws sealing-key-unknown, sealed-damaged */
  open(profileId: string, fingerprint: string): Promise<Secret>
  /** @throws sealing-key-missing */
  put(profileId: string, key: Secret, at: number): Write
  drop(profileId: string, fingerprint: string): Write
  /** Every key that was opened or put here: none of them may be logged. */
  readonly known: Iterable<Secret>
}

export function createKeyVault(store: Store, sealing: Sealing): KeyVault {
  const opened = new Map<string, Secret>()
  return {
    known: { [Symbol.iterator]: () => opened.values() },

    async open(profileId, fingerprint) {
      const place = placeOf(profileId, fingerprint)
      const known = opened.get(place)
      if (known !== undefined) return known
      const row = await store.sealedSecret(place)
      if (row === undefined) throw sealingError('sealed-damaged', { context: place })
      const key = sealing.openSecret(row.sealed, place)
      if (key.fingerprint() !== fingerprint) throw sealingError('sealed-damaged', { context: place })
      opened.set(place, key)
      return key
    },

    put(profileId, key, at) {
      const place = placeOf(profileId, key.fingerprint())
      const sealed = sealing.seal(key, place)
      opened.set(place, key)
      return { write: 'put-sealed-secret', row: { place, sealed, keyId: sealing.keyId ?? '', updatedAt: at } }
    },

    drop: (profileId, fingerprint) => ({ write: 'delete-sealed-secret', place: placeOf(profileId, fingerprint) }),
  }
}

function placeOf(profileId: string, fingerprint: string): SealContext {
  return `profile-key/${profileId}/${fingerprint}`
}

/** @throws key-malformed: not what that sign type signs with. S3-01, Q3-01 */
export function requireKeyOf(profileId: string, signType: SignType, key: Secret): void {
  const { bytes } = key.shape()
  const sound = signType === 'MD5' ? bytes <= mostKeyBytes && isSecurityKey(key) : bytes <= mostPemBytes && isRsa(key)
  if (!sound) throw profileError('key-malformed', { profileId })
}

/** As it would go into a signature: a blank that came along with it would make every one wrong. */
function isSecurityKey(key: Secret): boolean {
  const { bytes, pemLabel, leadingBlanks, innerBlanks, trailingBlanks, byteOrderMark } = key.shape()
  return bytes > 0 && pemLabel === undefined && leadingBlanks + innerBlanks + trailingBlanks === 0 && !byteOrderMark
}

function isRsa(key: Secret): boolean {
  try {
    return key.privateKey().asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
