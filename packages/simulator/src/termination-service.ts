import type { AccountBook } from './account-book.js'
import { xmlAnswer, xmlError, type Answer } from './answers.js'
import type { CheckedCall } from './check-table.js'
import { queriedAccount, refusedAccount } from './query-service.js'

/**
 * Ends the agreement of an account whose request is in order. `customer_unsign` is known from public demos alone, and
 * none of its error codes is: it refuses with those of the query here.
 */
export function answerTermination(call: CheckedCall, accounts: AccountBook): Answer {
  const { partner, charset, values } = call
  const account = queriedAccount(call, accounts)
  const code =
    refusedAccount(partner, account, (values.get('user_email') ?? '') !== '') ??
    (account?.state === 'none' ? 'NO_SIGN_CUSTOMER' : undefined)
  if (code !== undefined || account === undefined) return xmlError(charset, code ?? 'ILLEGAL_EMAIL')
  accounts.terminate(account.email)
  return xmlAnswer(charset, [['is_success', 'T']])
}
