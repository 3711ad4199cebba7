import { maskAccount } from '../../ledger/index.js'
import type { PageContext } from './layout.js'

/** An account as whoever looks may see it: whole where his role needs it, else enough to recognise one known already. */
export function accountShown({ operator }: PageContext, account: string): string {
  return operator?.may('accounts:see') === true ? account : maskAccount(account)
}
