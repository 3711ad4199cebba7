import { checkValue, formats, services } from 'paycircle/internal/vocabulary'
import { gatewayError, type QueryInput } from 'paycircle/internal/gateway'
import { accountParameters } from 'paycircle/internal/vocabulary'
import type { MerchantProfile } from '../profiles/index.js'
import type { AgreementRow } from '../store/port/index.js'
import { engineError } from './errors.js'
import type { EngineContext } from './context.js'
import type { AgreementReference } from './types.js'

/** An account as the store names it and as it goes on the wire. */
export type Account = Pick<AgreementRow, 'account' | 'accountAsGiven'>

const service = 'query_customer_protocol'
const numberPrefix = 'account:'

const emailParameter = services[service].parameters.find(({ name }) => name === 'user_email')

/** Blanks around an e-mail are nobody's; case is kept for the wire and ignored in comparison. */
export function accountOfEmail(email: string): Account {
  const accountAsGiven = email.trim()
  return { account: accountAsGiven.toLowerCase(), accountAsGiven }
}

/** The account that a reference names; undefined where it names an agreement by id. Nothing is checked. */
export function accountOf(reference: AgreementReference): Account | undefined {
  if (reference.by === 'id') return undefined
  if (reference.by === 'email') return accountOfEmail(reference.email)
  const number = reference.account.trim()
  return { account: numberPrefix + number, accountAsGiven: number }
}

/** The agreement that a reference names, of that profile only. */
export async function findAgreement(
  { store }: EngineContext,
  profileId: string,
  reference: AgreementReference,
): Promise<AgreementRow | undefined> {
  const account = accountOf(reference)
  if (account !== undefined) return await store.agreementByAccount(profileId, account.account)
  const row = reference.by === 'id' ? await store.agreement(reference.id) : undefined
  return row?.profileId === profileId ? row : undefined
}

/** The same, where there must be one. */
export async function knownAgreement(
  context: EngineContext,
  profileId: string,
  reference: AgreementReference,
): Promise<AgreementRow> {
  const row = await findAgreement(context, profileId, reference)
  if (row === undefined) throw engineError('agreement-unknown', {})
  return row
}

/**
 * How the gateway is asked about the account.
 *
 * @throws PaycircleError where it cannot be asked: the format, Q3-10, or the missing name of the parameter, Q3-25
 */
export function queryInputOf({ account, accountAsGiven }: Account, profile: MerchantProfile): QueryInput {
  if (!account.startsWith(numberPrefix)) {
    const wrong = emailParameter === undefined ? undefined : checkValue(emailParameter, accountAsGiven, service)
    if (wrong !== undefined) throw wrong
    return { email: accountAsGiven }
  }
  if (profile.accountParameter === undefined) {
    throw gatewayError('account-parameter-missing', { known: accountParameters })
  }
  const wrong = formats['fund-account'](accountAsGiven, { parameter: profile.accountParameter, service })
  if (wrong !== undefined) throw wrong
  return { account: accountAsGiven }
}
