import type { Halves } from './agreement.js'

/** How the exchange with the gateway ended where it did not end in an answer that settles anything. */
export type IndeterminateReason =
  /** UNKNOWN_EXCEPTION, GENERIC_FAILURE, SYSTEM_ERROR: S3-21, Q3-20. */
  | 'indeterminate-code'
  /** A code that the catalogue does not know. */
  | 'unknown-code'
  /** `is_success` is `T` and yet a flag is missing, doubled, neither T nor F, or an error stands beside it. */
  | 'contradictory-answer'
  /** Neither the XML nor the error page that the gateway answers with. */
  | 'unreadable-answer'
  | 'oversized-answer'
  /** A status other than 2xx, redirects included. */
  | 'http-status'
  /** The request went out, at least in part, and no whole answer came in time. */
  | 'timeout'
  /** The connection broke after the request went out. */
  | 'connection-lost'
  /** The caller gave up waiting after the request went out. */
  | 'aborted'

/** Why nothing was sent. */
export type NotSentReason =
  | 'dns'
  | 'connect'
  /** No connection within the limit, or the whole time went by waiting for one. */
  | 'connect-timeout'
  | 'tls'
  | 'proxy'
  /** The caller gave up before anything left. */
  | 'aborted'
  /** Too many calls wait for a socket already. */
  | 'overloaded'

/** Both halves as the gateway answered them; at least one is signed. */
export interface SignedOutcome extends Halves {
  readonly outcome: 'signed'
  /** The agent's 16-digit Alipay user ID where the answer has one. */
  readonly userId?: string
}

/** No agreement: NO_SIGN_CUSTOMER (then with `code`), or both flags `F`. */
export interface NotSignedOutcome {
  readonly outcome: 'not_signed'
  readonly code?: string
  readonly userId?: string
}

/** An agreement that is not in its normal state (签约状态不正常). Q3-26 */
export interface IrregularOutcome {
  readonly outcome: 'irregular'
  readonly code: string
}

/** The gateway refused the request for a known reason; it says nothing about the agreement. */
export interface RefusedOutcome {
  readonly outcome: 'refused'
  readonly code: string
}

/** Nobody knows. Never "not signed": ask again later. */
export interface IndeterminateOutcome {
  readonly outcome: 'indeterminate'
  readonly reason: IndeterminateReason
  /** The code, verbatim, where one could be read. */
  readonly code?: string
  /** The HTTP status, with the reason `http-status`. */
  readonly status?: number
}

/** No byte of the request left; nothing happened. */
export interface NotSentOutcome {
  readonly outcome: 'not_sent'
  readonly reason: NotSentReason
}

/**
 * What came of asking the gateway about an agreement. A union on `outcome`: it converts to no boolean, and the halves
 * can be read only where the outcome is `signed`. S3-17, Q3-16
 */
export type QueryOutcome =
  SignedOutcome | NotSignedOutcome | IrregularOutcome | RefusedOutcome | IndeterminateOutcome | NotSentOutcome

export type QueryOutcomeName = QueryOutcome['outcome'] | 'held'

/** The gateway took the termination (解约): a hint. Whether the agreement has ended only a query tells. */
export interface AcceptedOutcome {
  readonly outcome: 'accepted'
}

/**
 * What came of asking the gateway to terminate an agreement. It settles nothing, whatever it is: a query does. The
 * service is known from public demos alone, no error code of its own is.
 */
export type TerminationOutcome = AcceptedOutcome | RefusedOutcome | IndeterminateOutcome | NotSentOutcome
