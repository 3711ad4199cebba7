import { createServer, type AddressInfo, type LookupFunction, type Server, type Socket } from 'node:net'

/** A peer on loopback that speaks raw bytes, so that it can misbehave in every way. */
export interface Peer {
  readonly port: number
  /** Requests received whole, as text. */
  readonly requests: string[]
  readonly connections: () => number
  readonly open: () => number
  /** Resolves once that many requests have come in whole. */
  received(count: number): Promise<void>
  close(): Promise<void>
}

/** Called for every whole request with its socket and its number, counted from 1. */
export type Reply = (socket: Socket, request: number, text: string) => void

export async function startPeer(
  reply: Reply,
  onConnection?: (socket: Socket) => void,
  host = '127.0.0.1',
): Promise<Peer> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  const awaited: { count: number; resolve: () => void }[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    onConnection?.(socket)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (end === -1 || text.length < end + 4 + length) return
      requests.push(text)
      const whole = text
      text = ''
      for (const one of awaited) if (requests.length >= one.count) one.resolve()
      reply(socket, requests.length, whole)
    })
  })
  await listening(server, host)
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    connections: () => connections,
    open: () => sockets.size,
    received: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve()
        else awaited.push({ count, resolve })
      }),
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

export function listening(server: Server, host = '127.0.0.1'): Promise<void> {
  return new Promise((resolve) => server.listen(0, host, resolve))
}

export function httpAnswer(body: string | Buffer, status = '200 OK', headers: readonly string[] = []): Buffer {
  const bytes = Buffer.from(body)
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: text/xml;charset=utf-8',
    `content-length: ${bytes.length}`,
    ...headers,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), bytes])
}

/** A resolver that leads every name to loopback and counts how often it was asked. */
export function countingLookup(): { lookup: LookupFunction; names: string[] } {
  const names: string[] = []
  const lookup: LookupFunction = (hostname, options, callback) => {
    names.push(hostname)
    if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }])
    else callback(null, '127.0.0.1', 4)
  }
  return { lookup, names }
}
