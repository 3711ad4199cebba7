export { isAlipayAddress, requestOfAddress } from './address.js'
export { isDynamic } from './template-code.js'
export { fileLimit, type SkipReason } from './decode.js'
export { readEvidence, type FileKind, type Piece, type ReadFile } from './read-evidence.js'
