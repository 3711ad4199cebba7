/**
 * Gateway and receiver of webhooks at once, in a process of its own: answers every POST after so many milliseconds as its
 * argument says, queries with a signed agreement, those about `shared-…` with none, and events with 204; counts both. `GET /` tells what came as JSON.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What came so far. */
export interface Counted {
  readonly queries: number
  /** Queries about an account that had been asked about, and may not be again or not so soon. */
  readonly askedAgain: number
  /** Events, each counted once. */
  readonly events: number
  readonly attempts: number
}

const delayMs = Number(process.argv[2])
const head = '<?xml version="1.0" encoding="utf-8"?>\n'
const signed = `${head}<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>T</refund_charge></alipay>`
/** After which an account is not to be asked about for a while. Q4-01 */
const notSigned = `${head}<alipay><is_success>F</is_success><error>NO_SIGN_CUSTOMER</error></alipay>`
/** So long it then has to be left alone, at the first such answer. */
const coolDownMs = 30_000
/** By account: when it was asked about last. */
const askedAt = new Map<string, number>()
const events = new Set<string>()
let queries = 0
let askedAgain = 0
let attempts = 0

function counted(): Counted {
  return { queries, askedAgain, events: events.size, attempts }
}

function noteQuery(email: string): void {
  const now = performance.now()
  const last = askedAt.get(email)
  queries += 1
  if (last !== undefined && (!isShared(email) || now - last < coolDownMs)) askedAgain += 1
  askedAt.set(email, now)
}

function isShared(email: string): boolean {
  return email.startsWith('shared-')
}

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(counted()))
    return
  }
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    const event = request.headers['webhook-id']
    if (typeof event === 'string') {
      attempts += 1
      events.add(event)
      setTimeout(() => response.writeHead(204).end(), delayMs)
    } else {
      const { search } = new URL(request.url ?? '/', 'http://gateway')
      const fields = new URLSearchParams(`${search.slice(1)}&${Buffer.concat(pieces).toString('latin1')}`)
      const email = fields.get('user_email') ?? ''
      noteQuery(email)
      const answer = isShared(email) ? notSigned : signed
      setTimeout(() => response.writeHead(200, { 'content-type': 'text/xml;charset=utf-8' }).end(answer), delayMs)
    }
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${String((server.address() as AddressInfo).port)}\n`)
})
process.on('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
})
