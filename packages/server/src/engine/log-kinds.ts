import type { AgreementState } from 'paycircle/internal/vocabulary'
import type { Attention } from '../lifecycle/index.js'
import type { LogEntry, LogValue } from '../ledger/index.js'
import type { AgreementRow } from '../store/port/index.js'
import type { KeptExchange } from './exchange.js'
import type { GatewayOutcome } from './gateway-outcome.js'
import type { Redaction } from './redaction.js'
import type { Actor, HeldOutcome, SigningScope } from './types.js'

/** What a transition did, told in the record of its cause. */
export interface ChangeDetails {
  readonly from: AgreementState
  readonly to: AgreementState
  /** Types of the events that were recorded with it. */
  readonly events: readonly string[]
}

/**
 * The kinds of records that the engine writes to the operation log, each with its details. No key, no account and no
 * token is among them; the account stands in the record's own field. S3-19, Q3-18
 */
export interface LogDetails {
  /** An agent was invited to sign. */
  readonly 'signing.started': ChangeDetails & { readonly signingId: string; readonly scope: SigningScope }
  /** A link to an agent's own page was made. */
  readonly 'agent-link.made': { readonly signingId: string }
  /** The agent left for Alipay's page; committed before the browser was sent there. */
  readonly 'signing.departed': ChangeDetails & { readonly signingId: string; readonly userAgent: string | null }
  /** A browser came back by our return link. */
  readonly 'signing.arrived': ChangeDetails & { readonly signingId: string }
  /** A signed request for Alipay's page was made without a start link. */
  readonly 'link.built': ChangeDetails & { readonly signChannel: string | null }
  /** A query is about to be sent; committed before it. */
  readonly 'query.intended': {
    readonly trigger: 'request' | 'follow-up' | 'roster' | 'sweep'
    readonly forced: boolean
    readonly reason: string | null
    /** Whether it tries if the brake can open, or is an operator's while the profile is paused. */
    readonly canary: 'brake' | 'pause' | null
  }
  /** What came of it. `settled` is false where the claim had run out: the answer is kept here and changes nothing. */
  readonly 'query.answered': ChangeDetails & {
    readonly settled: boolean
    readonly reason: string | null
    readonly autoDebit: boolean | null
    readonly autoRefund: boolean | null
    readonly status: number | null
    readonly durationMs: number
    /** What went over the wire, where it settled nothing; for a support case. */
    readonly exchange?: KeptExchange
  }
  /** The node that intended it never told what came of it; written by the one that asks again. */
  readonly 'query.abandoned': { readonly reclaimedBy: string }
  /** A due query could not be made, for instance because the name of its parameter is not configured. */
  readonly 'query.postponed': { readonly reason: string; readonly until: number }
  /**
   * The gateway is about to be asked to terminate the agreement; committed before it. The service rests on public demos,
   * not on the two documents.
   */
  readonly 'termination.intended': ChangeDetails & { readonly reason: string }
  /** What came of it: a hint; only a query settles it. `settled` as in `query.answered`. */
  readonly 'termination.answered': ChangeDetails & {
    readonly settled: boolean
    readonly reason: string | null
    readonly status: number | null
    readonly durationMs: number
    /** What went over the wire, where it settled nothing; for a support case. */
    readonly exchange?: KeptExchange
  }
  /** The node that intended it never told what came of it; written by the one that queries. */
  readonly 'termination.abandoned': { readonly reclaimedBy: string }
  /** Answers name another Alipay user behind the account; user IDs are masked in records. */
  readonly 'user.changed': { readonly userId: string | null; readonly otherUserId: string }
  /** An operator says which user it is. */
  readonly 'user.confirmed': ChangeDetails & { readonly userId: string; readonly reason: string }
  /** Somebody reported a code that he saw. */
  readonly 'code.reported': ChangeDetails & { readonly source: string; readonly operation: string | null }
  /** Whether an operation may be run for the agent was asked; the same verdict on the same answer is told once an hour. */
  readonly 'permission.asked': {
    readonly operation: string
    readonly allowed: boolean
    readonly reasonCode: string
    readonly maxAgeS: number
    readonly checkedAt: number | null
  }
  /** A code about the merchant was read from the gateway, or an operator stopped queries and signings. Q3-21 */
  readonly 'profile.paused': { readonly reason: string | null }
  /** A query is about to be sent that is signed with a key not in use yet; its fingerprint. S3-01 */
  readonly 'key.probe-intended': { readonly key: string }
  /** An operator let them go on. */
  readonly 'profile.resumed': { readonly reason: string | null }
  /** Queries about several agreements failed alike in a row: none goes out before `nextCanaryAt`. Q4-01 */
  readonly 'brake.set': BrakeDetails
  /** The query that tried failed as well. */
  readonly 'brake.kept': BrakeDetails
  /** It was answered, so queries go out again. */
  readonly 'brake.opened': BrakeDetails
  /** The check of a roster began; `digest` is that of its file. The operation is named after the roster. */
  readonly 'roster.started': { readonly digest: string }
  /** Every entry of a roster has its outcome: how many of each, and how many agreements changed with theirs. */
  readonly 'roster.finished': RosterCounts
  /** The same of a sweep over signed agreements: what changed since the last one. */
  readonly 'sweep.finished': RosterCounts
  /** An operator opened a hold. */
  readonly 'hold.released': ChangeDetails & { readonly reason: string }
  /** The agreement was put on the operator's list. */
  readonly 'operator.asked': { readonly reason: Attention }
}

export interface BrakeDetails {
  readonly failure: string | null
  /** UTC milliseconds. */
  readonly nextCanaryAt: number | null
}

export interface RosterCounts {
  readonly entries: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly changes: Readonly<Record<string, number>>
  readonly startedAt: number
}

export type LogKind = keyof LogDetails

/** What a record is about: an agreement, or a profile as a whole. */
export type LogSubject =
  | Pick<AgreementRow, 'id' | 'profileId' | 'account'>
  | { readonly id: null; readonly profileId: string; readonly account: null }

/** Which operation a record belongs to, and who does it. */
export interface Operation {
  readonly operationId: string
  readonly actor: Actor
}

/** What an answer adds to its record. */
export interface Answered {
  readonly outcome?: GatewayOutcome['outcome'] | HeldOutcome['outcome']
  readonly code?: string | undefined
}

/** Makes the records of one node's clock, without any key in them. */
export function createRecorder(clockSource: string, redact: Redaction) {
  return function record<Kind extends LogKind>(
    kind: Kind,
    at: number,
    subject: LogSubject,
    operation: Operation,
    details: LogDetails[Kind],
    answered: Answered = {},
  ): LogEntry {
    return redact({
      operationId: operation.operationId,
      at,
      clockSource,
      kind,
      profileId: subject.profileId,
      agreementId: subject.id,
      account: subject.account,
      actor: operation.actor,
      outcome: answered.outcome ?? null,
      code: answered.code ?? null,
      details: details as unknown as Readonly<Record<string, LogValue>>,
    })
  }
}
