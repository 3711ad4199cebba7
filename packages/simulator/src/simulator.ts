import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { languageOfHeader, PaycircleError, systemClock, type Clock } from 'paycircle/internal/base'
import type { Account, AccountSpec } from './account-book.js'
import { simulatorHeader } from './answers.js'
import { control, controlPath } from './control-api.js'
import { deliver } from './delivery.js'
import { demoAccounts } from './demo-accounts.js'
import { simulatorError } from './errors.js'
import { answerGateway } from './gateway-door.js'
import {
  bodyLimitBytes,
  isCalledByName,
  openOrigin,
  placeOf,
  readBody,
  type ElsewhereListening,
  type Place,
  type TlsMaterial,
} from './listening.js'
import { answerPage, readerOfRequest } from './page-door.js'
import { homePage, notFoundPage, requestsPage, stylesheet, stylesheetPath } from './pages/index.js'
import type { PartnerSpec } from './partner-book.js'
import type { RequestRecord } from './request-log.js'
import { SimulatedAlipay } from './simulated-alipay.js'

export interface SimulatorOptions {
  /** Port of the gateway; 0, the default, takes any that is free. */
  readonly gatewayPort?: number
  /** Port of the sign pages, likewise. */
  readonly pagePort?: number
  /** A loopback address; `127.0.0.1` where left out. */
  readonly host?: string
  /** Listens where others than this machine can reach it. Only for who asks for it. */
  readonly elsewhere?: ElsewhereListening
  /** Speaks https on both origins. */
  readonly tls?: TlsMaterial
  readonly clock?: Clock
  readonly partners?: readonly PartnerSpec[]
  /** The demo accounts where left out. */
  readonly accounts?: readonly AccountSpec[]
  readonly random?: (bytes: number) => Buffer
}

export interface Simulator {
  /** Ends in `/gateway.do`. */
  readonly gatewayUrl: string
  readonly controlUrl: string
  readonly gatewayOrigin: string
  readonly pageOrigin: string
  accounts(): readonly Account[]
  /** The last requests to the gateway, oldest first. */
  requests(): readonly RequestRecord[]
  /** Ends all connections, those that a fault holds open included. */
  close(): Promise<void>
}

