import { accountParameters, consequencesOf } from 'paycircle/internal/vocabulary'
import type { Document, Place } from './document.js'
import { valueOf, type RequestEvidence } from './request.js'

/** What came back, as far as it was recorded. */
export interface RecordedAnswer {
  /** 0 where none came. */
  readonly status: number
  /** The error code in it, from XML or an error page; undefined where there is none or no body was kept. */
  readonly code?: string
  /** `T` or `F` as they stand in the answer. */
  readonly isSuccess?: string
  readonly chargeAgent?: string
  readonly refundCharge?: string
  readonly readable: boolean
}

/** One call of a site to the gateway, with its answer. */
export interface Exchange {
  readonly request: RequestEvidence
  /** UTC milliseconds; undefined where the record has no time. */
  readonly at?: number
  readonly durationMs?: number
  readonly answer?: RecordedAnswer
}

/** A request to somebody else: where it went and the names of what it carried, never the values. */
export interface ForeignRequest {
  readonly host: string
  readonly names: readonly string[]
  readonly place: Place
}

/** Calls of one recording: those to the gateway in the order of their times where all have one, else as they stand. */
export interface TrafficEvidence {
  readonly kind: 'traffic'
  readonly document: Document
  readonly exchanges: readonly Exchange[]
  readonly others: readonly ForeignRequest[]
}

const accountNames = ['user_email', 'email', ...accountParameters]

/** Whom a call is about: the account that it names, lower-cased; undefined where it names none. */
export function accountOf({ request }: Exchange): string | undefined {
  for (const name of accountNames) {
    const value = valueOf(request, name)?.trim().toLowerCase()
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

/**
 * Whether nobody knows after it what came of the call: an indeterminate code, one that is in no catalogue, an answer
 * that cannot be read, or none at all. Undefined where the recording does not tell what came back.
 */
export function isIndeterminate({ answer }: Exchange): boolean | undefined {
  if (answer === undefined) return undefined
  if (answer.code !== undefined) return consequencesOf(answer.code).outcome === 'indeterminate'
  return answer.status !== 200 || !answer.readable
}
