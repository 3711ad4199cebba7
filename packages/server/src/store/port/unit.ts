import type { LogEntry } from '../../ledger/index.js'
import type { AccessKeepingGuard, AccessKeepingWrite } from './access-keeping.js'
import type { AlarmKeepingGuard, AlarmKeepingWrite } from './alarm-keeping.js'
import type { DeliveryKeepingGuard, DeliveryKeepingWrite } from './delivery-keeping.js'
import type { LogKeepingGuard, LogKeepingWrite } from './log-keeping.js'
import type { ProfileKeepingGuard, ProfileKeepingWrite } from './profile-keeping.js'
import type {
  AgreementChanges,
  AgreementRow,
  ApiKeyRow,
  EventRow,
  IdempotentAnswerRow,
  PaceRow,
  ProfileStateRow,
  RosterEntryResult,
  RosterEntryRow,
  RosterRow,
  SigningRow,
} from './rows.js'

/** What must still hold when the unit is written; the first that does not is the conflict. */
export type Guard =
  | { readonly guard: 'agreement-absent'; readonly profileId: string; readonly account: string }
  | { readonly guard: 'agreement-version'; readonly agreementId: string; readonly version: number }
  /** Nobody holds a lease on the agreement at `at`. */
  | { readonly guard: 'lease-free'; readonly agreementId: string; readonly at: number }
  /** The lease is ours still and has not run out at `at`. */
  | { readonly guard: 'lease-held'; readonly agreementId: string; readonly token: string; readonly at: number }
  /** The start link has not run out. */
  | { readonly guard: 'signing-open'; readonly signingId: string; readonly at: number }
  | { readonly guard: 'answer-absent'; readonly profileId: string; readonly key: string }
  /** The profile is not paused. */
  | { readonly guard: 'profile-open'; readonly profileId: string }
  /** It is neither paused nor braked, and its latest query did not fail. */
  | { readonly guard: 'profile-untroubled'; readonly profileId: string }
  /** Nobody changed the profile's state since it was read; 0 where it had none. */
  | { readonly guard: 'profile-version'; readonly profileId: string; readonly version: number }
  /** Nobody took a call after which the next must wait past `at`. */
  | { readonly guard: 'rate-allows'; readonly key: string; readonly at: number }
  /** No roster of that kind and file is unfinished, but for the one named; empty names none. */
  | {
      readonly guard: 'roster-none-open'
      readonly profileId: string
      readonly kind: RosterRow['kind']
      readonly digest: string
      readonly except: string
    }
  /** It is unfinished, and nobody asks about it at `at`. */
  | { readonly guard: 'roster-free'; readonly rosterId: string; readonly at: number }
  /** It is unfinished, and whoever has the token asks about it. */
  | { readonly guard: 'roster-held'; readonly rosterId: string; readonly token: string }
  | LogKeepingGuard
  | ProfileKeepingGuard
  | AccessKeepingGuard
  | DeliveryKeepingGuard
  | AlarmKeepingGuard

export type Write =
  | { readonly write: 'insert-agreement'; readonly row: AgreementRow }
  | { readonly write: 'update-agreement'; readonly agreementId: string; readonly changes: AgreementChanges }
  | { readonly write: 'insert-signing'; readonly row: SigningRow }
  | {
      readonly write: 'update-signing'
      readonly signingId: string
      readonly changes: Partial<Pick<SigningRow, 'departedAt' | 'arrivedAt'>>
    }
  | { readonly write: 'insert-answer'; readonly row: IdempotentAnswerRow }
  /** What the request was answered with whose key was claimed. */
  | {
      readonly write: 'complete-answer'
      readonly profileId: string
      readonly key: string
      readonly answer: Pick<IdempotentAnswerRow, 'status' | 'body'>
    }
  /** Leaves the key free again. */
  | { readonly write: 'remove-answer'; readonly profileId: string; readonly key: string }
  | { readonly write: 'insert-event'; readonly row: EventRow }
  /** Takes the place of the state that there was. */
  | { readonly write: 'put-profile-state'; readonly row: ProfileStateRow }
  /** Puts off whoever comes next. */
  | { readonly write: 'take-rate'; readonly row: PaceRow }
  | { readonly write: 'insert-api-key'; readonly row: ApiKeyRow }
  | { readonly write: 'revoke-api-key'; readonly apiKeyId: string; readonly at: number }
  | LogKeepingWrite
  | ProfileKeepingWrite
  | AccessKeepingWrite
  | DeliveryKeepingWrite
  | AlarmKeepingWrite
  | { readonly write: 'insert-roster'; readonly row: RosterRow }
  | {
      readonly write: 'update-roster'
      readonly rosterId: string
      readonly changes: Partial<Pick<RosterRow, 'listedAt' | 'finishedAt' | 'leaseToken' | 'leaseUntil'>>
    }
  /** A line that is there already and an account that an earlier line names are left out. */
  | { readonly write: 'insert-roster-entries'; readonly rows: readonly RosterEntryRow[] }
  | { readonly write: 'delete-roster-entries'; readonly rosterId: string; readonly upToLine: number }
  | {
      readonly write: 'settle-roster-entry'
      readonly rosterId: string
      readonly line: number
      readonly result: RosterEntryResult
    }

/**
 * A unit of work as data: all of it is written, in one transaction, or none. No callback, so no transaction can wait
 * for anything outside the store.
 */
export interface Unit {
  readonly guards: readonly Guard[]
  readonly writes: readonly Write[]
  /** Records for the operation log (操作日志), appended in this order to the writer's chain. S3-19, Q3-18 */
  readonly log: readonly LogEntry[]
  /** Whose chain the records go to; that of whoever writes where it is absent. Only what keeps the log names one. */
  readonly writer?: string
}

export type CommitResult = { readonly result: 'done' } | { readonly result: 'conflict'; readonly guard: Guard }
