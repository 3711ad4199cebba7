import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { Clock } from 'paycircle/internal/base'

/** Each step gets so long. S4-02 */
const stepMs = 5_000

export interface Target {
  readonly host: string
  readonly port: number
  readonly secure: boolean
}

export interface Timed<Value> {
  readonly value: Value
  readonly tookMs: number
}

/** Runs one step and says how long it took. */
export async function timed<Value>(clock: Clock, step: () => Promise<Value>): Promise<Timed<Value>> {
  const from = clock.monotonic()
  const value = await step()
  return { value, tookMs: Math.round(clock.monotonic() - from) }
}

/** The addresses of a name, asked now. S3-05 */
export async function resolveName(host: string): Promise<readonly string[]> {
  const bare = host.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0) return [bare]
  return (await lookup(bare, { all: true })).map(({ address }) => address)
}

export async function openTcp(host: string, port: number): Promise<Socket> {
  const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port })
  await settled(socket, 'connect')
  return socket
}

/** A tunnel through an HTTP proxy, as the client makes it. */
export async function openTunnel(proxy: URL, target: Target): Promise<Socket> {
  const authority = `${target.host}:${target.port}`
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const connecting = request({
    host: proxy.hostname,
    port: proxy.port === '' ? 80 : proxy.port,
    method: 'CONNECT',
    path: authority,
    timeout: stepMs,
    headers: {
      Host: authority,
      ...(proxy.username === ''
        ? {}
        : { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
    },
  })
  connecting.on('timeout', () => connecting.destroy(new Error('timeout')))
  connecting.end()
  const [response, socket] = (await once(connecting, 'connect')) as [{ readonly statusCode?: number }, Socket]
  if (response.statusCode !== 200) {
    socket.destroy()
    throw new Error(`status ${response.statusCode ?? '?'}`)
  }
  return socket
}

/** TLS with the certificate verified for the name, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
export async function openTls(socket: Socket, host: string): Promise<TLSSocket> {
  const secured = connectTls({ socket, servername: host, rejectUnauthorized: true })
  await settled(secured, 'secureConnect')
  return secured
}

export interface HeadAnswer {
  readonly status: number
  /** The server's clock, UTC milliseconds; undefined where it does not tell. */
  readonly date: number | undefined
}

/** Asks the server's root for its headers alone: it shows that somebody answers and what time it is there. */
export async function askHead(socket: Socket, host: string): Promise<HeadAnswer> {
  socket.setTimeout(stepMs, () => socket.destroy(new Error('timeout')))
  socket.write(`HEAD / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: paycircle-doctor\r\nConnection: close\r\n\r\n`)
  let text = ''
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    text += chunk.toString('latin1')
    if (text.includes('\r\n\r\n') || text.length > 16_384) break
  }
  socket.destroy()
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]
  if (status === undefined) throw new Error('no HTTP answer')
  const date = Date.parse(/^date: (.+)$/im.exec(text)?.[1] ?? '')
  return { status: Number(status), date: Number.isNaN(date) ? undefined : date }
}

async function settled(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  const onTimeout = () => socket.destroy(new Error('timeout'))
  socket.setTimeout(stepMs, onTimeout)
  try {
    await once(socket, event)
  } catch (error) {
    socket.destroy()
    throw error
  }
  socket.setTimeout(0)
  socket.off('timeout', onTimeout)
}

/** What went wrong, in the words of the operating system; never more than a code or a short message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as NodeJS.ErrnoException
  return code ?? error.message.slice(0, 80)
}
