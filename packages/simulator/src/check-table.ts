import { invariant } from 'paycircle/internal/base'
import { charsetNamed, type Charset } from 'paycircle/internal/vocabulary'
import { verifySignature } from 'paycircle/internal/wire'
import type { Partner, PartnerBook } from './partner-book.js'
import type { ReadRequest } from './request-reading.js'
import { simulatedServiceNamed, type SimulatedService } from './service-name.js'

export type CheckName =
  'charset' | 'service-known' | 'partner-known' | 'service-contracted' | 'sign-type' | 'signature' | 'parameters'

interface Check {
  readonly name: CheckName
  /** The code with which the gateway refuses; undefined lets pass. */
  readonly refuse: (request: ReadRequest, partners: PartnerBook) => string | undefined
}

/** A request that may go on to the business of its service. */
export interface CheckedCall {
  readonly service: SimulatedService
  readonly partner: Partner
  readonly charset: Charset
  readonly values: ReadonlyMap<string, string>
}

export type CheckResult =
  | { readonly passed: true; readonly call: CheckedCall }
  | { readonly passed: false; readonly at: CheckName; readonly code: string }

/** Names by which the account number may come; which of them is right is not known. */
export const accountNumberNames = ['trans_account', 'trans_account_out', 'account_no'] as const

/** The checks in their order: Alipay's is not documented, a single report suggests contract before signature. */
export const checkTable: readonly Check[] = [
  {
    name: 'charset',
    refuse: (request) => (request.charset === undefined ? 'ILLEGAL_CHARSET' : undefined),
  },
  {
    name: 'service-known',
    refuse({ values }) {
      const service = values.get('service') ?? ''
      if (service === '') return 'ILLEGAL_EXTERFACE'
      return simulatedServiceNamed(service) === undefined ? 'ILLEGAL_SERVICE' : undefined
    },
  },
  {
    name: 'partner-known',
    refuse: (request, partners) => (partnerOf(request, partners) === undefined ? 'ILLEGAL_PARTNER' : undefined),
  },
  {
    name: 'service-contracted',
    refuse(request, partners) {
      const contracted = partnerOf(request, partners)?.services.some((name) => name === request.values.get('service'))
      return contracted === true ? undefined : 'ILLEGAL_PARTNER_EXTERFACE'
    },
  },
  {
    name: 'sign-type',
    refuse(request, partners) {
      // A missing sign_type was reported as a failed signature, not as a wrong type.
      const signType = request.values.get('sign_type') ?? ''
      if (signType === '') return 'ILLEGAL_SIGN'
      if (!['MD5', 'RSA', 'DSA'].includes(signType)) return 'ILLEGAL_SIGN_TYPE'
      const partner = partnerOf(request, partners)
      return partner === undefined || keyFor(partner, signType) === undefined ? 'ILLEGAL_SECURITY_PROFILE' : undefined
    },
  },
  { name: 'signature', refuse: refuseSignature },
  {
    name: 'parameters',
    refuse({ values, notes }) {
      // S3-12, Q3-11: whether the gateway itself insists is not known; who leaves it out should learn it here.
      if ((values.get('_input_charset') ?? '') === '') return 'ILLEGAL_ARGUMENT'
      if (notes.includes('too-many-parameters')) return 'ILLEGAL_ARGUMENT'
      return values.get('service') === 'sign_protocol_with_partner'
        ? refuseSigningParameters(values)
        : refuseQueryParameters(values)
    },
  },
]

/** Runs the table; the first check that refuses decides. */
export function checkRequest(request: ReadRequest, partners: PartnerBook): CheckResult {
  for (const { name, refuse } of checkTable) {
    const code = refuse(request, partners)
    if (code !== undefined) return { passed: false, at: name, code }
  }
  const service = simulatedServiceNamed(request.values.get('service'))
  const partner = partnerOf(request, partners)
  const { charset, values } = request
  invariant(service !== undefined && partner !== undefined && charset !== undefined, 'the table checked all three')
  return { passed: true, call: { service, partner, charset, values } }
}

/** The merchant that a request names, where it is known. */
function partnerOf(request: ReadRequest, partners: PartnerBook): Partner | undefined {
  return partners.named(request.values.get('partner') ?? '')
}

function keyFor(partner: Partner, signType: string) {
  if (signType === 'MD5') return partner.md5Key
  return signType === 'RSA' ? partner.rsaPublicKey : undefined
}

function refuseSignature(request: ReadRequest, partners: PartnerBook): string | undefined {
  const { values, charset } = request
  const partner = partnerOf(request, partners)
  const signType = values.get('sign_type') === 'RSA' ? 'RSA' : 'MD5'
  const key = partner === undefined ? undefined : keyFor(partner, signType)
  if (key === undefined || charset === undefined) return 'ILLEGAL_SIGN'
  if (charsetReadWrongly(request)) return 'ILLEGAL_SIGN'
  try {
    const parameters = Object.fromEntries(values)
    return verifySignature(parameters, values.get('sign') ?? '', { charset, signType, key })
      ? undefined
      : 'ILLEGAL_SIGN'
  } catch {
    // A replacement character in a value that was no text in its charset cannot be encoded again.
    return 'ILLEGAL_SIGN'
  }
}

/** A form whose action lacks `?_input_charset=` is read as GBK, whatever its fields say. S3-15 */
function charsetReadWrongly({ values, charsetFrom }: ReadRequest): boolean {
  return charsetFrom === 'default' && charsetNamed(values.get('_input_charset') ?? '') === 'utf-8'
}

/** A termination takes the parameters of a query here: which sets Alipay takes is not known. */
function refuseQueryParameters(values: ReadonlyMap<string, string>): string | undefined {
  if (values.get('biz_type') !== '10004') return 'ILLEGAL_BIZ_TPYE' // Q3-27, Q4-05
  const email = values.get('user_email') ?? ''
  const account = accountNumberOf(values)
  if (email !== '') return isEmail(email) ? undefined : 'ILLEGAL_EMAIL'
  if (account === undefined) return 'NULL_EMAIL_AND_ACCOUNT_NO' // Q3-25
  return /^2088\d{12}0156$/.test(account) ? undefined : 'ILLEGAL_ACCOUNT_NO'
}

function refuseSigningParameters(values: ReadonlyMap<string, string>): string | undefined {
  const email = values.get('email') ?? ''
  // S4-05: a mobile number is no signer.
  if (email !== '' && !isEmail(email)) return 'ILLEGAL_ARGUMENT'
  const channel = values.get('sign_channel') ?? ''
  return channel === '' || channel.toUpperCase() === 'NORMAL' ? undefined : 'ILLEGAL_ARGUMENT'
}

/** The account number of a query under whichever of its possible names. */
export function accountNumberOf(values: ReadonlyMap<string, string>): string | undefined {
  return accountNumberNames.map((name) => values.get(name) ?? '').find((value) => value !== '')
}

function isEmail(text: string): boolean {
  return text.length <= 100 && /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(text)
}
