export { storedSettings } from './stored-settings.js'
export type { RosterDesk, RosterStanding } from './roster-desk.js'
export type { Answer, Link, LoggedMerchant, Merchant, Question, Subject } from './merchant.js'
export { openLoggedMerchant, openMerchant, sayWarnings } from './open-merchant.js'
