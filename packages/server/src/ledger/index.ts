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
export type { LogEntry, LogValue, OperationRecord } from './record.js'
