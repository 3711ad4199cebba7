import { setImmediate } from 'node:timers/promises'
import { sealFault, signArchive, verifyChain, chainStart, type ChainPoint, type Seal } from '../ledger/index.js'
import { maxPageRows, type ArchiveRow, type SealRow } from '../store/port/index.js'
import { writeArchive, type ArchiveFile } from './archive-file.js'
import type { CustodyContext } from './context.js'
import { custodyError } from './errors.js'

export interface TakeOutInput {
  /** Segments that were sealed before, UTC milliseconds, go. */
  readonly before: number
  /** Where the archive goes; without it the records are deleted. */
  readonly folder?: string
  readonly actor: string
}

/** A segment that was taken out of the log. */
export interface TakenOut {
  readonly writer: string
  /** The last record that was taken out. */
  readonly through: number
  readonly records: number
  /** Absent where the records were deleted. */
  readonly file?: string
}

/** So few at a time that nobody who writes waits long. */
const removedAtOnce = 500

/**
 * Takes whole sealed segments out of the log, to files or for good. What is taken out is verified first; its seals stay,
 * and a signed statement says from where on the chain stands. A crash leaves the records, or a rest that the next call
 * removes.
 *
 * @throws seal-key-missing, segment-broken, archive-unwritable; then nothing of that writer was taken out
 */
export async function takeOut(context: CustodyContext, input: TakeOutInput): Promise<readonly TakenOut[]> {
  const taken: TakenOut[] = []
  for (const writer of await context.store.logWriters()) {
    const archive = await context.store.lastArchive(writer)
    if (archive !== undefined) await removeThrough(context, writer, archive.sequence)
    const seal = await context.store.lastSealBefore(writer, input.before)
    if (seal === undefined || seal.sequence <= (archive?.sequence ?? 0)) continue
    taken.push(await takeOutSegment(context, input, archive, seal))
  }
  return taken
}

async function takeOutSegment(
  context: CustodyContext,
  { folder, actor }: TakeOutInput,
  previous: ArchiveRow | undefined,
  seal: SealRow,
): Promise<TakenOut> {
  const { clock, key, store, trusted } = context
  if (key === undefined || trusted === undefined) throw custodyError('seal-key-missing', {})
  const { writer, epoch, sequence, hash } = seal
  const start = previous ?? chainStart(writer)
  if (sealFault(seal, trusted) !== undefined) throw custodyError('segment-broken', { writer, sequence })
  const segment = segmentRecords(context, start, seal)
  let file: ArchiveFile | undefined
  if (folder === undefined) await readThrough(segment)
  else file = await writeArchive(folder, { previous, writer, from: start.sequence + 1 }, segment, seal)
  const digest = file?.digest ?? null
  const note = signArchive({ writer, epoch, sequence, hash, at: clock.now(), digest }, key)
  const told = { writer, through: sequence }
  const about = { actor }
  await store.commit({
    guards: [],
    writes: [{ write: 'insert-archive', row: note }],
    log: [
      digest === null
        ? context.record('log.removed', about, told)
        : context.record('log.archived', about, { ...told, digest }),
    ],
  })
  await removeThrough(context, writer, sequence)
  const records = sequence - start.sequence
  return { writer, through: sequence, records, ...(file === undefined ? {} : { file: file.path }) }
}

/** The records of a segment in pages; fails where they are not what was sealed. */
async function* segmentRecords({ store }: CustodyContext, start: ChainPoint, seal: Seal) {
  let end = start
  while (end.sequence < seal.sequence) {
    const limit = Math.min(maxPageRows, seal.sequence - end.sequence)
    const page = await store.chain(seal.writer, end.sequence, limit)
    const verdict = verifyChain(page, end)
    end = verdict.end
    const isBroken = !verdict.ok || page.length === 0
    if (isBroken || (end.sequence === seal.sequence && end.hash !== seal.hash)) {
      throw custodyError('segment-broken', { writer: seal.writer, sequence: end.sequence + 1 })
    }
    yield page
    // Reading is synchronous: a service under whose feet this runs must get its turn.
    await setImmediate()
  }
}

/** For what reading verifies. */
async function readThrough(pages: AsyncIterator<unknown>): Promise<void> {
  while ((await pages.next()).done !== true);
}

async function removeThrough({ store }: CustodyContext, writer: string, throughSequence: number): Promise<void> {
  for (;;) {
    const [first] = await store.chain(writer, 0, 1)
    if (first === undefined || first.sequence > throughSequence) return
    const afterSequence = first.sequence - 1
    const through = Math.min(throughSequence, afterSequence + removedAtOnce)
    const write = { write: 'remove-records', writer, afterSequence, throughSequence: through } as const
    await store.commit({ guards: [], writes: [write], log: [] })
  }
}
