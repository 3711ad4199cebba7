import { chainStart, sealFault, type ChainPoint, type LogEntry, type Seal } from '../ledger/index.js'
import { storeError, type Store } from '../store/port/index.js'
import { sealValue } from './anchor-file.js'
import type { CustodyContext } from './context.js'
import { custodyError } from './errors.js'

/** That a writer's chain had been put back to an earlier state. */
export interface OpenedEpoch {
  readonly writer: string
  readonly epoch: number
  /** The last record that is lost, as an anchor tells. */
  readonly lost: number
}

/** The epoch in which the writer's next record stands. */
export async function currentEpoch(store: Store, writer: string): Promise<number> {
  const record = await store.lastEpochRecord(writer)
  const marks = [Number(record?.details.epoch ?? 1), await store.lastSeal(writer), await store.lastArchive(writer)]
  return Math.max(...marks.map((mark) => (typeof mark === 'number' ? mark : (mark?.epoch ?? 1))))
}

/** The epoch in which the chain ended there; undefined where another node has opened one since. */
export async function epochAt(store: Store, { writer, sequence }: ChainPoint): Promise<number | undefined> {
  const epoch = await currentEpoch(store, writer)
  const record = await store.lastEpochRecord(writer)
  return record !== undefined && record.sequence > sequence ? undefined : epoch
}

/**
 * Compares every chain with the anchors, before this node adds to any. Where they tell of records that the store has no
 * more, it was put back to an earlier state, or cut off: the chain does not go on as if nothing had been, but in a new
 * epoch whose first record holds the anchor as evidence. Seals that it lost without their records are put back.
 */
export async function compareWithAnchors(context: CustodyContext): Promise<readonly OpenedEpoch[]> {
  const { anchors, store, trusted } = context
  if (anchors === undefined || trusted === undefined) return []
  const known = new Map<string, (anchor: Seal) => boolean>()
  for (const writer of await store.logWriters()) known.set(writer, await knowledgeOf(store, writer))
  const isKnown = (anchor: Seal) => known.get(anchor.writer)?.(anchor) === true
  const found = await anchors.linesSince(isKnown)
  const unknown = found.filter((one) => !isKnown(one) && sealFault(one, trusted) === undefined)
  const opened: OpenedEpoch[] = []
  for (const writer of new Set(unknown.map((one) => one.writer))) {
    const epoch = await whileChainMoves(() =>
      openWhereLost(
        context,
        writer,
        unknown.filter((one) => one.writer === writer),
      ),
    )
    if (epoch !== 'nothing-lost') opened.push(epoch)
  }
  return opened
}

/** Undefined where somebody else has added to the chain meanwhile. */
async function openWhereLost(
  context: CustodyContext,
  writer: string,
  anchors: readonly Seal[],
): Promise<OpenedEpoch | 'nothing-lost' | undefined> {
  const { store } = context
  const head = await headOf(store, writer)
  const epoch = await currentEpoch(store, writer)
  // Another node may have opened the epoch since.
  const isKnown = await knowledgeOf(store, writer)
  const unknown = anchors.filter((one) => !isKnown(one))
  const newest = unknown.at(-1)
  const lost: Seal[] = []
  for (const anchor of unknown) {
    if (lost.length === 0 && (await stands(store, anchor, epoch))) await putBack(context, anchor)
    else lost.push(anchor)
  }
  if (newest === undefined || lost.length === 0) return 'nothing-lost'
  const told = { epoch: Math.max(epoch, newest.epoch) + 1, lost: Math.max(...lost.map(({ sequence }) => sequence)) }
  const details = { ...told, reason: 'store-behind-anchors', explained: false, anchor: sealValue(newest) }
  const isWritten = await append(store, head, context.record('epoch.opened', { actor: 'engine' }, details))
  return isWritten ? { writer, ...told } : undefined
}

/**
 * Begins a new epoch in every chain because an operator says so; where some were begun because records are lost, takes
 * down why. Answers the highest number of an epoch.
 */
