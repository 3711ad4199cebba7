import type { ServerResponse } from 'node:http'
import type { Clock } from 'paycircle/internal/base'
import { serviceError } from './errors.js'

/** Lengths of time in milliseconds. */
export interface StreamLimits {
  /** Streams at once, of all profiles and of one. */
  readonly streams: number
  readonly perProfile: number
  /** A comment is sent after so long a silence, so that nothing in between takes the connection for dead. */
  readonly heartbeatMs: number
  /** How often a source looks for what other nodes have written. */
  readonly lookMs: number
  /** Whoever does not read for so long is dropped; he resumes where he was. */
  readonly slowReaderMs: number
}

const defaultLimits: StreamLimits = {
  streams: 200,
  perProfile: 20,
  heartbeatMs: 15_000,
  lookMs: 1000,
  slowReaderMs: 20_000,
}
/** What a browser waits before it resumes. */
const retryMs = 3000

/** One message: `id` is what the reader resumes from, where there is one. */
export interface StreamMessage {
  readonly id?: string
  readonly event: string
  /** JSON, which has no line breaks of its own. */
  readonly data: string
}

/** Whoever reads a stream. */
export interface StreamReader {
  /** He is gone, or the service closes. */
  readonly left: AbortSignal
  /** False where he is too slow or gone: then the stream is over. */
  send(messages: readonly StreamMessage[]): Promise<boolean>
  /** Waits until it is time to look again, or until the signal; tells him after a long silence that we are still here. */
  rest(atLeastMs?: number, woken?: AbortSignal): Promise<void>
}

/** What a stream tells; it is over when this resolves or rejects. */
export type StreamSource = (reader: StreamReader) => Promise<void>

/** Server-sent events of this node, for as long as somebody reads. */
export interface EventStreams {
  /** @throws streams-exhausted */
  open(profileId: string): { readonly stream: (response: ServerResponse, source: StreamSource) => void }
  close(): void
}

export function createEventStreams(options: {
  readonly clock: Clock
  readonly streamLimits?: Partial<StreamLimits>
}): EventStreams {
  const { clock } = options
  const limits = { ...defaultLimits, ...options.streamLimits }
  const open = new Map<AbortController, string>()
  let isClosed = false

  function requireRoom(profileId: string): void {
    const own = [...open.values()].filter((one) => one === profileId).length
    const most = own >= limits.perProfile ? limits.perProfile : limits.streams
    if (own >= limits.perProfile || open.size >= limits.streams) {
      throw serviceError('streams-exhausted', { most, retryAfterMs: limits.slowReaderMs })
    }
  }

  function readerOf(response: ServerResponse, leaving: AbortController): StreamReader {
    const left = leaving.signal
    let silentSince = clock.monotonic()

    async function write(text: string): Promise<boolean> {
      silentSince = clock.monotonic()
      if (response.write(text)) return true
      const drained = new AbortController()
      const drain = () => {
        drained.abort()
      }
      response.once('drain', drain)
      await pause(clock, limits.slowReaderMs, [drained.signal, left])
      response.off('drain', drain)
      // What he has not read by now he reads when he resumes.
      if (!drained.signal.aborted) leaving.abort()
      return drained.signal.aborted
    }

    return {
      left,
      send: (messages) => write(messages.map(textOf).join('')),
      async rest(atLeastMs = 0, woken) {
        const isSilent = clock.monotonic() - silentSince >= limits.heartbeatMs
        if (isSilent && !(await write(': still here\n\n'))) return
        await pause(clock, Math.max(limits.lookMs, atLeastMs), woken === undefined ? [left] : [woken, left])
      },
    }
  }

  return {
    open(profileId) {
      requireRoom(profileId)
      return {
        stream(response, source) {
          const leaving = new AbortController()
          open.set(leaving, profileId)
          const leave = () => {
            leaving.abort()
          }
          response.on('close', leave)
          response.on('error', leave)
          if (isClosed) leave()
          response.writeHead(200, headers)
          response.write(`retry: ${retryMs}\n\n`)
          void source(readerOf(response, leaving))
            .then(
              () => !leaving.signal.aborted,
              // The reader resumes where he was, on this node or on another.
              () => false,
            )
            .then((isWhole) => {
              open.delete(leaving)
              if (isWhole) response.end()
              else response.destroy()
            })
        },
      }
    },
    close() {
      isClosed = true
      for (const leaving of open.keys()) leaving.abort()
    },
  }
}

function pause(clock: Clock, ms: number, signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      for (const signal of signals) signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(ms, end)
    for (const signal of signals) signal.addEventListener('abort', end)
    if (signals.some(({ aborted }) => aborted)) end()
  })
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Proxies that gather answers before they pass them on would hold events back.
  'x-accel-buffering': 'no',
}

function textOf({ id, event, data }: StreamMessage): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`
}
