import { signSeal, type ChainPoint, type Seal } from '../ledger/index.js'
import { publishedAtOnce, type CustodyContext } from './context.js'
import { epochAt } from './epochs.js'
import { custodyError } from './errors.js'

/**
 * Seals the end of every chain that has grown since its last seal, and writes down outside the store what was not yet.
 * A crash in between leaves a seal that the next call writes down. S3-19, Q3-18
 *
 * @throws seal-key-missing; anchors-unwritable, where the seals stand in the store all the same
 */
export async function sealChains(context: CustodyContext): Promise<readonly Seal[]> {
  const made: Seal[] = []
  for (const head of await context.store.chainHeads()) {
    const seal = head.sequence === 0 ? undefined : await sealHead(context, head)
    if (seal !== undefined) made.push(seal)
  }
  await publish(context)
  return made
}

async function sealHead(context: CustodyContext, head: ChainPoint): Promise<Seal | undefined> {
  const { clock, key, store } = context
  if (key === undefined) throw custodyError('seal-key-missing', {})
  const { writer, sequence, hash } = head
  const last = await store.lastSeal(writer)
  if (last !== undefined && last.sequence >= sequence) return undefined
  const epoch = await epochAt(store, head)
  if (epoch === undefined) return undefined
  const number = last?.epoch === epoch ? last.number + 1 : 1
  const seal = signSeal({ writer, epoch, number, sequence, hash, at: clock.now() }, key)
  const { result } = await store.commit({
    guards: [{ guard: 'seal-absent', writer, epoch, number }],
    writes: [{ write: 'insert-seal', row: { ...seal, publishedAt: null } }],
    log: [],
  })
  // Another node was first; what its seal does not reach is sealed the next time.
  return result === 'done' ? seal : undefined
}

async function publish({ anchors, clock, store }: CustodyContext): Promise<void> {
  if (anchors === undefined) return
  for (;;) {
    const seals = await store.unpublishedSeals(publishedAtOnce)
    if (seals.length === 0) return
    await anchors.publish(seals)
    const at = clock.now()
    const writes = seals.map((seal) => ({ ...nameOf(seal), write: 'publish-seal', at }) as const)
    await store.commit({ guards: [], writes, log: [] })
  }
}

function nameOf({ writer, epoch, number }: Seal) {
  return { writer, epoch, number }
}
