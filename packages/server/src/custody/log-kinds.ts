import type { LogValue } from '../ledger/index.js'

/** The kinds of records that the keeping of the log itself leaves in it, each with its details. S3-19, Q3-18 */
export interface CustodyDetails {
  /** Somebody looked at what is stored about an account; at most once an hour for each reader and account. */
  readonly 'log.read': { readonly what: 'log' | 'agreement' | 'operation' }
  /** Records are about to leave the store as a file. */
  readonly 'log.exported': {
    readonly format: string
    readonly masked: boolean
    readonly since: number | null
    readonly until: number | null
  }
  /** A sealed segment went to a file and out of the store. */
  readonly 'log.archived': { readonly writer: string; readonly through: number; readonly digest: string }
  /** A sealed segment was deleted at the end of its period. */
  readonly 'log.removed': { readonly writer: string; readonly through: number }
  /** An account was forgotten; the pseudonym stands in its place from now on. */
  readonly 'log.pseudonymised': { readonly pseudonym: string; readonly reason: string }
  /**
   * The chain goes on from an earlier state, or somebody ordered that a new epoch begin. `lost` is the last record that
   * an anchor tells of and the store has no more, `anchor` the evidence.
   */
  readonly 'epoch.opened': {
    readonly epoch: number
    readonly reason: string
    readonly explained: boolean
    readonly lost: number | null
    readonly anchor: LogValue
  }
  /** Secrets in the store were sealed with another key than before; key ids. S3-02, Q3-02 */
  readonly 'secrets.resealed': { readonly from: readonly string[]; readonly to: string; readonly resealed: number }
  /** An operator says why records were lost. */
  readonly 'epoch.explained': { readonly epoch: number; readonly reason: string }
}

export type CustodyKind = keyof CustodyDetails
