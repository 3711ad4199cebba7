import type { Secret } from 'paycircle/internal/base'
import { createProfile, type MerchantProfile } from 'paycircle-server/profiles'

/** An invented partner ID; it exists in the simulator alone. */
export const demoPartner = '2088000000000001'

/** The sandbox's merchant. */
export function demoProfile(key: Secret, gateway: string): MerchantProfile {
  return createProfile({
    id: 'default',
    name: 'Demo Travel',
    partner: demoPartner,
    key,
    mode: 'sandbox',
    gateway,
    contact: { name: 'Wang Fang', phone: '021-5555 0100', email: 'support@example.com' },
  })
}
