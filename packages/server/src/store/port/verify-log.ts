import type { TrustedKeys } from '../../ledger/index.js'
import type { StoreReader } from './store.js'
import { anchorFault, type AnchorLine } from './verify-anchors.js'
import { verifyWriter, type BadPlace, type EpochNote, type PseudonymNotes } from './verify-writer.js'

/** What verification reads of a store. */
export type VerifiableLog = Pick<StoreReader, 'chain' | 'chainHeads' | 'logWriters' | 'seal' | 'seals' | 'lastArchive'>

export interface LogVerdict {
  readonly ok: boolean
  /** How many records were found good. */
  readonly rows: number
  /** The first bad record or seal of the first writer, by name, whose chain is broken; then the first bad anchor. */
  readonly firstBad?: BadPlace
  /** How many seals were compared with their records; absent where there is none. */
  readonly seals?: number
  /** How many anchors were compared with the seals; absent where none were given. */
  readonly anchors?: number
  /** False where seals stand in the log and no key was given with which to check them. */
  readonly signaturesChecked?: boolean
  /** Where a store was put back to an earlier state; absent where that never was. */
  readonly epochs?: readonly EpochNote[]
}

export interface VerifyOptions {
  /** Whose seals are believed; without it no signature is checked. */
  readonly trusted?: TrustedKeys
  /** What was written down outside the store, in that order. */
  readonly anchors?: AsyncIterable<AnchorLine>
}

/**
 * Verifies every writer's chain from its start, or from where it was archived, to its head, its seals, and that the
 * anchors agree; in pages, also while records are being added. S3-19, Q3-18
 *
 * Finds a record that was changed, deleted, moved or inserted. Whoever may write to the store can make a whole chain
 * anew; that shows against anchors, up to the last that is kept where he cannot write.
 */
export async function verifyLog(log: VerifiableLog, options: VerifyOptions = {}): Promise<LogVerdict> {
  const { trusted, anchors } = options
  const pseudonyms: PseudonymNotes = { seen: new Map(), accountedFor: new Set() }
  const epochs: EpochNote[] = []
  const ends = new Map<string, number>()
  let rows = 0
  let seals = 0
  let anchorCount = 0
  const verdict = (firstBad?: BadPlace): LogVerdict => ({
    ok: firstBad === undefined,
    rows,
    ...(firstBad === undefined ? {} : { firstBad }),
    ...(seals === 0 ? {} : { seals }),
    ...(anchors === undefined ? {} : { anchors: anchorCount }),
    ...(seals === 0 && anchorCount === 0 ? {} : { signaturesChecked: trusted !== undefined }),
    ...(epochs.length === 0 ? {} : { epochs }),
  })
  for (const writer of await log.logWriters()) {
    const found = await verifyWriter(log, writer, trusted, pseudonyms)
    rows += found.rows
    seals += found.seals
    epochs.push(...found.epochs)
    ends.set(writer, found.end)
    if (found.firstBad !== undefined) return verdict(found.firstBad)
  }
  for (const [pseudonym, place] of pseudonyms.seen) {
    if (!pseudonyms.accountedFor.has(pseudonym)) return verdict({ ...place, reason: 'pseudonym' })
  }
  for await (const line of anchors ?? []) {
    const fault = await anchorFault(log, line, { trusted, epochs, ends })
    if (fault !== undefined) return verdict(fault)
    anchorCount++
  }
  return verdict(epochs.find(isUnexplained)?.place)
}

/** Records are known to be lost, and nobody has said why. */
function isUnexplained({ lost, explained }: EpochNote): boolean {
  return lost !== undefined && !explained
}
