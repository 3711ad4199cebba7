import type { Notice } from 'paycircle/internal/gateway'
import type { QueryOutcome, TerminationOutcome } from 'paycircle/internal/vocabulary'
import type { HeldOutcome, ProfileStatus } from 'paycircle-server/engine'
import type { ProfileSettings } from '../configuration/index.js'
import type { RosterDesk } from './roster-desk.js'

/** Whom a query asks about. */
export type Subject = { readonly email: string } | { readonly account: string }

export interface Question {
  readonly subject: Subject
  /** Passes the cool-down, for a reason that is logged. */
  readonly force: boolean
  readonly reason: string | undefined
}

export interface Answer {
  readonly outcome: QueryOutcome | HeldOutcome
  /** Null where nothing was asked and so nothing was logged. */
  readonly operationId: string | null
  /** UTC milliseconds: when asking again is allowed, or planned. */
  readonly nextCheckAt: number | null
}

/** Whose agreement is to end, the account spelled again, and why. */
export interface TerminationOrder {
  readonly email: string
  readonly confirm: string
  readonly reason: string
}

/** A hint, whatever it is; `nextCheckAt` is when the query that settles it is due. */
export interface TerminationAnswer {
  readonly outcome: TerminationOutcome | HeldOutcome
  readonly operationId: string | null
  readonly nextCheckAt: number | null
}

export interface LinkWish {
  readonly email: string
  readonly signChannel: 'NORMAL' | undefined
  /** How a form is submitted; undefined where the address is wanted. */
  readonly form: 'get' | 'post' | undefined
}

/** A signed request as `link` prints it. */
export interface Link {
  readonly method: 'get' | 'post'
  /** The full address, or with a form its action. */
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
  readonly html?: string
  readonly preSignString: string
  readonly operationId: string
}

/** Kept in the log with its reason. */
export interface ProfileChange {
  readonly kind: 'pause' | 'resume'
  readonly reason: string
}

/** The merchant in whose name a command acts, whichever way it is reached. */
export interface Merchant {
  readonly settings: ProfileSettings
  /** What is to be kept in sight: sandbox, test account, odd key. S3-03, Q3-03 */
  readonly notices: readonly Notice[]
  /** Whether what is done is logged and paced with everything else. */
  readonly logged: boolean
  query(question: Question): Promise<Answer>
  link(wish: LinkWish): Promise<Link>
  close(): Promise<void>
}

/** One whose doings are logged, in a store; rosters stand there as well. */
export interface LoggedMerchant extends Merchant {
  /** Asks Alipay to end an agreement; rests on public demos, not on the two documents. */
  terminate(order: TerminationOrder): Promise<TerminationAnswer>
  /** An operator's word: stops the profile's calls, or lets them go on. */
  changeProfile(change: ProfileChange): Promise<ProfileStatus>
  readonly rosters: RosterDesk
}