export async function orderEpoch(
  context: CustodyContext,
  { reason, actor }: { readonly reason: string; readonly actor: string },
): Promise<number> {
  const why = reasonOf(reason)
  const writers = await context.store.logWriters()
  const explained: number[] = []
  for (const writer of writers) {
    const epoch = await explain(context, writer, { reason: why, actor })
    if (epoch !== undefined) explained.push(epoch)
  }
  if (explained.length > 0) return Math.max(...explained)
  const opened: number[] = []
  for (const writer of writers) {
    opened.push(await whileChainMoves(() => openOnOrder(context, writer, { reason: why, actor })))
  }
  return Math.max(1, ...opened)
}

interface Order {
  readonly reason: string
  readonly actor: string
}

/** The epoch that wanted a reason and has it now; undefined where none did. */
async function explain(context: CustodyContext, writer: string, { reason, actor }: Order): Promise<number | undefined> {
  const { store } = context
  const record = await store.lastEpochRecord(writer)
  if (record === undefined || record.details.explained === true) return undefined
  const { operationId } = record
  const { rows } = await store.operations({ operationId, kind: 'epoch.explained', limit: 1 })
  if (rows.length > 0) return undefined
  const epoch = await currentEpoch(store, writer)
  const log = [context.record('epoch.explained', { actor, operationId }, { epoch, reason })]
  await store.commit({ writer, guards: [], writes: [], log })
  return epoch
}

async function openOnOrder(
  context: CustodyContext,
  writer: string,
  { reason, actor }: Order,
): Promise<number | undefined> {
  const { store } = context
  const head = await headOf(store, writer)
  const epoch = (await currentEpoch(store, writer)) + 1
  const details = { epoch, reason, explained: true, lost: null, anchor: null }
  const isWritten = await append(store, head, context.record('epoch.opened', { actor }, details))
  return isWritten ? epoch : undefined
}

export function reasonOf(text: string): string {
  const reason = text.trim()
  if (reason === '' || reason.length > 500) throw custodyError('reason-missing', {})
  return reason
}

const mostAttempts = 50

/** Other nodes write while this one looks: it looks again until what it saw stands still. */
async function whileChainMoves<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (let count = 0; count < mostAttempts; count++) {
    const result = await attempt()
    if (result !== undefined) return result
  }
  throw storeError('store-busy', { retryAfterMs: 1000 })
}

async function append(store: Store, head: ChainPoint, entry: LogEntry): Promise<boolean> {
  const { writer } = head
  const guards = [{ guard: 'chain-ends', ...head }] as const
  return (await store.commit({ writer, guards, writes: [], log: [entry] })).result === 'done'
}

async function headOf(store: Store, writer: string): Promise<ChainPoint> {
  const head = (await store.chainHeads()).find((one) => one.writer === writer) ?? chainStart(writer)
  return { writer, sequence: head.sequence, hash: head.hash }
}

/** Of which of the writer's anchors the store knows. */
async function knowledgeOf(store: Store, writer: string): Promise<(anchor: Seal) => boolean> {
  const last = await store.lastSeal(writer)
  const epoch = await currentEpoch(store, writer)
  // What an earlier epoch lost was told when the epoch of now was opened.
  return (one) => one.epoch < epoch || (last !== undefined && !isAfter(one, last))
}

function isAfter(one: Seal, other: Seal): boolean {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.number > other.number)
}

async function stands(store: Store, { writer, epoch, sequence, hash }: Seal, current: number): Promise<boolean> {
  const [record] = await store.chain(writer, sequence - 1, 1)
  return epoch === current && record?.sequence === sequence && record.hash === hash
}

async function putBack({ clock, store }: CustodyContext, anchor: Seal): Promise<void> {
  const { writer, epoch, number } = anchor
  const row = { ...anchor, publishedAt: clock.now() }
  const guards = [{ guard: 'seal-absent', writer, epoch, number }] as const
  await store.commit({ guards, writes: [{ write: 'insert-seal', row }], log: [] })
}
