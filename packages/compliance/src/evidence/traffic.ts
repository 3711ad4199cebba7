import type { Document } from './document.js'
import type { RequestEvidence } from './request.js'

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

/** Calls in the order of their times, of one recording. */
export interface TrafficEvidence {
  readonly kind: 'traffic'
  readonly document: Document
  readonly exchanges: readonly Exchange[]
}
