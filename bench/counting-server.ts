/**
 * Gateway and receiver of webhooks at once, in a process of its own: answers every POST after 20 ms, queries with a signed
 * agreement, those about `shared-…` with none, and events with 204; counts both. `GET /` tells what came as JSON.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What came so far. */
export interface Counted {
  readonly queries: number
  /** Accounts that were asked about more than once. */
  readonly askedAgain: number
  /** Events, each counted once. */
  readonly events: number
  readonly attempts: number
}

const delayMs = 20
const head = '<?xml version="1.0" encoding="utf-8"?>\n'
const signed = `${head}<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>T</refund_charge></alipay>`
/** After which an account is not to be asked about for a while. Q4-01 */
const notSigned = `${head}<alipay><is_success>F</is_success><error>NO_SIGN_CUSTOMER</error></alipay>`
const queries = new Map<string, number>()
const events = new Set<string>()
let attempts = 0

function counted(): Counted {
  const times = [...queries.values()]
  return {
    queries: times.reduce((sum, one) => sum + one, 0),
    askedAgain: times.filter((one) => one > 1).length,
    events: events.size,
    attempts,
  }
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
      queries.set(email, (queries.get(email) ?? 0) + 1)
      const answer = email.startsWith('shared-') ? notSigned : signed
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
