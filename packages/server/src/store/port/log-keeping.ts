import type { ArchiveNote, ChainPoint, OperationRecord, Seal } from '../../ledger/index.js'

/** A sealed checkpoint of a writer's chain. */
export interface SealRow extends Seal {
  /** When it was written down outside the store; null where that is still to be done. */
  readonly publishedAt: number | null
}

/** That the records of a writer up to here were taken out of the store. */
export type ArchiveRow = ArchiveNote

/** What must still hold where the log is kept by several nodes at once. */
export type LogKeepingGuard =
  /** Nobody has made that seal. */
  | ({ readonly guard: 'seal-absent' } & SealName)
  /** The writer's chain ends where it was seen to end. */
  | ({ readonly guard: 'chain-ends' } & ChainPoint)

/** What is written to keep the log, beside its records. */
export type LogKeepingWrite =
  | { readonly write: 'insert-seal'; readonly row: SealRow }
  | ({ readonly write: 'publish-seal'; readonly at: number } & SealName)
  | { readonly write: 'insert-archive'; readonly row: ArchiveRow }
  /** Takes out records of an archived segment; so few at a time that nobody waits long. */
  | {
      readonly write: 'remove-records'
      readonly writer: string
      readonly afterSequence: number
      readonly throughSequence: number
    }
  /**
   * Puts the pseudonym in the place of the account, wherever it stands: in the agreement, its log records, rosters. The
   * agreement is asked about no more.
   */
  | { readonly write: 'forget-account'; readonly agreementId: string; readonly pseudonym: string; readonly at: number }
  /** Removes at most `limit` idempotent answers that were made before, oldest first. */
  | { readonly write: 'remove-answers'; readonly before: number; readonly limit: number }

export interface SealName {
  readonly writer: string
  readonly epoch: number
  readonly number: number
}

/** What stands in the store about the keeping of the log. */
export interface LogKeepingReader {
  /** Everybody of whom there is a record, a head, a seal or an archive, by name. */
  logWriters(): Promise<readonly string[]>
  seal(name: SealName): Promise<SealRow | undefined>
  /** A writer's seals in order, those after the one that is named. */
  seals(after: SealName, limit: number): Promise<readonly SealRow[]>
  lastSeal(writer: string): Promise<SealRow | undefined>
  /** The last seal that was made before. */
  lastSealBefore(writer: string, at: number): Promise<SealRow | undefined>
  /** Oldest first. */
  unpublishedSeals(limit: number): Promise<readonly SealRow[]>
  /** The archive that goes furthest. */
  lastArchive(writer: string): Promise<ArchiveRow | undefined>
  /** The record that opened the writer's epoch of now; undefined in the first, and where it was archived. */
  lastEpochRecord(writer: string): Promise<OperationRecord | undefined>
  /** When the oldest idempotent answer was made. */
  oldestAnswerAt(): Promise<number | undefined>
}
