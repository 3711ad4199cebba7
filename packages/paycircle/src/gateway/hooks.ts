import type { QueryOutcome, ServiceName, TerminationOutcome } from '../vocabulary/index.js'
import type { Notice } from './notices.js'

/** A request that is about to be sent. Holds no value of it unless bodies are asked for. */
export interface CallRecord {
  /** Counts from 1 in each client; ties a call to its answer. */
  readonly call: number
  readonly service: ServiceName
  readonly gateway: string
  /** UTC milliseconds. */
  readonly at: number
  /** The urlencoded body, signature included, the key masked wherever it should stand. Only with `includeBodies`. */
  readonly body?: string
}

/** What came of a call. */
export interface AnswerRecord {
  readonly call: number
  readonly service: ServiceName
  /** UTC milliseconds. */
  readonly at: number
  readonly durationMs: number
  readonly outcome: QueryOutcome | TerminationOutcome
  readonly status?: number
  /** Where no whole answer came, the failure's own name: ECONNREFUSED, CERT_HAS_EXPIRED, HTTP_407 from a proxy. */
  readonly detail?: string
  readonly bodyBytes?: number
  /** The answer as text, the key masked; bytes that are not in the answer's charset read as Latin-1. Only with `includeBodies`. */
  readonly body?: string
}

/** Where a client reports what it does. A hook that throws changes nothing. */
export interface ClientHooks {
  onCall?(call: CallRecord): void
  onAnswer?(answer: AnswerRecord): void
  /** Once for every notice, when the client is created. */
  onNotice?(notice: Notice): void
  /** Hands request and answer bodies to the hooks; default false. They hold personal data. */
  readonly includeBodies?: boolean
}

/**
 * Reports to the outside. Whatever a hook or a meter throws stays with it, now or in a promise: an outcome may not hang
 * on a logger.
 */
export function report(tell: () => unknown): void {
  try {
    const told = tell()
    if (told instanceof Promise) told.catch(() => undefined)
  } catch {
    // Nobody is left to be told.
  }
}
