import type { Account } from './account-book.js'
import type { StrikingFault } from './fault-book.js'
import type { SigningSession } from './signing-sessions.js'
import type { SimulatedAlipay } from './simulated-alipay.js'

/** The password of every demo account. No real one is ever accepted. S3-04, S4-01 */
export const demoPassword = 'demo'

/** What the signer ticked. */
export interface SigningChoice {
  readonly autoDebit: boolean
  readonly autoRefund: boolean
  readonly payMethod: 'credit' | 'balance' | undefined
}

export type LoginRefusal = 'password' | 'mobile' | 'unknown'

export type ChoiceRefusal = 'none-chosen' | 'pay-method' | 'certificate'

/** The code that the sign page shows at once for a merchant whose contract is not normal. S3-22 */
export function contractCode(alipay: SimulatedAlipay, partner: string): string | undefined {
  const contract = alipay.partners.named(partner)?.contract ?? 'none'
  if (contract === 'none') return 'MERCHANT_SIGN_NOT_FOUND'
  if (contract === 'irregular') return 'MERCHANT_SIGN_STATUS_NOT_NORMAL'
  return contract === 'expired' ? 'OUT_OF_MERCHANT_SERVICE_DATE_RANGE' : undefined
}

/** Logs a demo account in. What was typed is looked at and forgotten: nothing of it is kept unless it is a demo account. */
export function logIn(
  alipay: SimulatedAlipay,
  session: SigningSession,
  typed: { readonly email: string; readonly password: string },
): LoginRefusal | undefined {
  if (typed.password !== demoPassword) return 'password'
  const email = typed.email.trim()
  if (/^\+?[\d\s-]{7,}$/.test(email)) return 'mobile' // S4-05
  const account = alipay.accounts.byEmail(email)
  if (account === undefined) return 'unknown'
  session.account = account.email
  const { autoDebit, autoRefund } = signedHalves(account)
  if (autoRefund && (autoDebit || session.refundOnly)) {
    const code = 'REFUND_SIGN_ALREADY_SIGN'
    session.result = { kind: 'code', code }
    alipay.requests.amend(session.requestId, { code })
  }
  return undefined
}

/** The halves in force: an irregular agreement has none. */
export function signedHalves(account: Account): { readonly autoDebit: boolean; readonly autoRefund: boolean } {
  const inForce = account.state === 'normal'
  return { autoDebit: inForce && account.autoDebit, autoRefund: inForce && account.autoRefund }
}

/** Signs what was chosen, on top of what is signed already. The fault that strikes, if any, decides what is shown. */
export function confirm(
  alipay: SimulatedAlipay,
  session: SigningSession,
  account: Account,
  choice: SigningChoice,
): { readonly refusal: ChoiceRefusal } | { readonly refusal?: undefined; readonly fault: StrikingFault | undefined } {
  const chosen = { autoDebit: choice.autoDebit && !session.refundOnly, autoRefund: choice.autoRefund }
  if (!chosen.autoDebit && !chosen.autoRefund) return { refusal: 'none-chosen' } // S3-23
  if (chosen.autoDebit && choice.payMethod === undefined) return { refusal: 'pay-method' } // S3-23
  if (chosen.autoRefund && !account.certificate) return { refusal: 'certificate' } // S4-07
  const fault = alipay.faults.take('sign_protocol_with_partner', account.email)
  const code = fault?.effect.kind === 'code' ? fault.effect.code : undefined
  const struck = fault === undefined ? {} : { fault: { name: fault.name, moment: fault.moment } }
  const shown = code === undefined ? {} : { code }
  if (fault?.moment !== 'before-commit' || fault.effect.kind === 'delay') {
    const before = signedHalves(account)
    const after = {
      autoDebit: before.autoDebit || chosen.autoDebit,
      autoRefund: before.autoRefund || chosen.autoRefund,
    }
    alipay.accounts.put({ email: account.email, ...after, state: 'normal' })
    session.result = { kind: 'signed', ...after }
    alipay.requests.amend(session.requestId, { committed: true, ...struck, ...shown })
  } else alipay.requests.amend(session.requestId, { ...struck, ...shown })
  if (code !== undefined) session.result = { kind: 'code', code }
  return { fault }
}
