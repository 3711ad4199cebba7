import type { IncomingMessage, ServerResponse } from 'node:http'
import { control, controlPath } from './control-api.js'
import { deliver } from './delivery.js'
import { simulatorError } from './errors.js'
import { answerGateway } from './gateway-door.js'
import { sendJson } from './guarding.js'
import { readerOfRequest } from './page-door.js'
import { homePage, notFoundPage, requestsPage } from './pages/index.js'
import { answerPlainFile } from './plain-files.js'
import type { SimulatedAlipay } from './simulated-alipay.js'
import { judged } from './verdicts.js'

export interface Origins {
  readonly gatewayOrigin: string
  readonly pageOrigin: string
}

/** Answers the first origin: gateway, control API, start page, list of requests. */
export async function answerFront(
  alipay: SimulatedAlipay,
  origins: Origins,
  incoming: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const path = (incoming.url ?? '/').split('?')[0] ?? '/'
  const method = incoming.method ?? ''
  const to = { response, clock: alipay.clock }
  if (path.startsWith(controlPath)) {
    refuseForeignPages(incoming, origins.gatewayOrigin)
    sendJson(response, 200, await control(alipay, method, path.slice(controlPath.length), body))
  } else if (path === '/gateway.do') {
    if (method !== 'GET' && method !== 'POST') {
      throw simulatorError('method-not-allowed', { method, path, allowed: ['GET', 'POST'] })
    }
    await answerGateway(alipay, origins.pageOrigin, incoming, body, to)
  } else if (!answerPlainFile(incoming, response)) {
    const reader = readerOfRequest(incoming)
    if (path === '/') await deliver(to, homePage(reader, { ...origins, accounts: alipay.accounts.all() }))
    else if (path === '/requests') {
      await deliver(to, requestsPage(reader, await judged(alipay.requests.all()), alipay.requests.count))
    } else await deliver(to, notFoundPage(reader))
  }
}

/** A web page must not drive it: a reset needs no preflight, so the browser alone would not stop it. */
function refuseForeignPages(incoming: IncomingMessage, gatewayOrigin: string): void {
  const origin = incoming.headers.origin
  if (origin !== undefined && origin !== gatewayOrigin) throw simulatorError('origin-refused', { origin })
}
