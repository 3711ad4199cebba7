import type { IncomingMessage } from 'node:http'
import { answerQuery, queriedAccount } from './query-service.js'
import { answerTermination } from './termination-service.js'
import { errorPage, simulatorHeader, xmlError, type Answer } from './answers.js'
import { checkRequest, type CheckedCall, type CheckName } from './check-table.js'
import { answerUnder, deliver, type Recipient } from './delivery.js'
import type { StrikingFault } from './fault-book.js'
import { handOverUrl } from './hand-over.js'
import type { RequestRecord } from './request-log.js'
import { readRequest, type ReadRequest } from './request-reading.js'
import { simulatedServiceNamed } from './service-name.js'
import type { SimulatedAlipay } from './simulated-alipay.js'

/** Answers `/gateway.do`. */
export async function answerGateway(
  alipay: SimulatedAlipay,
  pageOrigin: string,
  incoming: IncomingMessage,
  body: Buffer,
  to: Recipient,
): Promise<void> {
  const request = readRequest({
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    contentType: incoming.headers['content-type'] ?? '',
    destination: incoming.headers['sec-fetch-dest'],
    body,
  })
  const checked = checkRequest(request, alipay.partners)
  if (!checked.passed) {
    const answer = refusal(request, checked.code)
    record(alipay, request, to, { refusedAt: checked.at, code: checked.code, answer: formOf(answer) })
    await deliver(to, answer)
  } else if (checked.call.service !== 'sign_protocol_with_partner')
    await answerChecked(alipay, request, checked.call, to)
  else await startSigning(alipay, pageOrigin, request, checked.call, incoming.socket.remoteAddress ?? '', to)
}

const xmlServices = { query_customer_protocol: answerQuery, customer_unsign: answerTermination } as const

/** A query reads the agreement, a termination ends it; either is the commit around which faults strike. */
async function answerChecked(
  alipay: SimulatedAlipay,
  request: ReadRequest,
  call: CheckedCall,
  to: Recipient,
): Promise<void> {
  const asked = queriedAccount(call, alipay.accounts)?.email ?? call.values.get('user_email')
  const fault = alipay.faults.take(call.service, asked)
  const withCode = (code: string) => xmlError(call.charset, code)
  const commits = fault?.moment !== 'before-commit' || fault.effect.kind === 'delay'
  const commit = call.service === 'sign_protocol_with_partner' ? undefined : xmlServices[call.service]
  const answer = commits && commit !== undefined ? commit(call, alipay.accounts) : withCode('SYSTEM_ERROR')
  const sent = answerUnder(fault?.effect, answer, withCode)
  record(alipay, request, to, { code: sent.code ?? null, answer: 'xml', committed: commits, fault: told(fault) })
  await deliver(to, sent, fault)
}

async function startSigning(
  alipay: SimulatedAlipay,
  pageOrigin: string,
  request: ReadRequest,
  call: CheckedCall,
  clientIp: string,
  to: Recipient,
): Promise<void> {
  const email = call.values.get('email') ?? ''
  const fault = alipay.faults.take(call.service, email === '' ? undefined : email, ['before-commit'])
  const refused = fault?.effect.kind === 'code' ? fault.effect.code : undefined
  const { id } = record(alipay, request, to, {
    code: refused ?? null,
    answer: refused === undefined ? 'sign-page' : 'error-page',
    fault: told(fault),
  })
  const location = handOverUrl(pageOrigin, call, clientIp, id, alipay.seal)
  const redirect: Answer = {
    status: 302,
    mediaType: 'text/html',
    charset: call.charset,
    text: () => '',
    headers: { Location: location, ...simulatorHeader },
  }
  await deliver(to, answerUnder(fault?.effect, redirect, errorPage), fault)
}

/** XML for the query and the termination, the error page for everything else, an unknown service included. */
function refusal(request: ReadRequest, code: string): Answer {
  const service = simulatedServiceNamed(request.values.get('service'))
  return service !== undefined && service !== 'sign_protocol_with_partner'
    ? xmlError(request.charset ?? 'gbk', code)
    : errorPage(code)
}

function formOf(answer: Answer): RequestRecord['answer'] {
  return answer.mediaType === 'text/xml' ? 'xml' : 'error-page'
}

function told(fault: StrikingFault | undefined): RequestRecord['fault'] {
  return fault === undefined ? null : { name: fault.name, moment: fault.moment }
}

function record(
  alipay: SimulatedAlipay,
  request: ReadRequest,
  { response }: Recipient,
  verdict: Pick<RequestRecord, 'code' | 'answer'> &
    Partial<Pick<RequestRecord, 'committed' | 'fault'>> & { readonly refusedAt?: CheckName },
): RequestRecord {
  const masked = (text: string) => alipay.partners.masked(text)
  const service = request.values.get('service')
  const partner = request.values.get('partner')
  const kept = alipay.requests.add({
    at: new Date(alipay.clock.now()).toISOString(),
    method: request.method,
    bodyKind: request.bodyKind,
    charset: request.charset ?? null,
    charsetFrom: request.charsetFrom,
    service: service === undefined ? null : masked(service),
    partner: partner === undefined ? null : masked(partner),
    parameters: request.parameters.map((one) => ({ ...one, name: masked(one.name), value: masked(one.value) })),
    notes: request.notes,
    refusedAt: verdict.refusedAt ?? null,
    code: verdict.code,
    answer: verdict.answer,
    committed: verdict.committed ?? false,
    fault: verdict.fault ?? null,
    destination: request.destination,
  })
  response.once('close', () => {
    alipay.requests.end(kept)
  })
  return kept
}
