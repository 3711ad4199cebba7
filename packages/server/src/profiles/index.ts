export type { DnsExemption, MerchantContact, MerchantProfile } from './merchant-profile.js'
