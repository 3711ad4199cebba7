import type { Clock } from 'paycircle/internal/base'
import type { LogEntry, Seal, SealKey, TrustedKeys } from '../ledger/index.js'
import type { AnchorLine, Store } from '../store/port/index.js'
import type { CustodyDetails, CustodyKind } from './log-kinds.js'

/** So many seals at most are published together. */
export const publishedAtOnce = 100

/** Where seals are written down outside the store. */
export interface AnchorBook {
  /** Resolves when they are there to stay. */
  publish(seals: readonly Seal[]): Promise<void>
  /** What was published, oldest first. */
  lines(): AsyncIterable<AnchorLine>
  /** The last of them, at least from the first on that `isKnown` refuses. */
  linesSince(isKnown: (anchor: Seal) => boolean): Promise<readonly Seal[]>
}

export interface CustodyOptions {
  readonly store: Store
  readonly clock: Clock
  /** So many random bytes; `randomBytes` of node:crypto outside tests. */
  readonly random: (bytes: number) => Uint8Array
  /** Whose clock it is, in the log. */
  readonly nodeName: string
  /** Masks in a record what must not stand in the log, such as a key that somebody typed into a reason. S3-02 */
  readonly redact?: (entry: LogEntry) => LogEntry
  /** With it is sealed; without it nothing is. */
  readonly key?: SealKey
  readonly trusted?: TrustedKeys
  readonly anchors?: AnchorBook
}

/** On whose behalf something is recorded that concerns no profile in particular. */
export const everyProfile = '*'

/** Whom a record names, and who did it. */
export interface About {
  readonly actor: string
  readonly profileId?: string
  readonly agreementId?: string
  readonly account?: string
  readonly operationId?: string
}

export interface CustodyContext extends CustodyOptions {
  record<Kind extends CustodyKind>(kind: Kind, about: About, details: CustodyDetails[Kind]): LogEntry
}

export function createContext(options: CustodyOptions): CustodyContext {
  const { clock, nodeName, random, redact = asItIs } = options
  return {
    ...options,
    record: (kind, { actor, profileId, agreementId, account, operationId }, details) =>
      redact({
        operationId: operationId ?? `op_${Buffer.from(random(13)).toString('hex')}`,
        at: clock.now(),
        clockSource: nodeName,
        kind,
        profileId: profileId ?? everyProfile,
        agreementId: agreementId ?? null,
        account: account ?? null,
        actor,
        outcome: null,
        code: null,
        details: { ...details },
      }),
  }
}

function asItIs(entry: LogEntry): LogEntry {
  return entry
}
