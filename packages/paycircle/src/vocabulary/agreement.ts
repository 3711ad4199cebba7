/** The last thing known of an agreement (协议) between an agent (代理人) and a merchant (商户). */
export const agreementStates = [
  'unknown',
  'awaiting_signer',
  'signed',
  'not_signed',
  'irregular',
  'terminated',
] as const

export type AgreementState = (typeof agreementStates)[number]

/**
 * The two halves of an agreement: auto-debit (代扣, wire `charge_agent`) and auto-refund (自动退款, wire
 * `refund_charge`). Each is signed or not for itself.
 */
export interface Halves {
  readonly autoDebit: boolean
  readonly autoRefund: boolean
}

/** Which half an operation needs. */
export type HalfName = keyof Halves

/** Stop-the-line beside an agreement's state: set by an indeterminate error code, S3-21, Q3-20. */
export interface Hold {
  readonly code: string
  /** UTC milliseconds. */
  readonly since: number
  /** What opens it: a readable answer to a query, or an operator's word. */
  readonly opensBy: 'query' | 'operator'
}
