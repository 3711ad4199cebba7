export { sealingError } from './errors.js'
export { parseSealed, type SealContext, type SealPurpose } from './sealed.js'
export { createSealing, maxSecretBytes, type Sealing, type SealingKey, type SealingOptions } from './sealing.js'
