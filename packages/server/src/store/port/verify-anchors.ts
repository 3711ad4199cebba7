import { sameSeal, sealFault, type Seal, type TrustedKeys } from '../../ledger/index.js'
import type { LogKeepingReader } from './log-keeping.js'
import type { BadPlace, EpochNote } from './verify-writer.js'

/** A line of the anchors' file; `anchor` is undefined where the line holds none. */
export interface AnchorLine {
  readonly line: number
  readonly anchor: Seal | undefined
}

/** What the verification of the chains has found. */
interface Found {
  readonly trusted: TrustedKeys | undefined
  readonly epochs: readonly EpochNote[]
  /** The last sequence number of each writer. */
  readonly ends: ReadonlyMap<string, number>
}

/** Where the anchor and the store do not agree; undefined where they do. */
export async function anchorFault(
  log: Pick<LogKeepingReader, 'seal'>,
  { line, anchor }: AnchorLine,
  { trusted, epochs, ends }: Found,
): Promise<BadPlace | undefined> {
  if (anchor === undefined) return { writer: '', sequence: 0, reason: 'anchor', line }
  const { writer, sequence } = anchor
  const bad = (reason: BadPlace['reason']): BadPlace => ({ writer, sequence, reason, line })
  if (trusted !== undefined && sealFault(anchor, trusted) !== undefined) return bad('anchor')
  const stored = await log.seal(anchor)
  if (stored !== undefined) return sameSeal(stored, anchor) ? undefined : bad('rewritten')
  if (wasLost(anchor, epochs)) return undefined
  return bad(sequence > (ends.get(writer) ?? 0) ? 'truncated' : 'seal-missing')
}

/** It tells of records that a restored backup did not have any more, as the new epoch says. */
function wasLost({ writer, epoch, sequence }: Seal, epochs: readonly EpochNote[]): boolean {
  const next = epochs.find((one) => one.writer === writer && one.epoch > epoch)
  if (next === undefined) return false
  return next.archived === true || (next.lost !== undefined && sequence >= next.place.sequence && sequence <= next.lost)
}
