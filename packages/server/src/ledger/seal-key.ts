import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** The key that seals; it stands outside the store. */
export interface SealKey {
  readonly id: string
  readonly privateKey: KeyObject
}

/** Public halves by the id of their key. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>

/** The keys of one file. */
export interface SealKeysOfFile {
  /** With it is sealed; undefined where there are public keys only. */
  readonly key: SealKey | undefined
  /** All private ones, the one that seals first; the others open secrets that they sealed before. */
  readonly privateKeys: readonly SealKey[]
  readonly trusted: TrustedKeys
}

/**
 * The keys of a PEM file: private ones (PKCS#8), of which the first seals, and any number of public ones (SPKI), which are
 * trusted beside it: those of other nodes, or of years before. Undefined where a block is no Ed25519 key, or there is none.
 */
export function sealKeysOf(pem: string): SealKeysOfFile | undefined {
  const trusted = new Map<string, KeyObject>()
  const privateKeys: SealKey[] = []
  for (const [block, label] of pem.matchAll(/-----BEGIN ((?:PRIVATE|PUBLIC) KEY)-----[^-]+-----END \1-----/g)) {
    const publicKey = publicKeyOf(block)
    if (publicKey?.asymmetricKeyType !== 'ed25519') return undefined
    const id = idOf(publicKey)
    trusted.set(id, publicKey)
    if (label === 'PRIVATE KEY') privateKeys.push({ id, privateKey: createPrivateKey(block) })
  }
  return trusted.size === 0 ? undefined : { key: privateKeys[0], privateKeys, trusted }
}

/** The public half of either; OpenSSL's message could quote what it read, so there is none. */
function publicKeyOf(block: string): KeyObject | undefined {
  try {
    return createPublicKey(block)
  } catch {
    return undefined
  }
}

function idOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 16)
}
