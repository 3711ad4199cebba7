import type { AgreementState } from 'paycircle/internal/vocabulary'
import type { OperationRecord } from '../../ledger/index.js'
import type {
  AgreementRow,
  ApiKeyRow,
  EventRow,
  IdempotentAnswerRow,
  PaceRow,
  ProfileStateRow,
  RosterEntryRow,
  RosterRow,
  SigningRow,
} from './rows.js'
import type { LogKeepingReader } from './log-keeping.js'
import type { AccessKeepingReader } from './access-keeping.js'
import type { AlarmKeepingReader } from './alarm-keeping.js'
import type { DeliveryKeepingClaims, DeliveryKeepingReader } from './delivery-keeping.js'
import type { ProfileKeepingReader } from './profile-keeping.js'
import type { CommitResult, Unit } from './unit.js'

/** A slice of a list in a stable order; `next` is the cursor of the slice after it, absent at the end. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next?: string
}

export interface AgreementFilter {
  readonly profileId: string
  readonly state?: AgreementState
  readonly agentId?: string
  readonly cursor?: string
  /** At most 200. */
  readonly limit: number
}

export interface OperationFilter {
  readonly profileId?: string
  readonly agreementId?: string
  readonly operationId?: string
  readonly kind?: string
  /** UTC milliseconds, inclusive. */
  readonly since?: number
  /** UTC milliseconds, exclusive. */
  readonly until?: number
  /** Newest first unless told. */
  readonly oldestFirst?: true
  readonly cursor?: string
  /** At most 200. */
  readonly limit: number
}

export interface EventFilter {
  readonly profileId: string
  readonly agreementId?: string
  readonly cursor?: string
  /** At most 200. */
  readonly limit: number
}

/** The last record of a writer's chain. */
export interface ChainHead {
  readonly writer: string
  readonly sequence: number
  readonly hash: string
}

/** Whole hours from the one that holds `since` to the one that holds the last moment before `until`; UTC milliseconds. */
export interface OperationCountFilter {
  readonly profileId: string
  readonly since: number
  readonly until: number
}

/** How many records of the operation log are alike. */
export interface OperationCount {
  readonly kind: string
  readonly outcome: string | null
  readonly code: string | null
  readonly count: number
}

/** How many entries of a roster ended alike; `outcome` is null for those still to be asked. */
export interface RosterCount extends Pick<RosterEntryRow, 'outcome' | 'change'> {
  readonly entries: number
  readonly lastLine: number
}

/**
 * What stands in the store, read without changing it.
 *
 * Every method may reject with the port's own errors; driver errors never pass. A list rejects with `cursor-invalid`
 * where its cursor was not given out for the same list and filter.
 */
