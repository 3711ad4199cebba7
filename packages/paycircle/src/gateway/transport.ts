import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Client, type Dispatcher } from 'undici'
import type { Clock } from '../base/index.js'
import { Call, type CallLimits, type Exchange } from './call.js'
import { Connections, type Sending } from './connections.js'
import { DeadlineSweep } from './deadline-sweep.js'
import { authorityOf, openSocket, type Route } from './socket.js'

/** A POST to the gateway. */
export interface Posting {
  readonly path: string
  readonly contentType: string
  readonly body: string
}

/** Carries requests to the gateway and says how each ended. Repeats nothing, follows nothing, decodes nothing. */
export interface Transport {
  send(posting: Posting, signal?: AbortSignal): Promise<Exchange>
  /** Lets the calls in flight end, within their limits, and closes the sockets. */
  close(): Promise<void>
}

export interface TransportSettings {
  readonly route: Route
  readonly clock: Clock
  readonly limits: CallLimits & { readonly connectMs: number }
  readonly lookup?: LookupFunction
}

/** No socket lives longer, so that a changed address of Alipay's is found within a minute. S3-05, Q3-04 */
export const socketAgeMs = 60_000
/** Unused sockets close after this; servers that announce a longer time of their own do not stretch it. */
const idleMs = 4_000
const mostSockets = 64
const mostWaiting = 1_024
const tickMs = 50

/** Opens no socket yet. */
export function openTransport(settings: TransportSettings): Transport {
  return new HttpTransport(settings)
}

class HttpTransport implements Transport {
  readonly #settings: TransportSettings
  readonly #sweep: DeadlineSweep
  readonly #connections: Connections
  readonly #inFlight = new Set<Call>()
  #drained: (() => void) | undefined

  constructor(settings: TransportSettings) {
    const { clock, limits } = settings
    this.#settings = settings
    this.#sweep = new DeadlineSweep(clock, tickMs)
    this.#connections = new Connections({
      clock,
      most: mostSockets,
      mostWaiting,
      // The last request may take its whole time, and then the socket may idle: even that ends within its age.
      reusableForMs: socketAgeMs - idleMs - limits.totalMs - tickMs,
      openClient: (begins) => this.#openClient(begins),
    })
  }

  send(posting: Posting, signal?: AbortSignal): Promise<Exchange> {
    return new Promise((resolve) => {
      const abort = (): void => call.abort()
      const call = new Call(
        this.#settings.limits,
        this.#settings.clock,
        (exchange) => {
          this.#sweep.release(call)
          signal?.removeEventListener('abort', abort)
          if (this.#connections.withdraw(sending)) this.#forget(call)
          resolve(exchange)
        },
        () => {
          this.#forget(call)
          this.#connections.ended(sending)
        },
      )
      const sending: Sending = { options: optionsOf(posting), handler: call }
      if (signal?.aborted === true) {
        call.dismiss('aborted')
        return
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#inFlight.add(call)
      this.#sweep.watch(call)
      if (!this.#connections.submit(sending)) {
        this.#forget(call)
        call.dismiss('overloaded')
      }
    })
  }

  async close(): Promise<void> {
    if (this.#inFlight.size > 0) await new Promise<void>((resolve) => (this.#drained = resolve))
    await this.#connections.close()
  }

  #forget(call: Call): void {
    this.#inFlight.delete(call)
    if (this.#inFlight.size === 0) this.#drained?.()
  }

  #openClient(begins: () => void): Client {
    const { route, clock, limits } = this.#settings
    const lookup = this.#settings.lookup ?? systemLookup
    const socketSettings = { clock, connectMs: limits.connectMs, lookup }
    return new Client(`${route.secure ? 'https' : 'http'}://${authorityOf(route)}`, {
      connect: (_options, callback) => {
        begins()
        openSocket(route, socketSettings).then(
          (socket) => callback(null, socket),
          (error: unknown) => callback(error as Error, null),
        )
      },
      pipelining: 1,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
      // The sweep holds these limits for all calls together.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  }
}

function optionsOf(posting: Posting): Dispatcher.DispatchOptions {
  return {
    method: 'POST',
    path: posting.path,
    headers: ['content-type', posting.contentType, 'accept', 'text/xml', 'accept-encoding', 'identity'],
    body: posting.body,
    idempotent: false,
  }
}
