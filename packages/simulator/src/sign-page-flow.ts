import type { Account } from './account-book.js'
import type { Answer } from './answers.js'
import type { StrikingFault } from './fault-book.js'
import type { Texts } from './messages.js'
import { choicePage, loginPage, resultPage, type FormProblem, type Reader } from './pages/index.js'
import {
  confirm,
  logIn,
  signedHalves,
  type ChoiceRefusal,
  type LoginRefusal,
  type SigningChoice,
} from './signing-service.js'
import type { SigningSession } from './signing-sessions.js'
import type { SimulatedAlipay } from './simulated-alipay.js'

/** The page at which a visit stands. */
export function currentPage(alipay: SimulatedAlipay, reader: Reader, session: SigningSession): Answer {
  if (session.result !== undefined) return resultPage(reader, session.result)
  const account = accountOf(alipay, session)
  if (account === undefined) return loggingIn(alipay, reader, session, session.email ?? '')
  return choosing(reader, session, account, { autoDebit: false, autoRefund: false, payMethod: undefined })
}

/** What a posted form led to. */
export interface Acted {
  readonly answer: Answer
  readonly fault?: StrikingFault | undefined
}

/** Does what a posted form asks; the fault, if one strikes, is for the answer's delivery. */
export function act(alipay: SimulatedAlipay, reader: Reader, session: SigningSession, form: URLSearchParams): Acted {
  const account = accountOf(alipay, session)
  if (account === undefined) return { answer: logInWith(alipay, reader, session, form) }
  const choice = choiceIn(form, account)
  if (form.get('action') === 'install-certificate') {
    const equipped = alipay.accounts.put({ email: account.email, certificate: true })
    return { answer: choosing(reader, session, equipped, choice) }
  }
  if (form.get('action') !== 'sign') return { answer: choosing(reader, session, account, choice) }
  const confirmed = confirm(alipay, session, account, choice)
  if (confirmed.refusal !== undefined) {
    return { answer: choosing(reader, session, account, choice, choiceProblem(reader.texts, confirmed.refusal)) }
  }
  return { answer: currentPage(alipay, reader, session), fault: confirmed.fault }
}

function logInWith(alipay: SimulatedAlipay, reader: Reader, session: SigningSession, form: URLSearchParams): Answer {
  const email = form.get('email') ?? ''
  const refusal = logIn(alipay, session, { email, password: form.get('password') ?? '' })
  if (refusal === undefined) return currentPage(alipay, reader, session)
  // Only a demo account is shown again; anything else that was typed may be real.
  const shown = alipay.accounts.byEmail(email.trim())?.email ?? session.email ?? ''
  return loggingIn(alipay, reader, session, shown, loginProblem(reader.texts, refusal))
}

function loggingIn(
  alipay: SimulatedAlipay,
  reader: Reader,
  session: SigningSession,
  email: string,
  problem?: FormProblem,
): Answer {
  const suggestions = alipay.accounts.first(20).map((account) => account.email)
  return loginPage(reader, { merchant: session.partner, email, suggestions, problem })
}

function choosing(
  reader: Reader,
  session: SigningSession,
  account: Account,
  choice: SigningChoice,
  problem?: FormProblem,
): Answer {
  return choicePage(reader, { merchant: session.partner, account, refundOnly: session.refundOnly, choice, problem })
}

function accountOf(alipay: SimulatedAlipay, session: SigningSession): Account | undefined {
  return session.account === undefined ? undefined : alipay.accounts.byEmail(session.account)
}

/** What is signed already cannot be chosen again. */
function choiceIn(form: URLSearchParams, account: Account): SigningChoice {
  const signed = signedHalves(account)
  const method = form.get('payMethod')
  return {
    autoDebit: form.has('autoDebit') && !signed.autoDebit,
    autoRefund: form.has('autoRefund') && !signed.autoRefund,
    payMethod: method === 'credit' || method === 'balance' ? method : undefined,
  }
}

function loginProblem(texts: Texts, refusal: LoginRefusal): FormProblem {
  if (refusal === 'password') return { field: 'password', text: texts.passwordRefused }
  return { field: 'email', text: refusal === 'mobile' ? texts.mobileRefused : texts.accountUnknown }
}

function choiceProblem(texts: Texts, refusal: ChoiceRefusal): FormProblem {
  if (refusal === 'certificate') return { field: 'install-certificate', text: texts.certificateNeeded }
  if (refusal === 'pay-method') {
    return { field: 'pay-method-credit', text: `${texts.payMethodNeeded} (CHARGE_MUST_HAVE_PAY_METHOD)` }
  }
  return { field: 'auto-refund', text: `${texts.oneNeeded} (REFUND_CHARGE_MUST_CHOSE_ONE)` }
}