/**
 * Starts a simulated Alipay on two origins: gateway, control API and start page on one, sign pages on the other.
 *
 * @throws 'host-not-loopback'; errors of the operating system where a port cannot be had
 * @example
 * const simulator = await startSimulator({ partners: [{ partner: '2088000000000000', md5Key }] })
 * const client = createClient({ mode: 'sandbox', partner, key, gateway: simulator.gatewayUrl })
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const place = placeOf(options.host ?? '127.0.0.1', options.elsewhere)
  const alipay = new SimulatedAlipay({
    partners: options.partners ?? [],
    accounts: options.accounts ?? demoAccounts,
    clock: options.clock ?? systemClock,
    random: options.random ?? randomBytes,
  })
  const pages = await openOrigin(place, options.pagePort ?? 0, options.tls, (incoming, response) => {
    void guarded(place, incoming, response, (body) =>
      isPlain(incoming, response) ? done : answerPage(alipay, incoming, body, { response, clock: alipay.clock }),
    )
  })
  const doors = { alipay, place, pageOrigin: pages.origin, gatewayOrigin: '' }
  const gateway = await openOrigin(place, options.gatewayPort ?? 0, options.tls, (incoming, response) => {
    void guarded(place, incoming, response, (body) => answerFirstOrigin(doors, incoming, body, response))
  }).catch(async (cause: unknown) => {
    await pages.close()
    throw cause
  })
  doors.gatewayOrigin = gateway.origin
  return {
    gatewayUrl: `${gateway.origin}/gateway.do`,
    controlUrl: `${gateway.origin}${controlPath}`,
    gatewayOrigin: gateway.origin,
    pageOrigin: pages.origin,
    accounts: () => alipay.accounts.all(),
    requests: () => alipay.requests.all(),
    async close() {
      await Promise.all([gateway.close(), pages.close()])
    },
  }
}

interface Doors {
  readonly alipay: SimulatedAlipay
  readonly place: Place
  readonly pageOrigin: string
  readonly gatewayOrigin: string
}

const done = Promise.resolve()

async function answerFirstOrigin(
  { alipay, pageOrigin, gatewayOrigin }: Doors,
  incoming: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const path = (incoming.url ?? '/').split('?')[0] ?? '/'
  const method = incoming.method ?? ''
  const to = { response, clock: alipay.clock }
  if (path.startsWith(controlPath)) {
    const origin = incoming.headers.origin
    // A web page must not drive it: a reset needs no preflight, so the browser alone would not stop it.
    if (origin !== undefined && origin !== gatewayOrigin) throw simulatorError('origin-refused', { origin })
    sendJson(response, 200, control(alipay, method, path.slice(controlPath.length), body))
  } else if (path === '/gateway.do') {
    if (method !== 'GET' && method !== 'POST') {
      throw simulatorError('method-not-allowed', { method, path, allowed: ['GET', 'POST'] })
    }
    await answerGateway(alipay, pageOrigin, incoming, body, to)
  } else if (!isPlain(incoming, response)) {
    const reader = readerOfRequest(incoming)
    const controlUrl = `${gatewayOrigin}${controlPath}`
    const gatewayUrl = `${gatewayOrigin}/gateway.do`
    if (path === '/') {
      await deliver(to, homePage(reader, { gatewayUrl, controlUrl, pageOrigin, accounts: alipay.accounts.all() }))
    } else if (path === '/requests') {
      await deliver(to, requestsPage(reader, alipay.requests.all(), alipay.requests.count))
    } else await deliver(to, notFoundPage(reader))
  }
}

/** The stylesheet, and the icon that browsers ask for, on either origin. */
function isPlain(incoming: IncomingMessage, response: ServerResponse): boolean {
  const path = (incoming.url ?? '').split('?')[0]
  if (path === stylesheetPath) {
    response.writeHead(200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'no-cache',
      ...simulatorHeader,
    })
    response.end(stylesheet)
    return true
  }
  if (path !== '/favicon.ico') return false
  response.writeHead(204, simulatorHeader)
  response.end()
  return true
}

/** Reads the body within its limit, answers, and turns what goes wrong into JSON that tells of it. */
async function guarded(
  place: Place,
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (body: Buffer) => Promise<void>,
): Promise<void> {
  try {
    if (!isCalledByName(incoming, place)) {
      throw simulatorError('host-refused', { host: (incoming.headers.host ?? '').slice(0, 100) })
    }
    const body = await readBody(incoming)
    if (body === undefined) throw simulatorError('body-too-large', { limitBytes: bodyLimitBytes })
    await answer(body)
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      response.destroy()
      return
    }
    const told = isTold(error) ? error : undefined
    const language = languageOfHeader(incoming.headers['accept-language'], 'en')
    response.setHeader('Connection', 'close')
    sendJson(response, statusOf(told?.code), {
      error: told?.describe(language) ?? { code: 'defect', rows: [], message: 'The simulator failed.', remedy: '' },
    })
  }
}

function isTold(error: unknown): error is PaycircleError {
  return error instanceof PaycircleError
}

const statuses: Readonly<Record<string, number>> = {
  'host-refused': 421,
  'origin-refused': 403,
  'body-too-large': 413,
  'path-unknown': 404,
  'account-unknown': 404,
  'method-not-allowed': 405,
  'user-id-taken': 409,
  'limit-reached': 507,
}

function statusOf(code: string | undefined): number {
  return code === undefined ? 500 : (statuses[code] ?? 400)
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...simulatorHeader }
  response.writeHead(status, headers)
  response.end(JSON.stringify(value))
}
