import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { waitingRoom } from './waiting-room.js'

/** How the gateway answers one query. */
export type Answer =
  | { readonly signed: readonly [autoDebit: 'T' | 'F', autoRefund: 'T' | 'F'] }
  | { readonly code: string }
  | { readonly status: number }
  | { readonly body: string }
  | 'hang'
  | 'reset'

/** A gateway on loopback that answers as it is told; every account has a queue of answers, the last one stays. */
export interface LocalGateway {
  readonly url: string
  /** Accounts asked about, in order. */
  readonly asked: readonly string[]
  /** Accounts whose termination was asked for, in order; they are among `asked` as well. */
  readonly terminated: readonly string[]
  will(account: string, ...answers: readonly Answer[]): void
  /** Keeps answers back; the function returned lets them go. */
  hold(): () => void
  /** Resolves once so many queries have come in. */
  reached(queries: number): Promise<void>
  close(): Promise<void>
}

const xml = (children: string) => `<?xml version="1.0" encoding="utf-8"?><alipay>${children}</alipay>`

export async function startLocalGateway(): Promise<LocalGateway> {
  const asked: string[] = []
  const terminated: string[] = []
  const answers = new Map<string, Answer[]>()
  const arrivals = waitingRoom(() => asked.length)
  let gate: Promise<void> = Promise.resolve()

  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parameters = new URLSearchParams(await text(request))
    const account = (parameters.get('user_email') ?? parameters.get('trans_account') ?? '').toLowerCase()
    asked.push(account)
    if (parameters.get('service') === 'customer_unsign') terminated.push(account)
    arrivals.changed()
    await gate
    reply(next(account), request, response)
  }

  function next(account: string): Answer {
    const queue = answers.get(account) ?? [{ code: 'NO_SIGN_CUSTOMER' }]
    const [first = { code: 'NO_SIGN_CUSTOMER' }] = queue
    if (queue.length > 1) queue.shift()
    return first
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`,
    asked,
    terminated,
    will: (account, ...queue) => void answers.set(account, [...queue]),
    hold() {
      let release: () => void = () => undefined
      gate = new Promise((resolve) => (release = resolve))
      return release
    },
    reached: (queries) => arrivals.until(queries),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function reply(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (answer === 'hang') return
  if (answer === 'reset') {
    request.socket.resetAndDestroy()
    return
  }
  response.statusCode = 'status' in answer ? answer.status : 200
  response.setHeader('content-type', 'text/xml;charset=utf-8')
  response.end(bodyOf(answer))
}

function bodyOf(answer: Exclude<Answer, string>): string {
  if ('signed' in answer) {
    const [debit, refund] = answer.signed
    return xml(
      `<is_success>T</is_success><charge_agent>${debit}</charge_agent><refund_charge>${refund}</refund_charge>`,
    )
  }
  if ('code' in answer) return xml(`<is_success>F</is_success><error>${answer.code}</error>`)
  return 'body' in answer ? answer.body : ''
}
