export { accountDigest } from './account-digest.js'
export { canonicalJson, canonicalRecord } from './canonical.js'
export {
  appendToChain,
  chainStart,
  verifyChain,
  type BadRecord,
  type ChainFault,
  type ChainPoint,
  type ChainVerdict,
} from './chain.js'
export { maskAccount } from './mask-account.js'
export { isPseudonym, pseudonymOf } from './pseudonym.js'
export type { LogEntry, LogValue, OperationRecord } from './record.js'
export { sealKeysOf, type SealKey, type SealKeysOfFile, type TrustedKeys } from './seal-key.js'
export {
  archiveFault,
  sameSeal,
  sealFault,
  signArchive,
  signSeal,
  type ArchiveNote,
  type ArchiveStatement,
  type Seal,
  type SealStatement,
  type Signed,
  type SignatureFault,
} from './seal.js'
