import type { AgreementState, Halves, Hold, QueryOutcome } from 'paycircle/internal/vocabulary'

/** Why an agreement stands on the operator's list. */
export type Attention =
  /** The follow-up after a departure ran out and the agent has not signed. */
  | 'follow-up-ended'
  /** The signing state is not normal; no query mends that. Q3-26 */
  | 'irregular'
  /** The gateway refuses the query for a known reason; asking again would not help. */
  | 'refused'
  /** Somebody saw a code that speaks of the merchant's own contract or set-up, not of the agent. S3-22 */
  | 'merchant'
  /** Asked again and again without an answer that settles anything. */
  | 'unanswered'
  /** Answers name another Alipay user than before behind the same account. */
  | 'user-changed'
  /** A termination was asked for and every query since finds the agreement still there. */
  | 'not-terminated'

/** Everything about one agreement that the lifecycle decides by. Times are UTC milliseconds. */
export interface AgreementFacts {
  /** The last thing known. */
  readonly state: AgreementState
  /** As last answered; null while no answer has told them. */
  readonly halves: Halves | null
  /** The agent's Alipay user ID, as the first answer that had one told it, or as an operator confirmed it. */
  readonly userId: string | null
  /** The last other one that an answer told since: nobody knows whose agreement it is until an operator says so. */
  readonly otherUserId: string | null
  readonly hold: Hold | null
  /** When the agent last left for Alipay's page; null where no departure is being followed up. */
  readonly departedAt: number | null
  /** Which step of the follow-up comes next; null where none is left or none is under way. */
  readonly followUpStep: number | null
  readonly nextCheckAt: number | null
  readonly lastCheckAt: number | null
  readonly lastOutcome: QueryOutcome['outcome'] | null
  readonly lastCode: string | null
  /** When the query was asked whose readable answer `state` and `halves` rest on; null where none was. */
  readonly confirmedAt: number | null
  /**
   * When somebody last reported a code, or the gateway was last asked for a termination: an answer from before that is no
   * ground for a permission. S4-04, Q4-04
   */
  readonly doubtedAt: number | null
  /** When the gateway was asked for the termination that is being followed up; null where none is. */
  readonly terminationAskedAt: number | null
  /** How many answers in a row gave nothing to go on with. */
  readonly unsuccessfulChecks: number
  /** Until when a query on request would only repeat the last one; null where it would not. Q4-01 */
  readonly coolUntil: number | null
  readonly attention: Attention | null
}

/** An agreement of which nothing is known. */
export const nothingKnown: AgreementFacts = {
  state: 'unknown',
  halves: null,
  userId: null,
  otherUserId: null,
  hold: null,
  departedAt: null,
  followUpStep: null,
  nextCheckAt: null,
  lastCheckAt: null,
  lastOutcome: null,
  lastCode: null,
  confirmedAt: null,
  doubtedAt: null,
  terminationAskedAt: null,
  unsuccessfulChecks: 0,
  coolUntil: null,
  attention: null,
}
