import { computeSignature } from 'paycircle/internal/wire'
import type { Account, AccountBook } from './account-book.js'
import { xmlAnswer, xmlError, type Answer } from './answers.js'
import { accountNumberOf, type CheckedCall } from './check-table.js'
import type { Partner } from './partner-book.js'

/** The account that a query asks about: by e-mail where it has one, else by number. */
export function queriedAccount({ values }: CheckedCall, accounts: AccountBook): Account | undefined {
  const email = values.get('user_email') ?? ''
  if (email !== '') return accounts.byEmail(email)
  return accounts.byAccountNumber(accountNumberOf(values) ?? '')
}

/** Answers a query whose request is in order. Counts the reading: for a query, that is the commit. */
export function answerQuery(call: CheckedCall, accounts: AccountBook): Answer {
  const { partner, charset, values } = call
  const account = queriedAccount(call, accounts)
  if (account !== undefined) accounts.countQuery(account.email)
  const code = refusal(partner, account, (values.get('user_email') ?? '') !== '')
  if (code !== undefined || account === undefined) return xmlError(charset, code ?? 'ILLEGAL_EMAIL')
  const fields: [string, string][] = [
    ['charge_agent', account.autoDebit ? 'T' : 'F'],
    ['refund_charge', account.autoRefund ? 'T' : 'F'],
  ]
  // Readers that count children expect the flags at their places, so whatever else there is follows them.
  if (partner.answers.userId) fields.push(['user_id', account.userId])
  return xmlAnswer(charset, [['is_success', 'T'], ...fields, ...signatureFields(call, fields)])
}

/** What refuses before the agreement itself is looked at. */
export function refusedAccount(partner: Partner, account: Account | undefined, byEmail: boolean): string | undefined {
  if (!partner.airAgreement) return 'NOT_AIR_PLANE_PARTNER' // Q3-21
  if (account === undefined) return byEmail ? 'ILLEGAL_EMAIL' : 'ILLEGAL_ACCOUNT_NO' // Q3-22, Q3-23
  return undefined
}

/** The business checks in their order. */
function refusal(partner: Partner, account: Account | undefined, byEmail: boolean): string | undefined {
  const refused = refusedAccount(partner, account, byEmail)
  if (refused !== undefined || account === undefined) return refused
  if (account.state === 'irregular') return 'NO_NORMAL_SIGN_CUSTOMER' // Q3-26
  const asFlags = partner.answers.notSigned === 'flags'
  return account.state === 'none' && !asFlags ? 'NO_SIGN_CUSTOMER' : undefined // Q3-24
}

function signatureFields(
  { partner, charset }: CheckedCall,
  fields: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  const key = partner.md5Key
  if (!partner.answers.signature || key === undefined) return []
  const sign = computeSignature(Object.fromEntries(fields), { charset, signType: 'MD5', key })
  return [
    ['sign', sign],
    ['sign_type', 'MD5'],
  ]
}
