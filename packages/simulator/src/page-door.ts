import type { IncomingMessage } from 'node:http'
import { languageOfHeader, type Language } from 'paycircle/internal/base'
import type { Account } from './account-book.js'
import type { Answer } from './answers.js'
import { answerUnder, deliver, type Recipient } from './delivery.js'
import type { StrikingFault } from './fault-book.js'
import { handOverIsOurs, handOverPath } from './hand-over.js'
import type { Texts } from './messages.js'
import {
  choicePage,
  loginPage,
  notFoundPage,
  readerOf,
  resultPage,
  type FormProblem,
  type Reader,
} from './pages/index.js'
import { readRequest } from './request-reading.js'
import {
  confirm,
  contractCode,
  logIn,
  signedHalves,
  type ChoiceRefusal,
  type LoginRefusal,
  type SigningChoice,
} from './signing-service.js'
import type { SigningSession } from './signing-sessions.js'
import type { SimulatedAlipay } from './simulated-alipay.js'

const signPath = '/airDutUserSign.htm'

/** Who reads a page: language by `lang` in the address, else by the browser's header, else Chinese. */
export function readerOfRequest(incoming: IncomingMessage): Reader {
  const url = incoming.url ?? '/'
  const chosen = new URLSearchParams(url.split('?')[1] ?? '').get('lang')
  const preferred = languageOfHeader(incoming.headers['accept-language'], 'zh')
  const language: Language = chosen === 'zh' || chosen === 'en' ? chosen : preferred
  return readerOf(url, language)
}

/** Answers the second origin: the two hops of the hand-over and the sign page. */
export async function answerPage(
  alipay: SimulatedAlipay,
  incoming: IncomingMessage,
  body: Buffer,
  to: Recipient,
): Promise<void> {
  const reader = readerOfRequest(incoming)
  const path = reader.url.split('?')[0]
  if (path === handOverPath && incoming.method === 'GET') await deliver(to, enter(alipay, reader))
  else if (path === signPath) await answerSignPage(alipay, reader, incoming.method === 'POST' ? body : undefined, to)
  else await deliver(to, notFoundPage(reader))
}

/** First hop: the parameters become a visit, the address of the second holds its handle only. */
function enter(alipay: SimulatedAlipay, reader: Reader): Answer {
  if (!handOverIsOurs(reader.url, alipay.seal)) return resultPage(reader, { kind: 'code', code: 'REFUND_SIGN_ETRANCE' })
  const { values } = readRequest({ method: 'GET', url: reader.url, contentType: '', body: Buffer.alloc(0) })
  const partner = values.get('partner') ?? ''
  const email = values.get('email') ?? ''
  const session = alipay.sessions.open({
    partner,
    email: email === '' ? undefined : email,
    refundOnly: (values.get('sign_channel') ?? '') !== '',
    requestId: Number(values.get('simulator_request')),
  })
  const code = contractCode(alipay, partner)
  if (code !== undefined) session.result = { kind: 'code', code }
  return {
    status: 302,
    mediaType: 'text/html',
    charset: 'utf-8',
    text: () => '',
    headers: { Location: `${signPath}?alipay_exterface_invoke_assign_target=invoke_${session.id}` },
  }
}

async function answerSignPage(
  alipay: SimulatedAlipay,
  reader: Reader,
  body: Buffer | undefined,
  to: Recipient,
): Promise<void> {
  const target = new URLSearchParams(reader.url.split('?')[1] ?? '').get('alipay_exterface_invoke_assign_target') ?? ''
  const session = alipay.sessions.find(target.replace(/^invoke_/, ''))
  if (session === undefined || session === 'expired') {
    const code = session === undefined ? 'REFUND_SIGN_ETRANCE' : 'REFUND_SIGN_OUT_TIME'
    await deliver(to, resultPage(reader, { kind: 'code', code }))
  } else if (body === undefined || session.result !== undefined) await deliver(to, currentPage(alipay, reader, session))
  else {
    const form = new URLSearchParams(body.toString('utf8'))
    const { answer, fault } = act(alipay, reader, session, form)
    const withCode = (code: string) => resultPage(reader, { kind: 'code', code })
    await deliver(to, answerUnder(fault?.effect, answer, withCode), fault)
  }
}

function currentPage(alipay: SimulatedAlipay, reader: Reader, session: SigningSession): Answer {
  if (session.result !== undefined) return resultPage(reader, session.result)
  const account = accountOf(alipay, session)
  if (account === undefined) return loginPage(reader, { merchant: session.partner, email: session.email ?? '' })
  return choosing(reader, session, account, { autoDebit: false, autoRefund: false, payMethod: undefined })
}

interface Acted {
  readonly answer: Answer
  readonly fault?: StrikingFault | undefined
}

function act(alipay: SimulatedAlipay, reader: Reader, session: SigningSession, form: URLSearchParams): Acted {
  const account = accountOf(alipay, session)
  if (account === undefined) return { answer: loggingIn(alipay, reader, session, form) }
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

function loggingIn(alipay: SimulatedAlipay, reader: Reader, session: SigningSession, form: URLSearchParams): Answer {
  const email = form.get('email') ?? ''
  const refusal = logIn(alipay, session, { email, password: form.get('password') ?? '' })
  if (refusal === undefined) return currentPage(alipay, reader, session)
  // Only a demo account is shown again; anything else that was typed may be real.
  const shown = alipay.accounts.byEmail(email.trim())?.email ?? session.email ?? ''
  return loginPage(reader, { merchant: session.partner, email: shown, problem: loginProblem(reader.texts, refusal) })
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
    return { field: 'pay-method', text: `${texts.payMethodNeeded} (CHARGE_MUST_HAVE_PAY_METHOD)` }
  }
  return { field: 'auto-refund', text: `${texts.oneNeeded} (REFUND_CHARGE_MUST_CHOSE_ONE)` }
}
