import type { IncomingMessage } from 'node:http'
import { languageOfHeader, type Language } from 'paycircle/internal/base'
import type { Answer } from './answers.js'
import { answerUnder, deliver, type Recipient } from './delivery.js'
import { handOverIsOurs, handOverPath } from './hand-over.js'
import { notFoundPage, readerOf, resultPage, type Reader } from './pages/index.js'
import { answerPlainFile } from './plain-files.js'
import { readRequest } from './request-reading.js'
import { act, currentPage } from './sign-page-flow.js'
import { contractCode } from './signing-service.js'
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
  if (answerPlainFile(incoming, to.response)) return
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
  const requestId = Number(values.get('simulator_request'))
  const session = alipay.sessions.open({
    partner,
    email: email === '' ? undefined : email,
    refundOnly: (values.get('sign_channel') ?? '') !== '',
    requestId,
  })
  const code = contractCode(alipay, partner)
  if (code !== undefined) {
    session.result = { kind: 'code', code }
    alipay.requests.amend(requestId, { code })
  }
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
