import { sealFault, type OperationRecord, type Seal } from '../ledger/index.js'
import type { Store } from '../store/port/index.js'
import { sealValue } from './anchor-file.js'
import type { CustodyContext } from './context.js'
import { custodyError } from './errors.js'

/** That the store had been put back to an earlier state. */
export interface OpenedEpoch {
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

/**
 * Compares the store with the anchors, before anything is added to the chain. Where they tell of records that the store
 * has no more, it was put back to an earlier state, or cut off: the chain does not go on as if nothing had been, but in
 * a new epoch whose first record holds the anchor as evidence. Seals that it lost without their records are put back.
 */
export async function compareWithAnchors(context: CustodyContext): Promise<OpenedEpoch | undefined> {
  const { anchors, store, trusted, writer } = context
  if (anchors === undefined || trusted === undefined) return undefined
  const last = await store.lastSeal(writer)
  const epoch = await currentEpoch(store, writer)
  // What an earlier epoch lost was told when the epoch of now was opened.
  const isKnown = (one: Seal) =>
    one.writer === writer && (one.epoch < epoch || (last !== undefined && !isAfter(one, last)))
  const found = await anchors.linesSince(isKnown)
  const unknown = found.filter((one) => one.writer === writer && !isKnown(one) && sealFault(one, trusted) === undefined)
  const newest = unknown.at(-1)
  if (newest === undefined) return undefined
  const lost: Seal[] = []
  for (const anchor of unknown) {
    if (lost.length === 0 && (await stands(store, anchor, epoch))) await putBack(context, anchor)
    else lost.push(anchor)
  }
  if (lost.length === 0) return undefined
  const opened = { epoch: Math.max(epoch, newest.epoch) + 1, lost: Math.max(...lost.map(({ sequence }) => sequence)) }
  const details = { ...opened, reason: 'store-behind-anchors', explained: false, anchor: sealValue(newest) }
  await store.commit({ guards: [], writes: [], log: [context.record('epoch.opened', { actor: 'engine' }, details)] })
  return opened
}

/**
 * Begins a new epoch because an operator says so; where one was begun because records are lost, takes down why. Answers
 * the number of the epoch.
 */
export async function orderEpoch(
  context: CustodyContext,
  { reason, actor }: { readonly reason: string; readonly actor: string },
): Promise<number> {
  const why = reasonOf(reason)
  const { store, writer } = context
  const record = await store.lastEpochRecord(writer)
  const epoch = await currentEpoch(store, writer)
  if (record !== undefined && (await needsExplanation(store, record))) {
    const about = { actor, operationId: record.operationId }
    const log = [context.record('epoch.explained', about, { epoch, reason: why })]
    await store.commit({ guards: [], writes: [], log })
    return epoch
  }
  const details = { epoch: epoch + 1, reason: why, explained: true, lost: null, anchor: null }
  await store.commit({ guards: [], writes: [], log: [context.record('epoch.opened', { actor }, details)] })
  return epoch + 1
}

export function reasonOf(text: string): string {
  const reason = text.trim()
  if (reason === '' || reason.length > 500) throw custodyError('reason-missing', {})
  return reason
}

async function needsExplanation(store: Store, { operationId, details }: OperationRecord): Promise<boolean> {
  if (details.explained === true) return false
  const { rows } = await store.operations({ operationId, kind: 'epoch.explained', limit: 1 })
  return rows.length === 0
}

function isAfter(one: Seal, other: Seal): boolean {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.number > other.number)
}

async function stands(store: Store, { writer, epoch, sequence, hash }: Seal, current: number): Promise<boolean> {
  const [record] = await store.chain(writer, sequence - 1, 1)
  return epoch === current && record?.sequence === sequence && record.hash === hash
}

async function putBack({ clock, store }: CustodyContext, anchor: Seal): Promise<void> {
  if ((await store.seal(anchor)) !== undefined) return
  const row = { ...anchor, publishedAt: clock.now() }
  await store.commit({ guards: [], writes: [{ write: 'insert-seal', row }], log: [] })
}
