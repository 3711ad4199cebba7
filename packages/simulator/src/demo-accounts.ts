import type { AccountSpec } from './account-book.js'

/** The accounts with which a simulator begins unless it is told others. All are invented. */
export const demoAccounts: readonly AccountSpec[] = [
  { email: 'agent@example.com' },
  { email: 'no-certificate@example.com', certificate: false },
  { email: 'signed@example.com', autoDebit: true, autoRefund: true },
  { email: 'debit-only@example.com', autoDebit: true },
  { email: 'refund-only@example.com', autoRefund: true },
  { email: 'irregular@example.com', autoDebit: true, autoRefund: true, state: 'irregular' },
]
