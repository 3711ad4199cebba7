export type { Answer, Link, Merchant, Question, Subject } from './merchant.js'
export { openMerchant, sayWarnings } from './open-merchant.js'
