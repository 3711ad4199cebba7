import type { ServerResponse } from 'node:http'
import type { Clock } from 'paycircle/internal/base'
import { eventDocument, type EventBell } from '../delivery/index.js'
import type { Store } from '../store/port/index.js'
import { serviceError } from './errors.js'

/** Lengths of time in milliseconds. */
export interface StreamLimits {
  /** Streams at once, of all profiles and of one. */
  readonly streams: number
  readonly perProfile: number
  /** A comment is sent after so long a silence, so that nothing in between takes the connection for dead. */
  readonly heartbeatMs: number
  /** How often the store is looked at for events of other nodes. */
  readonly lookMs: number
  /** Whoever does not read for so long is dropped; he resumes from the last id that he has. */
  readonly slowReaderMs: number
}

const defaultLimits: StreamLimits = {
  streams: 200,
  perProfile: 20,
  heartbeatMs: 15_000,
  lookMs: 1000,
  slowReaderMs: 20_000,
}
const eventsAtOnce = 100
/** What a browser waits before it resumes. */
const retryMs = 3000

/** Event streams of this node: the feed as it grows, by server-sent events. S3-18 */
export interface EventStreams {
  /**
   * Reads the first slice, before anything is sent; then `stream` goes on until the reader leaves or `close`.
   *
   * @throws streams-exhausted, cursor-invalid
   */
  open(profileId: string, cursor: string | undefined): Promise<{ readonly stream: (response: ServerResponse) => void }>
  close(): void
}

export function createEventStreams(options: {
  readonly store: Store
  readonly clock: Clock
  readonly bell?: EventBell
  readonly streamLimits?: Partial<StreamLimits>
}): EventStreams {
  const { store, clock, bell } = options
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

  async function run(response: ServerResponse, profileId: string, from: string | undefined, left: AbortSignal) {
    let cursor = from
    let silentSince = clock.monotonic()
    response.write(`retry: ${retryMs}\n\n`)
    while (!left.aborted) {
      // Before reading: what is written while we read must wake us from the pause that follows.
      const rung = new AbortController()
      const endHearing = bell?.listen(() => {
        rung.abort()
      })
      const found = await store.eventFeed(filterOf(profileId, cursor))
      if (found.length > 0) {
        cursor = found.at(-1)?.cursor
        const text = found
          .map(({ row, cursor: id }) => message(id, row.type, JSON.stringify(eventDocument(row))))
          .join('')
        if (!(await write(response, text, left))) break
        silentSince = clock.monotonic()
      } else {
        if (clock.monotonic() - silentSince >= limits.heartbeatMs) {
          if (!(await write(response, ': still here\n\n', left))) break
          silentSince = clock.monotonic()
        }
        await pause(limits.lookMs, [rung.signal, left])
      }
      endHearing?.()
    }
  }

  /** False where the reader is too slow or gone. */
  async function write(response: ServerResponse, text: string, left: AbortSignal): Promise<boolean> {
    if (response.write(text)) return true
    const drained = new AbortController()
    const drain = () => {
      drained.abort()
    }
    response.once('drain', drain)
    await pause(limits.slowReaderMs, [drained.signal, left])
    response.off('drain', drain)
    return drained.signal.aborted
  }

  function pause(ms: number, signals: readonly AbortSignal[]): Promise<void> {
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

  return {
    async open(profileId, cursor) {
      requireRoom(profileId)
      // A cursor that is none of ours is answered as one, not by a stream.
      await store.eventFeed({ ...filterOf(profileId, cursor), limit: 1 })
      return {
        stream(response) {
          const leaving = new AbortController()
          open.set(leaving, profileId)
          const leave = () => {
            leaving.abort()
          }
          response.on('close', leave)
          response.on('error', leave)
          if (isClosed) leave()
          response.writeHead(200, headers)
          void run(response, profileId, cursor, leaving.signal)
            // The reader resumes where he was, on this node or on another.
            .catch(() => undefined)
            .then(() => {
              open.delete(leaving)
              response.destroy()
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

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Proxies that gather answers before they pass them on would hold events back.
  'x-accel-buffering': 'no',
}

function filterOf(profileId: string, cursor: string | undefined) {
  return { profileId, limit: eventsAtOnce, ...(cursor === undefined ? {} : { cursor }) }
}

/** JSON has no line breaks of its own, so one line of data holds it. */
function message(id: string, type: string, data: string): string {
  return `id: ${id}\nevent: ${type}\ndata: ${data}\n\n`
}
