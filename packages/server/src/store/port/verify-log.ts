import { chainStart, verifyChain, type BadRecord, type ChainPoint } from '../../ledger/index.js'
import type { ChainHead, StoreReader } from './store.js'

export interface LogVerdict {
  readonly ok: boolean
  /** How many records were found good. */
  readonly rows: number
  /** The first bad record of the first writer, by name, whose chain is broken. */
  readonly firstBad?: BadRecord
}

const pageRows = 200

/**
 * Verifies every writer's chain from its start to its head, in pages, also while records are being added. S3-19, Q3-18
 *
 * Finds a record that was changed, deleted, moved or inserted. Whoever may write to the store can make a whole chain
 * anew; that shows only against a head kept elsewhere.
 */
export async function verifyLog(log: Pick<StoreReader, 'chain' | 'chainHeads'>): Promise<LogVerdict> {
  let rows = 0
  const heads = [...(await log.chainHeads())].sort((a, b) => (a.writer < b.writer ? -1 : 1))
  for (const head of heads) {
    const verdict = await verifyWriter(log, head)
    rows += verdict.rows
    if (verdict.firstBad !== undefined) return { ok: false, rows, firstBad: verdict.firstBad }
  }
  return { ok: true, rows }
}

async function verifyWriter(
  log: Pick<StoreReader, 'chain' | 'chainHeads'>,
  head: ChainHead,
): Promise<Pick<LogVerdict, 'rows' | 'firstBad'>> {
  let end = chainStart(head.writer)
  for (;;) {
    const records = await log.chain(head.writer, end.sequence, pageRows)
    if (records.length === 0) break
    const verdict = verifyChain(records, end)
    end = verdict.end
    if (verdict.firstBad !== undefined) return { rows: end.sequence, firstBad: verdict.firstBad }
    const atHead = records.find((record) => record.sequence === head.sequence)
    if (atHead !== undefined && atHead.hash !== head.hash) return bad(head.sequence - 1, head.writer, 'content')
  }
  // Heads move with the records, so whatever was added meanwhile stands below the head as it is now.
  const latest = (await log.chainHeads()).find(({ writer }) => writer === head.writer) ?? head
  return compareEnds(end, head, latest)
}

function compareEnds(end: ChainPoint, before: ChainHead, after: ChainHead): Pick<LogVerdict, 'rows' | 'firstBad'> {
  if (end.sequence < before.sequence) return bad(end.sequence, end.writer, 'missing')
  if (end.sequence > after.sequence) return bad(after.sequence, end.writer, 'unexpected')
  return { rows: end.sequence }
}

function bad(goodRows: number, writer: string, reason: BadRecord['reason']): Pick<LogVerdict, 'rows' | 'firstBad'> {
  return { rows: goodRows, firstBad: { writer, sequence: goodRows + 1, reason } }
}
