import { maskAccount } from '../../ledger/index.js'
import type { PageContext } from './layout.js'

/** An account as whoever looks may see it: whole where his role needs it, else enough to recognise one known already. */
export function accountShown({ operator }: PageContext, account: string): string {
  return operator?.may('accounts:see') === true ? account : maskAccount(account)
}

/** An e-mail address as it may stand in a reason or a detail. */
const emails = /[^\s"\\<>()[\],;:，。；：、（）]{1,64}@[^\s"\\<>()[\],;:，。；：、（）]{1,190}/g

/** The details of a record as JSON; e-mail addresses as accounts are shown. */
export function detailsShown(context: PageContext, details: object): string {
  return JSON.stringify(details, null, 2).replace(emails, (email) => accountShown(context, email))
}
