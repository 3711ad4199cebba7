import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** What a receiver does with one request. */
export type Manner =
  | number
  | 'hang'
  | 'reset'
  | 'slow-body'
  | 'endless-body'
  | 'broken-body'
  | ((request: IncomingMessage, response: ServerResponse) => void)

export interface Received {
  readonly id: string
  readonly body: string
  readonly headers: IncomingMessage['headers']
  readonly event: { readonly id: string; readonly type: string; readonly agreementId: string | null }
}

export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** How the next requests are met, one after the other; the last stays. */
  meet(...manners: Manner[]): void
  /** Resolves when so many requests have come. */
  until(count: number): Promise<void>
  /** Whether the signature of what came is one of this secret's. */
  verify(one: Received, secret: string): boolean
  /** Connections that were ever opened. */
  connections(): number
  /** Ends those that are open and carry no request. */
  endIdle(): void
  close(): Promise<void>
}

/** A real receiver on loopback, which may misbehave. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  let manners: Manner[] = [204]
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8')
      const event = JSON.parse(body) as Received['event']
      received.push({ id: String(request.headers['webhook-id']), body, headers: request.headers, event })
      const manner = manners.length > 1 ? manners.shift() : manners[0]
      behave(manner ?? 204, request, response)
      for (const { count, resolve } of waiting) if (received.length >= count) resolve()
    })
  })
  let connections = 0
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received,
    meet(...next) {
      manners = next
    },
    until: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve })
        if (received.length >= count) resolve()
      }),
    verify({ body, headers }, secret) {
      // The library looks at the machine's clock: what it would refuse for its age alone is signed anew and compared.
      const at = new Date(Number(headers['webhook-timestamp']) * 1000)
      const expected = new Webhook(secret).sign(String(headers['webhook-id']), at, body)
      return String(headers['webhook-signature']).split(' ').includes(expected)
    },
    connections: () => connections,
    endIdle() {
      server.closeIdleConnections()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function behave(manner: Manner, request: IncomingMessage, response: ServerResponse): void {
  if (typeof manner === 'function') manner(request, response)
  else if (typeof manner === 'number') response.writeHead(manner).end()
  else if (manner === 'reset') request.socket.resetAndDestroy()
  else if (manner === 'slow-body') response.writeHead(200).write('begun')
  else if (manner === 'broken-body') {
    response.writeHead(200, { 'content-length': 100 }).write('begun', () => request.socket.destroy())
  } else if (manner === 'endless-body') {
    response.writeHead(200)
    const more = () => {
      if (!response.destroyed) response.write('x'.repeat(16_384), () => setImmediate(more))
    }
    more()
  }
}
