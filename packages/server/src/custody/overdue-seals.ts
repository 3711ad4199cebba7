import type { Store } from '../store/port/index.js'

/**
 * How many chains have grown for longer than `afterMs` without a seal, and seals have waited so long to be written down
 * outside the store. S3-19, Q3-18
 */
export async function overdueSeals(
  store: Pick<Store, 'chainHeads' | 'lastSeal' | 'unpublishedSeals' | 'chain'>,
  now: number,
  afterMs: number,
): Promise<number> {
  const before = now - afterMs
  const waiting = (await store.unpublishedSeals(200)).filter(({ at }) => at <= before)
  let unsealed = 0
  for (const { writer, sequence } of await store.chainHeads()) {
    const sealedTo = (await store.lastSeal(writer))?.sequence ?? 0
    if (sealedTo >= sequence) continue
    const [first] = await store.chain(writer, sealedTo, 1)
    if (first !== undefined && first.at <= before) unsealed++
  }
  return waiting.length + unsealed
}
