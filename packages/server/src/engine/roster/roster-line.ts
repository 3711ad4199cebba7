import { PaycircleError } from 'paycircle/internal/base'
import { formats } from 'paycircle/internal/vocabulary'
import type { MerchantProfile } from '../../profiles/index.js'
import { accountOf, queryInputOf, type Account } from '../account.js'
import type { RosterEntryRow } from '../../store/port/index.js'
import { rosterError } from './errors.js'
import type { RosterRecord } from './read-roster.js'

/**
 * The account that a row names, or why none can be asked about. A mobile number is refused as for a signer: it does not
 * name one user. S4-05, Q3-10, Q3-25
 *
 * @throws PaycircleError where account numbers cannot be asked about as the profile is configured
 */
export function accountOfRecord(
  record: Omit<RosterRecord, 'line'>,
  profile: MerchantProfile,
): Account | PaycircleError {
  const { email, account } = record
  if (email !== '' && account !== '') return rosterError('roster-account-twice', {})
  if (email === '' && account === '') return rosterError('roster-account-missing', {})
  const named = accountOf(email === '' ? { by: 'account', account } : { by: 'email', email })
  if (named === undefined) return rosterError('roster-account-missing', {})
  const wrong = email === '' ? undefined : formats['signer-email'](named.accountAsGiven, place)
  if (wrong !== undefined) return wrong
  try {
    queryInputOf(named, profile)
    return named
  } catch (error) {
    if (error instanceof PaycircleError && error.code !== 'account-parameter-missing') return error
    throw error
  }
}

const place = { parameter: 'email', service: 'query_customer_protocol' } as const

/** A row as the store takes it in. */
export function entryOf(rosterId: string, record: RosterRecord, profile: MerchantProfile): RosterEntryRow {
  const named = accountOfRecord(record, profile)
  const isBad = named instanceof PaycircleError
  return {
    rosterId,
    line: record.line,
    account: isBad ? null : named.account,
    given: isBad ? givenOf(record) : named.accountAsGiven,
    outcome: isBad ? 'invalid' : null,
    code: null,
    reason: isBad ? named.code : null,
    state: null,
    autoDebit: null,
    autoRefund: null,
    change: null,
    checkedAt: null,
  }
}

function givenOf({ email, account }: RosterRecord): string {
  return email !== '' && account !== '' ? `${email} ${account}` : email + account
}
