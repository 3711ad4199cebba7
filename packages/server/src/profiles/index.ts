export { createProfile, type MerchantProfileInput } from './create-profile.js'
export type { ProfileField } from './errors.js'
export type { MerchantContact, MerchantProfile } from './merchant-profile.js'
