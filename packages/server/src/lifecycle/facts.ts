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

/** Everything about one agreement that the lifecycle decides by. Times are UTC milliseconds. */
export interface AgreementFacts {
  /** The last thing known. */
  readonly state: AgreementState
  /** As last answered; null while no answer has told them. */
  readonly halves: Halves | null
  /** The agent's Alipay user ID, once an answer told it. */
  readonly userId: string | null
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
  /** When somebody last reported a code: an answer from before that is no ground for a permission. S4-04, Q4-04 */
  readonly doubtedAt: number | null
  /** How many answers in a row gave nothing to go on with. */
  readonly unsuccessfulChecks: number
  readonly attention: Attention | null
}

/** An agreement of which nothing is known. */
export const nothingKnown: AgreementFacts = {
  state: 'unknown',
  halves: null,
  userId: null,
  hold: null,
  departedAt: null,
  followUpStep: null,
  nextCheckAt: null,
  lastCheckAt: null,
  lastOutcome: null,
  lastCode: null,
  confirmedAt: null,
  doubtedAt: null,
  unsuccessfulChecks: 0,
  attention: null,
}
