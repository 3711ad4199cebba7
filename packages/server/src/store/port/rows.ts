import type { AgreementState } from 'paycircle/internal/vocabulary'

/** What stands in the store about one agreement: (profile, account). Times are UTC milliseconds. */
export interface AgreementRow {
  readonly id: string
  readonly profileId: string
  /** For comparison: the e-mail trimmed and lower-cased, or `account:` and the account number. */
  readonly account: string
  /** As it goes on the wire. */
  readonly accountAsGiven: string
  /** The platform's own number for the agent, where it told one. */
  readonly agentId: string | null
  readonly state: AgreementState
  /** The halves as last answered; null while no answer has told them. */
  readonly autoDebit: boolean | null
  readonly autoRefund: boolean | null
  readonly userId: string | null
  /** Another user ID that an answer told since; null once an operator has said which it is. */
  readonly otherUserId: string | null
  readonly holdCode: string | null
  readonly holdSince: number | null
  readonly holdOpensBy: 'query' | 'operator' | null
  /** When the agent last left for Alipay's page; null where no departure is being followed up. */
  readonly departedAt: number | null
  /** Which step of the follow-up schedule comes next; null where none is under way. */
  readonly followUpStep: number | null
  /** When the engine asks the gateway next; null where nothing is due. */
  readonly nextCheckAt: number | null
  readonly lastCheckAt: number | null
  readonly lastOutcome: string | null
  readonly lastCode: string | null
  /** When the query was asked whose readable answer `state` and the halves rest on; null where none was. */
  readonly confirmedAt: number | null
  /** When somebody last reported a code that makes that answer doubtful. S4-04 */
  readonly doubtedAt: number | null
  /** When the gateway was asked for the termination that is being followed up; null where none is. */
  readonly terminationAskedAt: number | null
  /** How many answers in a row told nothing new to go on with; the cool-down grows with it. Q4-01 */
  readonly unsuccessfulChecks: number
  /** Until when a query on request would only repeat the last one; null where it would not. Q4-01 */
  readonly coolUntil: number | null
  /** Why an operator should look at it, for instance `follow-up-ended`; null where nobody needs to. */
  readonly attention: string | null
  /** The claim of the query under way; no other node asks before `leaseUntil`. */
  readonly leaseToken: string | null
  readonly leaseUntil: number | null
  /** Goes up by one with every change. */
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a unit may change of an agreement; the writer itself raises the version. */
export type AgreementChanges = Partial<
  Omit<AgreementRow, 'id' | 'profileId' | 'account' | 'version' | 'createdAt' | 'updatedAt'>
> & { readonly updatedAt: number }

/** What stops or slows a profile's calls, shared by all nodes; a profile that has had no trouble has no row. Q4-01 */
export interface ProfileStateRow {
  readonly profileId: string
  /** Since when nothing is sent or signed for the profile; null where it is not paused. */
  readonly pausedAt: number | null
  /** The gateway's code that paused it; null where an operator did. Q3-21 */
  readonly pauseCode: string | null
  /** Why an operator paused it. */
  readonly pauseReason: string | null
  readonly pausedBy: string | null
  /** When an operator last asked all the same while it was paused, and what came of it. */
  readonly canaryAskedAt: number | null
  readonly canaryOutcome: string | null
  readonly canaryCode: string | null
  /** How the latest queries failed alike, for instance `indeterminate: timeout`; null after any other end. */
  readonly failure: string | null
  /** Ids of the agreements whose queries did, each once. */
  readonly failedAgreements: readonly string[]
  /** Since when the brake holds the profile's queries; null where it does not. */
  readonly brakedAt: number | null
  /** When the brake next lets one query through. */
  readonly nextCanaryAt: number | null
  /** How many of those have failed as well. */
  readonly failedCanaries: number
  /** Goes up by one with every change. */
  readonly version: number
  readonly updatedAt: number
}

/** When the next call may go to whomever `key` names: the rate that all nodes share. Q4-01 */
export interface PaceRow {
  readonly key: string
  /** UTC milliseconds. */
  readonly nextAt: number
}

/** One invitation to sign: what a start link leads to. */
export interface SigningRow {
  readonly id: string
  readonly profileId: string
  readonly agreementId: string
  /** SHA-256 of the token in the link, hexadecimal; the token itself is not stored. */
  readonly tokenDigest: string
  /** Which halves are asked for; `status` asks for none: it shows an agent where he stands. */
  readonly scope: 'both' | 'auto-refund' | 'status'
  readonly returnTo: string | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly departedAt: number | null
  readonly arrivedAt: number | null
}

/**
 * An answer kept under its `Idempotency-Key`, so that the same request is answered alike and done once. With status 0 it
 * is a claim: the request is under way, or whoever did it was stopped in its midst and nobody knows what came of it. S3-18
 */
export interface IdempotentAnswerRow {
  readonly profileId: string
  readonly key: string
  /** SHA-256 of the request, hexadecimal: the same key with another request is refused. */
  readonly requestDigest: string
  readonly status: number
  readonly body: string
  readonly createdAt: number
}

/** An effect that was recorded once: the source of feeds and deliveries. */
export interface EventRow {
  readonly id: string
  readonly profileId: string
  readonly agreementId: string | null
  readonly type: string
  /** JSON. */
  readonly payload: string
  readonly createdAt: number
}

/** A key of the HTTP API; only the digest of its 256 random bits is kept. */
export interface ApiKeyRow {
  readonly id: string
  readonly profileId: string
  readonly name: string
  /** SHA-256, hexadecimal. */
  readonly digest: string
  readonly createdAt: number
  readonly revokedAt: number | null
  /** What it may be used for; null for keys of before there were scopes: everything. */
  readonly scopes: readonly string[] | null
  /** When it ends by itself; null where never. */
  readonly expiresAt: number | null
  /** To the hour: not every use is worth a write. */
  readonly lastUsedAt: number | null
}

/**
 * A list of accounts to be asked about: a file that somebody gave, one that a request brought, or the agreements that a
 * sweep asks about again.
 */
export interface RosterRow {
  readonly id: string
  readonly profileId: string
  readonly kind: 'file' | 'sweep' | 'request'
  /** SHA-256 of the file, hexadecimal, by which it is known again; empty for a sweep. */
  readonly digest: string
  readonly createdAt: number
  /** When the last line was taken in; null before that. */
  readonly listedAt: number | null
  /** When every entry had its outcome, or when another roster of the same file took its place. */
  readonly finishedAt: number | null
  /** Who asks about it now; nobody else does before `leaseUntil`, which is 0 where nobody does. */
  readonly leaseToken: string | null
  readonly leaseUntil: number | null
}

/** One line of a roster, and what came of it. */
export interface RosterEntryRow {
  readonly rosterId: string
  /** Where it stands in the file; counts from 1. */
  readonly line: number
  /** For comparison, as in an agreement; null where the line names no account that could be asked about. */
  readonly account: string | null
  /** As it stands in the file. */
  readonly given: string
  /** An outcome of a query, or `invalid`; null while it is still to be asked. */
  readonly outcome: string | null
  readonly code: string | null
  readonly reason: string | null
  readonly state: AgreementState | null
  readonly autoDebit: boolean | null
  readonly autoRefund: boolean | null
  /** The event by which the agreement changed with this answer, for instance `agreement.terminated`. */
  readonly change: string | null
  readonly checkedAt: number | null
}

/** What a unit may tell of a roster's entry. */
export type RosterEntryResult = Pick<
  RosterEntryRow,
  'outcome' | 'code' | 'reason' | 'state' | 'autoDebit' | 'autoRefund' | 'change' | 'checkedAt'
>

/** One hour of a writer's records that are alike. */
export interface OperationCountRow {
  readonly profileId: string
  /** UTC milliseconds divided by those of an hour, whole. */
  readonly hour: number
  readonly writer: string
  readonly kind: string
  /** Empty for none, and so the code. */
  readonly outcome: string
  readonly code: string
  readonly count: number
}
