import {
  request as plainly,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { request as securely } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Clock } from 'paycircle/internal/base'
import type { Connections } from './connections.js'
import { addressIn, closedAddress, isOpen, openLookup, type TargetRules } from './target.js'

/** What came of one attempt: the status of the answer, or why there was none. */
export type Posted =
  | { readonly status: number; readonly retryAfterMs: number | null }
  | { readonly status: null; readonly failure: PostFailure }

export type PostFailure = 'time-out' | 'closed-address' | 'no-connection' | 'tls' | 'broken-off' | 'stopped'

export interface Posting {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface PostOptions {
  readonly clock: Clock
  readonly rules: TargetRules
  readonly attemptMs: number
  readonly answerBytes: number
  /** Breaks the attempt off. */
  readonly stopped?: AbortSignal
  readonly lookup?: LookupFunction
  /** Where it is done by one that is open still; else by one of its own. */
  readonly connections?: Connections
}

/**
 * Posts once. Follows no redirect, believes no certificate that cannot be verified, and reads no more of the answer
 * than it must. Never rejects.
 */
export function post({ url, headers, body }: Posting, options: PostOptions): Promise<Posted> {
  const { clock, rules, attemptMs, stopped } = options
  const target = new URL(url)
  const address = addressIn(target)
  // A rule may have become stricter since the webhook was made.
  if (address !== undefined && !isOpen(address, rules)) return Promise.resolve(failed('closed-address'))
  return new Promise((resolve) => {
    let request: ClientRequest | undefined
    let isOver = false
    const end = (posted: Posted) => {
      if (isOver) return
      isOver = true
      cancel()
      stopped?.removeEventListener('abort', stop)
      resolve(posted)
    }
    const breakOff = (failure: PostFailure) => {
      end(failed(failure))
      request?.destroy()
    }
    const stop = () => {
      breakOff('stopped')
    }
    const cancel = clock.after(attemptMs, () => {
      breakOff('time-out')
    })
    stopped?.addEventListener('abort', stop)
    if (stopped?.aborted === true) stop()
    else send(options.connections?.agentOf(target) ?? false)

    function send(agent: Agent | false): void {
      const settings: RequestOptions & { rejectUnauthorized: true } = {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'paycircle' },
        agent,
        lookup: options.lookup ?? openLookup(rules),
        // Said here, because an environment variable would turn it off elsewhere.
        rejectUnauthorized: true,
      }
      const sent = target.protocol === 'https:' ? securely(target, settings) : plainly(target, settings)
      let isAnswered = false
      request = sent
      sent.on('socket', ({ remoteAddress = '' }) => {
        // It was opened for another webhook, or before a rule became stricter.
        if (sent.reusedSocket && !isOpen(remoteAddress, rules)) breakOff('closed-address')
      })
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The receiver ended a kept connection in the moment in which it was used again. Should it have read what was
        // sent, it knows it by its id. S3-18
        if (sent.reusedSocket && !isAnswered && !isOver) send(false)
        else end(failed(failureOf(error, sent.socket?.connecting ?? true)))
      })
      sent.on('response', (response) => {
        isAnswered = true
        readUpTo(response, options.answerBytes, end)
      })
      sent.end(body)
    }
  })
}

/** The status counts when the answer is whole or longer than anybody reads: an answer that breaks off is none. */
function readUpTo(response: IncomingMessage, mostBytes: number, end: (posted: Posted) => void): void {
  const answered = () => {
    end({ status: response.statusCode ?? 0, retryAfterMs: retryAfterOf(response) })
  }
  let bytes = 0
  response.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes <= mostBytes) return
    answered()
    response.destroy()
  })
  response.on('end', answered)
  response.on('error', () => {
    end(failed('broken-off'))
  })
}

function retryAfterOf({ headers }: IncomingMessage): number | null {
  const given = headers['retry-after']
  return given !== undefined && /^\d{1,9}$/.test(given) ? Number(given) * 1000 : null
}

function failed(failure: PostFailure): Posted {
  return { status: null, failure }
}

function failureOf({ code = '' }: NodeJS.ErrnoException, connecting: boolean): PostFailure {
  if (code === closedAddress) return 'closed-address'
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/.test(code)) return 'tls'
  if (connecting || ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)) {
    return 'no-connection'
  }
  return 'broken-off'
}