export interface StoreReader
  extends LogKeepingReader, ProfileKeepingReader, AccessKeepingReader, AlarmKeepingReader, DeliveryKeepingReader {
  agreement(id: string): Promise<AgreementRow | undefined>
  agreementByAccount(profileId: string, account: string): Promise<AgreementRow | undefined>
  /** Newest change first; what changes while pages are read moves to the front, and is not met again further on. */
  agreements(filter: AgreementFilter): Promise<Page<AgreementRow>>
  /** What is due of a profile at `at` and not claimed, longest due first. */
  agreementsDue(profileId: string, at: number, limit: number): Promise<readonly AgreementRow[]>
  /** When the profile's next check can be claimed, UTC milliseconds; undefined where none is planned. */
  nextDueAt(profileId: string): Promise<number | undefined>
  /** Undefined where the profile never had any trouble. */
  profileState(profileId: string): Promise<ProfileStateRow | undefined>
  /** Undefined where nobody has called yet. */
  pace(key: string): Promise<PaceRow | undefined>
  signing(id: string): Promise<SigningRow | undefined>
  signingByTokenDigest(digest: string): Promise<SigningRow | undefined>
  idempotentAnswer(profileId: string, key: string): Promise<IdempotentAnswerRow | undefined>
  apiKeyByDigest(digest: string): Promise<ApiKeyRow | undefined>
  apiKeys(profileId: string): Promise<readonly ApiKeyRow[]>
  /** Newest first. */
  operations(filter: OperationFilter): Promise<Page<OperationRecord>>
  /** By kind, outcome and code. Records that were archived or removed stay counted. */
  operationCounts(filter: OperationCountFilter): Promise<readonly OperationCount[]>
  /** The same slices as `events`, each event with the cursor of the place after it, which serves for `events` too. */
  eventFeed(filter: EventFilter): Promise<readonly { readonly row: EventRow; readonly cursor: string }[]>
  /** From that event on, in the order of writing; empty where there is no such event. */
  eventsFrom(profileId: string, eventId: string, limit: number): Promise<readonly EventRow[]>
  /** Oldest first. */
  events(filter: EventFilter): Promise<Page<EventRow>>
  /** A writer's chain in order, from `afterSequence` on: for verification. */
  chain(writer: string, afterSequence: number, limit: number): Promise<readonly OperationRecord[]>
  chainHeads(): Promise<readonly ChainHead[]>
  /** Signed agreements by the age of their answer, oldest first: those confirmed before `before`, after that place. */
  agreementsConfirmedBefore(
    profileId: string,
    before: number,
    after: { readonly confirmedAt: number; readonly id: string },
    limit: number,
  ): Promise<readonly AgreementRow[]>
  roster(id: string): Promise<RosterRow | undefined>
  /** The one of that kind and digest that is under way, else the newest. */
  latestRoster(profileId: string, kind: RosterRow['kind'], digest: string): Promise<RosterRow | undefined>
  /** Those of that kind that are unfinished, oldest first. */
  rostersUnderWay(profileId: string, kind: RosterRow['kind'], limit: number): Promise<readonly RosterRow[]>
  /** In the order of the lines, from `afterLine` on. */
  rosterEntries(rosterId: string, afterLine: number, limit: number): Promise<readonly RosterEntryRow[]>
  /** The same, of those still to be asked. */
  rosterEntriesPending(rosterId: string, afterLine: number, limit: number): Promise<readonly RosterEntryRow[]>
  /** What is known of the accounts that those entries name, of the lines after `afterLine` up to `toLine`. */
  rosterAgreementsPending(
    profileId: string,
    rosterId: string,
    afterLine: number,
    toLine: number,
  ): Promise<readonly AgreementRow[]>
  /** Counts so many entries after that line: by outcome and change, each with the last line that it counted. */
  rosterCounts(rosterId: string, afterLine: number, limit: number): Promise<readonly RosterCount[]>

  /** Lets go of the files. Later calls reject with `store-closed`. */
  close(): Promise<void>
}

export interface StoreProbe {
  /**
   * How far this process's clock is ahead of the one that the nodes share, milliseconds, as far as that is sure; negative
   * where it is behind, 0 where the store has no clock of its own.
   */
  readonly clockAheadMs: number
  /** Units of this process that wait for their turn to be written. */
  readonly queuedUnits: number
}

/**
 * Durable state. One suite of tests runs on every implementation.
 *
 * Every method may reject with the port's own errors (`store-busy`, `store-closed`, `store-full`, `store-failed`,
 * `unit-invalid`); driver errors never pass.
 */
export interface Store extends StoreReader, DeliveryKeepingClaims {
  /** Whether nobody but this process can write to it while it is open. */
  readonly exclusive: boolean
  /**
   * Writes the unit whole or not at all. Resolves with `done` only when it is on the disk; `conflict` names the guard
   * that did not hold, and nothing was written. Whoever reads after that finds it.
   */
  commit(unit: Unit): Promise<CommitResult>
  /** Rejects where the store cannot be read and written now; for readiness. */
  probe(): Promise<StoreProbe>
  /** Writes what is queued, then lets go of the files. Later calls reject with `store-closed`. */
  close(): Promise<void>
}
