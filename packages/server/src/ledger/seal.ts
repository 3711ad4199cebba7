import { sign, verify } from 'node:crypto'
import { canonicalJson } from './canonical.js'
import type { SealKey, TrustedKeys } from './seal-key.js'

/** What a seal says: so far, and with this hash, a writer's chain had come. */
export interface SealStatement {
  readonly writer: string
  /** Goes up by one when a store was put back to an earlier state; from 1. */
  readonly epoch: number
  /** The writer's seals of the epoch, from 1, without gaps. */
  readonly number: number
  readonly sequence: number
  readonly hash: string
  /** UTC milliseconds. */
  readonly at: number
}

/** A sealed checkpoint. Kept outside the store it is an anchor: what stood in the chain then can be shown from it. */
export interface Seal extends SealStatement, Signed {}

/** That the records of a chain up to here were taken out of the store, and where they went. */
export interface ArchiveStatement {
  readonly writer: string
  readonly epoch: number
  /** The last record that was taken out; the remaining ones follow its hash. */
  readonly sequence: number
  readonly hash: string
  readonly at: number
  /** SHA-256 of the archive's file, hexadecimal; null where the records were deleted at the end of their period. */
  readonly digest: string | null
}

export interface ArchiveNote extends ArchiveStatement, Signed {}

export interface Signed {
  /** Which key signed: the first 16 hexadecimal digits of the SHA-256 of its public half (SPKI, DER). */
  readonly keyId: string
  /** Ed25519, base64. */
  readonly signature: string
}

/** Why a signature proves nothing. */
export type SignatureFault =
  /** A key made it that is not trusted. */
  | 'foreign-key'
  /** What it stands under is not what was signed. */
  | 'signature'

/** Seals a place in a chain. S3-19, Q3-18 */
export function signSeal(statement: SealStatement, key: SealKey): Seal {
  return { ...statement, ...signed(sealBytes(statement, key.id), key) }
}

export function signArchive(statement: ArchiveStatement, key: SealKey): ArchiveNote {
  return { ...statement, ...signed(archiveBytes(statement, key.id), key) }
}

/** Why the seal is not to be believed; undefined where a trusted key made it as it stands. */
export function sealFault(seal: Seal, trusted: TrustedKeys): SignatureFault | undefined {
  return faultOf(sealBytes(seal, seal.keyId), seal, trusted)
}

export function archiveFault(note: ArchiveNote, trusted: TrustedKeys): SignatureFault | undefined {
  return faultOf(archiveBytes(note, note.keyId), note, trusted)
}

/** Whether two seals are one and the same. */
export function sameSeal(one: Seal, other: Seal): boolean {
  return sealText(one, one.keyId) === sealText(other, other.keyId) && one.signature === other.signature
}

function sealText({ writer, epoch, number, sequence, hash, at }: SealStatement, keyId: string): string {
  return canonicalJson(['paycircle operation log seal', 1, writer, epoch, number, sequence, hash, at, keyId])
}

function sealBytes(statement: SealStatement, keyId: string): Buffer {
  return Buffer.from(sealText(statement, keyId), 'utf8')
}

function archiveBytes({ writer, epoch, sequence, hash, at, digest }: ArchiveStatement, keyId: string): Buffer {
  const fields = ['paycircle operation log archive', 1, writer, epoch, sequence, hash, at, digest, keyId]
  return Buffer.from(canonicalJson(fields), 'utf8')
}

function signed(bytes: Buffer, key: SealKey): Signed {
  return { keyId: key.id, signature: sign(null, bytes, key.privateKey).toString('base64') }
}

function faultOf(bytes: Buffer, { keyId, signature }: Signed, trusted: TrustedKeys): SignatureFault | undefined {
  const key = trusted.get(keyId)
  if (key === undefined) return 'foreign-key'
  const decoded = Buffer.from(signature, 'base64')
  // Several texts decode to the same bytes; only the one that was given out counts.
  if (decoded.toString('base64') !== signature) return 'signature'
  return verify(null, bytes, key, decoded) ? undefined : 'signature'
}
