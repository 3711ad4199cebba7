import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { simulatorError } from './errors.js'

/** The certificate and key with which both origins speak https; PEM. */
export interface TlsMaterial {
  readonly cert: string
  readonly key: string
}

/** What a caller says who wants the simulator to be reached from elsewhere, a virtual machine for instance. */
export interface ElsewhereListening {
  /** The address to bind, `0.0.0.0` for all. */
  readonly address: string
  /** The names by which it is reached; the first stands in the URLs. Requests to other names are refused. */
  readonly hostNames: readonly [string, ...string[]]
}

export interface Place {
  readonly bind: string
  /** As it stands in URLs. */
  readonly urlHost: string
  /** Names by which requests may call it, lower case. */
  readonly names: readonly string[]
}

const loopbackNames = ['127.0.0.1', '[::1]', 'localhost']

/**
 * Where to listen: loopback, or elsewhere where that was asked for.
 *
 * @throws 'host-not-loopback'
 */
export function placeOf(host: string, elsewhere: ElsewhereListening | undefined): Place {
  if (elsewhere !== undefined) {
    const names = elsewhere.hostNames.map((name) => name.toLowerCase())
    return { bind: elsewhere.address, urlHost: elsewhere.hostNames[0], names: [...names, ...loopbackNames] }
  }
  if (!/^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/.test(host))
    throw simulatorError('host-not-loopback', { host })
  const urlHost = host.includes(':') ? `[${host}]` : host
  return { bind: host, urlHost, names: [urlHost, ...loopbackNames] }
}

/** Whether a request calls the simulator by one of its names: a page elsewhere cannot reach it by a name of its own. */
export function isCalledByName(incoming: IncomingMessage, place: Place): boolean {
  const host = (incoming.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
  return place.names.includes(host)
}

export interface Origin {
  readonly origin: string
  readonly close: () => Promise<void>
}

export type Answering = (incoming: IncomingMessage, response: ServerResponse) => void

/** Opens one origin. Port 0 takes any that is free. */
export async function openOrigin(
  place: Place,
  port: number,
  tls: TlsMaterial | undefined,
  answer: Answering,
): Promise<Origin> {
  const limits = { maxHeaderSize: 32_768, requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 5_000 }
  const server: Server =
    tls === undefined ? createServer(limits, answer) : createTlsServer({ ...limits, ...tls }, answer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, place.bind, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://${place.urlHost}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** As much as a request to either service, or a control request, can ever need. */
export const bodyLimitBytes = 65_536

/** The body, or undefined where it is larger than the limit. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimitBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
