import { isIP } from 'node:net'
import type { Secret } from 'paycircle/internal/base'
import {
  accountClasses,
  accountParameters,
  alipayGateway,
  charsets,
  formats,
  isLoopbackGateway,
  modes,
  signTypes,
} from 'paycircle/internal/vocabulary'
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
 * A merchant's profile, checked whole.
 *
 * Defaults: MD5, utf-8, sandbox, a test account, no return origins, Asia/Shanghai.
 *
 * @throws PaycircleError `profile-field-malformed`, `partner-id-malformed`, `gateway-not-for-mode`,
 *   `live-needs-contracted-account` — the first that is wrong. S3-01, S3-03, S3-05, S3-13
 */
export function createProfile(input: MerchantProfileInput): MerchantProfile {
  const profile: MerchantProfile = { ...defaults, ...input }
  for (const [field, isSound] of Object.entries(fieldChecks) as [ProfileField, (one: MerchantProfile) => boolean][]) {
    if (!isSound(profile)) throw profileError('profile-field-malformed', { profileId: profile.id, field })
  }
  const partner = formats['partner-id'](profile.partner, { parameter: 'partner' }) // S3-01, Q3-01
  if (partner !== undefined) throw partner
  checkGateway(profile)
  if (profile.mode === 'live' && profile.accountClass !== 'contracted') {
    throw profileError('live-needs-contracted-account', { profileId: profile.id }) // S3-03
  }
  return Object.freeze({
    ...profile,
    contact: Object.freeze({ ...profile.contact }),
    returnOrigins: Object.freeze([...profile.returnOrigins]),
  })
}

/** In sandbox the simulator on loopback, elsewhere Alipay's gateway. S3-13, Q3-12 */
function checkGateway({ id, mode, gateway }: MerchantProfile): void {
  if (gateway === undefined) return
  const fits = mode === 'sandbox' ? isLoopbackGateway(gateway) : gateway === alipayGateway
  if (!fits) throw profileError('gateway-not-for-mode', { profileId: id, mode, gateway })
}

const fieldChecks: Readonly<Record<ProfileField, (profile: MerchantProfile) => boolean>> = {
  id: ({ id }) => /^[a-z\d][a-z\d-]{0,62}$/.test(id),
  name: ({ name }) => isLine(name, 100),
  key: ({ key }) => hasBytes(key),
  signType: ({ signType }) => signTypes.includes(signType),
  charset: ({ charset }) => charsets.includes(charset),
  mode: ({ mode }) => modes.includes(mode),
  accountClass: ({ accountClass }) => accountClasses.includes(accountClass),
  contact: ({ contact: { name, phone, email } }) =>
    isLine(name, 100) &&
    (phone !== undefined || email !== undefined) &&
    (phone === undefined || isLine(phone, 50)) &&
    (email === undefined || (isLine(email, 100) && email.includes('@'))),
  returnOrigins: ({ returnOrigins }) => returnOrigins.length <= 100 && returnOrigins.every(isOrigin),
  accountParameter: ({ accountParameter }) =>
    accountParameter === undefined || accountParameters.includes(accountParameter),
  dnsExemption: ({ dnsExemption: exemption }) =>
    exemption === undefined ||
    (isIP(exemption.ip) !== 0 && isLine(exemption.filingNumber, 100) && isDay(exemption.filedOn)),
  proxy: ({ proxy }) => proxy === undefined || (URL.canParse(proxy) && /^https?:\/\//.test(proxy)),
  timeZone: ({ timeZone }) => isTimeZone(timeZone),
}

function isLine(text: string, maxLength: number): boolean {
  return text.trim() !== '' && text.length <= maxLength && !/\p{Cc}/u.test(text)
}

function hasBytes(key: Secret): boolean {
  return key.shape().bytes > 0
}

/** An origin as browsers write it: scheme, host and port, nothing after. */
function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
