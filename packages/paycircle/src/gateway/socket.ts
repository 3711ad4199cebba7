import http from 'node:http'
import { connect as dial, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as secure } from 'node:tls'
import type { Clock } from '../base/index.js'
import type { NotSentReason } from '../vocabulary/index.js'

/** An HTTP proxy that tunnels by CONNECT. */
export interface ProxyAddress {
  readonly host: string
  readonly port: number
  /** The `proxy-authorization` header; never logged. */
  readonly authorization?: string
}

/** How a socket to the gateway is made. */
export interface Route {
  /** The gateway's name, by which its certificate is checked and which the Host header carries. */
  readonly host: string
  readonly port: number
  readonly secure: boolean
  /** An address filed with Alipay's support that takes the place of DNS; the certificate is still checked by name. S3-05 */
  readonly address?: string
  readonly proxy?: ProxyAddress
}

export interface SocketSettings {
  readonly clock: Clock
  /** Limit on name lookup, TCP, proxy and TLS together. */
  readonly connectMs: number
  /** Called anew for every connection; nothing remembers its answers. S3-05, Q3-04 */
  readonly lookup: LookupFunction
}

/** Why no socket came about. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure'

  constructor(
    readonly reason: NotSentReason,
    /** The failure's own name, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
    readonly detail?: string,
  ) {
    super(`no connection: ${reason}`)
  }
}

/** The `code` of a system's, TLS's or library's error. */
export function errorName(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Host and port as they stand in an address. */
export function authorityOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

/** What has been begun for one socket and must go when the attempt fails. */
type Hold = (begun: { destroy(): unknown }) => unknown

/**
 * Opens one socket along the route, TLS included, within the limit.
 *
 * @throws ConnectFailure with the step that failed; nothing of a request has left then.
 */
export async function openSocket(route: Route, settings: SocketSettings): Promise<Socket> {
  const begun: { destroy(): unknown }[] = []
  let cancel = (): void => undefined
  const late = new Promise<never>((_resolve, reject) => {
    cancel = settings.clock.after(settings.connectMs, () => reject(new ConnectFailure('connect-timeout')))
  })
  try {
    return await Promise.race([reach(route, settings.lookup, (one) => begun.push(one)), late])
  } catch (error) {
    for (const one of begun) one.destroy()
    throw error
  } finally {
    cancel()
  }
}

async function reach(route: Route, lookup: LookupFunction, hold: Hold): Promise<Socket> {
  const target = { host: route.address ?? route.host, port: route.port }
  const socket =
    route.proxy === undefined ? await dialed(target, lookup, hold) : await tunnelled(route.proxy, target, lookup, hold)
  return route.secure ? await secured(socket, route.host, hold) : socket
}

function dialed(target: { host: string; port: number }, lookup: LookupFunction, hold: Hold): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let unresolved = false
    const noted: LookupFunction = (hostname, options, callback) => {
      lookup(hostname, options, (error, ...found) => {
        unresolved = error !== null
        callback(error, ...found)
      })
    }
    const socket = dial({ ...target, lookup: noted, noDelay: true })
    hold(socket)
    socket.once('connect', () => resolve(socket))
    socket.on('error', (error) => reject(new ConnectFailure(unresolved ? 'dns' : 'connect', errorName(error))))
  })
}

function tunnelled(
  proxy: ProxyAddress,
  target: { host: string; port: number },
  lookup: LookupFunction,
  hold: Hold,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const authority = authorityOf(target)
    const request = http.request({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
      },
      agent: false,
      lookup,
    })
    hold(request)
    request.on('error', (error) => reject(new ConnectFailure('proxy', errorName(error))))
    request.once('connect', (answer, socket, early) => {
      hold(socket)
      socket.on('error', () => undefined) // Whoever takes the socket over hears of its end by itself.
      // TLS lets the client speak first: bytes before that come from somebody in between.
      if (answer.statusCode === 200 && early.length === 0) resolve(socket)
      else reject(new ConnectFailure('proxy', `HTTP_${answer.statusCode ?? 0}`))
    })
    request.end()
  })
}

function secured(socket: Socket, host: string, hold: Hold): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const wrapped = secure({
      socket,
      ...(isIP(host) === 0 ? { servername: host } : { host }),
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.2',
      // Said outright, because the environment variable NODE_TLS_REJECT_UNAUTHORIZED=0 would turn an unsaid one off.
      rejectUnauthorized: true,
    })
    hold(wrapped)
    wrapped.once('secureConnect', () => resolve(wrapped))
    wrapped.on('error', (error: Error) => reject(new ConnectFailure('tls', errorName(error))))
  })
}
