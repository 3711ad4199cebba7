import { formats } from 'paycircle/internal/vocabulary'
import { profileError, type ProfileField } from './errors.js'
import type { MerchantProfile } from './merchant-profile.js'

const defaults = {
  signType: 'MD5',
  charset: 'utf-8',
  mode: 'sandbox',
  accountClass: 'test',
  returnOrigins: [],
  timeZone: 'Asia/Shanghai',
} as const

/** A profile as it is configured: what has a default may be left out. */
export type MerchantProfileInput = Omit<MerchantProfile, keyof typeof defaults> & Partial<MerchantProfile>

/**
 * A merchant's profile, checked in everything that is the service's own. Key, charset, gateway and the rest that go
 * into a client are checked by `createClient`, when the engine makes one for the profile.
 *
 * Defaults: MD5, utf-8, sandbox, a test account, no return origins, Asia/Shanghai.
 *
 * @throws PaycircleError `profile-field-malformed`, `partner-id-malformed`, `profile-live-with-test-account` — the
 *   first that is wrong. S3-01, S3-03
 * @example
 * createProfile({ id: 'demo', name: '示例商旅', partner, key, contact: { name: '王芳', phone: '021-5555 0100' } })
 */
export function createProfile(input: MerchantProfileInput): MerchantProfile {
  const profile: MerchantProfile = { ...defaults, ...input }
  for (const [field, isSound] of Object.entries(fieldChecks) as [ProfileField, (one: MerchantProfile) => boolean][]) {
    if (!isSound(profile)) throw profileError('profile-field-malformed', { profileId: profile.id, field })
  }
  const wrong = formats['partner-id'](profile.partner, { parameter: 'partner' }) // S3-01, Q3-01
  if (wrong !== undefined) throw wrong
  if (profile.mode === 'live' && profile.accountClass !== 'contracted') {
    throw profileError('profile-live-with-test-account', { profileId: profile.id }) // S3-03, Q3-03
  }
  return Object.freeze({
    ...profile,
    contact: Object.freeze({ ...profile.contact }),
    returnOrigins: Object.freeze([...profile.returnOrigins]),
  })
}

const fieldChecks: Readonly<Record<ProfileField, (profile: MerchantProfile) => boolean>> = {
  id: ({ id }) => /^[a-z\d][a-z\d-]{0,62}$/.test(id),
  name: ({ name }) => isLine(name, 100),
  contact: ({ contact: { name, phone, email } }) =>
    isLine(name, 100) &&
    (phone !== undefined || email !== undefined) &&
    (phone === undefined || isLine(phone, 50)) &&
    (email === undefined || (isLine(email, 100) && email.includes('@'))),
  returnOrigins: ({ returnOrigins }) => returnOrigins.length <= 100 && returnOrigins.every(isOrigin),
  timeZone: ({ timeZone }) => isTimeZone(timeZone),
}

function isLine(text: string, maxLength: number): boolean {
  return text.trim() !== '' && text.length <= maxLength && !/\p{Cc}/u.test(text)
}

/** An origin as browsers write it: scheme, host and port, nothing after. */
function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
