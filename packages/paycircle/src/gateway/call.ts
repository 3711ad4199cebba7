import type { Dispatcher } from 'undici'
import type { Clock } from '../base/index.js'
import type { NotSentReason } from '../vocabulary/index.js'
import type { Deadlined } from './deadline-sweep.js'
import { ConnectFailure, errorName } from './socket.js'

/**
 * How an exchange with the gateway ended, before anybody looked into the answer. `detail` is a failure's own name, such
 * as ECONNREFUSED.
 */
export type Exchange =
  | { readonly ended: 'answered'; readonly status: number; readonly headers: AnswerHeaders; readonly body: Buffer }
  /** No byte of the request left. */
  | { readonly ended: 'not-sent'; readonly reason: NotSentReason; readonly detail?: string }
  /** The request was handed to a connected socket, at least in part, and no whole answer came. */
  | { readonly ended: 'broken'; readonly reason: BrokenReason; readonly status?: number; readonly detail?: string }

export type BrokenReason = 'timeout' | 'connection-lost' | 'aborted' | 'oversized-answer'

export interface AnswerHeaders {
  readonly contentType?: string
  readonly contentEncoding?: string
}

/** Time limits of one call, in milliseconds. */
export interface CallLimits {
  /** From the sent request to the answer's headers. */
  readonly headersMs: number
  /** From the headers to the end of the body. */
  readonly bodyMs: number
  /** Everything together, waiting for a socket included. */
  readonly totalMs: number
  readonly answerBytes: number
}

/** One call in flight: listens to undici, to the deadline and to the caller's signal, and settles once. */
export class Call implements Dispatcher.DispatchHandler, Deadlined {
  dueAt: number
  readonly #limits: CallLimits
  readonly #clock: Clock
  readonly #totalDueAt: number
  readonly #settled: (exchange: Exchange) => void
  readonly #left: () => void
  #controller: Dispatcher.DispatchController | undefined
  #over = false
  #status: number | undefined
  #headers: AnswerHeaders = {}
  #chunks: Buffer[] = []
  #size = 0

  /**
   * `settled` hears the one result, `left` that undici is done with the call: a socket may be busy for a while after
   * the result is out.
   */
  constructor(limits: CallLimits, clock: Clock, settled: (exchange: Exchange) => void, left: () => void) {
    this.#limits = limits
    this.#clock = clock
    this.#settled = settled
    this.#left = left
    this.#totalDueAt = clock.monotonic() + limits.totalMs
    this.dueAt = this.#totalDueAt
  }

  /** Called right before undici writes to a connected socket: from here on the request counts as sent. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const again = this.#controller !== undefined
    this.#controller = controller
    // A request that is over, or was written once before, is not written now: nothing is sent twice.
    if (this.#over || again) controller.abort(new Error('not sent again'))
    else this.#dueIn(this.#limits.headersMs)
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headersOf(headers)
    this.#dueIn(this.#limits.bodyMs)
    if (Number(headers['content-length']) > this.#limits.answerBytes) this.#refuse(controller)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length
    if (this.#size > this.#limits.answerBytes) this.#refuse(controller)
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const [only] = this.#chunks
    const body = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks)
    this.#settle({ ended: 'answered', status: this.#status ?? 0, headers: this.#headers, body })
    this.#left()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { reason, detail } = error instanceof ConnectFailure ? error : new ConnectFailure('connect', errorName(error))
    if (this.#controller === undefined) this.#settle({ ended: 'not-sent', reason, ...detailed(detail) })
    else this.#break('connection-lost', detail)
    this.#left()
  }

  expire(): void {
    this.#giveUp('timeout', 'connect-timeout')
  }

  /** The caller no longer waits. */
  abort(): void {
    this.#giveUp('aborted', 'aborted')
  }

  /** The call went nowhere: no socket was or will be asked. */
  dismiss(reason: NotSentReason): void {
    this.#settle({ ended: 'not-sent', reason })
  }

  #giveUp(sent: BrokenReason, unsent: NotSentReason): void {
    if (this.#controller === undefined) {
      this.#settle({ ended: 'not-sent', reason: unsent })
      return
    }
    this.#break(sent)
    this.#controller.abort(new Error(sent))
  }

  #refuse(controller: Dispatcher.DispatchController): void {
    this.#break('oversized-answer')
    controller.abort(new Error('oversized-answer'))
  }

  #break(reason: BrokenReason, detail?: string): void {
    const status = this.#status === undefined ? {} : { status: this.#status }
    this.#settle({ ended: 'broken', reason, ...status, ...detailed(detail) })
  }

  #dueIn(ms: number): void {
    this.dueAt = Math.min(this.#clock.monotonic() + ms, this.#totalDueAt)
  }

  #settle(exchange: Exchange): void {
    if (this.#over) return
    this.#over = true
    this.#chunks = []
    this.#settled(exchange)
  }
}

function detailed(detail: string | undefined): { detail?: string } {
  return detail === undefined ? {} : { detail }
}

function headersOf(headers: Record<string, string | string[] | undefined>): AnswerHeaders {
  const type = headers['content-type']
  const encoding = headers['content-encoding']
  return {
    // A doubled header names no charset; the answer's own declaration decides then.
    ...(typeof type === 'string' ? { contentType: type } : {}),
    ...(encoding === undefined ? {} : { contentEncoding: String(encoding) }),
  }
}
