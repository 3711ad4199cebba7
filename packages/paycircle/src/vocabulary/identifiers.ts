import type { SecretShape, PaycircleError } from '../base/index.js'
import { charsetNamed } from './charset.js'
import { formatError, type EmailFault, type ValuePlace } from './errors.js'
import { signTypes } from './sign-type.js'

/** Checks one value; the error says what is wrong with it, undefined that nothing is. */
export type FormatCheck = (value: string, place: ValuePlace) => PaycircleError | undefined

const partnerId = /^2088\d{12}$/
const fundAccount = /^2088\d{12}0156$/
const phoneNumber = /^[+(]?\d[\d\s().-]*$/

// The printable ASCII that RFC 5322 calls atext. No limits here: the service's list says how long a value may be.
const email =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i

// `a&partner=1@example.com` would read as another parameter in the pre-sign string.
const ambiguous = /&[^&]*=/

/** The formats (格式要求) that parameter lists refer to, by name. S3-11, Q3-10 */
export const formats = {
  /** Partner ID (合作者身份ID): the merchant's 16-digit Alipay user ID. */
  'partner-id': (value, place) => (partnerId.test(value) ? undefined : formatError('partner-id-malformed', place)),

  /** Alipay user ID: 2088 and 12 digits. */
  'user-id': (value, place) => (partnerId.test(value) ? undefined : formatError('user-id-malformed', place)),

  /** RMB fund account: user ID and 0156. */
  'fund-account': (value, place) =>
    fundAccount.test(value) ? undefined : formatError('fund-account-malformed', place),

  /** The signer's e-mail; a mobile number is refused for a reason of its own. S4-05 */
  'signer-email': (value, place) => {
    if (isEmail(value)) return undefined
    return isPhoneNumber(value)
      ? formatError('signer-email-is-mobile', place)
      : formatError('email-malformed', { ...place, fault: emailFault(value) })
  },

  /** An Alipay logon e-mail. */
  email: (value, place) =>
    isEmail(value) ? undefined : formatError('email-malformed', { ...place, fault: emailFault(value) }),

  /** utf-8, gbk or gb2312 in any case; it is signed as it is sent. S3-12, Q3-11 */
  charset: (value, place) =>
    charsetNamed(value) === undefined ? formatError('charset-unsupported', place) : undefined,

  'sign-type': (value, place) =>
    signTypes.some((signType) => signType === value) ? undefined : formatError('sign-type-unsupported', place),

  /** MD5 in lower-case hexadecimal digits or an RSA signature in base64. */
  signature: (value, place) =>
    /^(?:[0-9a-f]{32}|(?:[0-9A-Za-z+/]{4}){16,}(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?)$/.test(value)
      ? undefined
      : formatError('signature-malformed', place),

  'sign-channel': (value, place) => (value === 'NORMAL' ? undefined : formatError('sign-channel-unknown', place)),

  /** A full address without a query of its own, which would end up as foreign parameters. */
  url: (value, place) =>
    /^https?:\/\/[a-z\d.:[\]-]+(?:\/[\w~!$'()*+,;:@%./-]*)?$/i.test(value)
      ? undefined
      : formatError('url-malformed', place),
} as const satisfies Readonly<Record<string, FormatCheck>>

export type FormatName = keyof typeof formats

/** Whether the text is a telephone number as people write them: 7 to 15 digits (E.164), full-width ones too. */
export function isPhoneNumber(text: string): boolean {
  const plain = text.slice(0, 60).normalize('NFKC').trim()
  const digits = plain.replace(/\D/g, '').length
  return phoneNumber.test(plain) && digits >= 7 && digits <= 15
}

/** Whether a key looks like an MD5 security key (安全校验码): 32 letters and digits. Others work; they deserve a warning. */
export function isUsualMd5KeyShape(shape: SecretShape): boolean {
  return (
    shape.bytes === 32 &&
    shape.alphabet === 'digits-and-letters' &&
    shape.leadingBlanks + shape.innerBlanks + shape.trailingBlanks === 0
  )
}

function isEmail(value: string): boolean {
  return email.test(value) && !(value.includes('&') && ambiguous.test(value))
}

function emailFault(value: string): EmailFault {
  if (/\s/.test(value)) return 'blank'
  if (/[^\x21-\x7e]/.test(value)) return 'character'
  const parts = value.split('@')
  const [local, domain] = parts
  if (parts.length !== 2 || local === undefined || domain === undefined) return 'at-sign'
  if (!email.test(`${local}@example.com`)) return 'local-part'
  if (!email.test(`agent@${domain}`)) return 'domain'
  return 'ambiguous'
}
