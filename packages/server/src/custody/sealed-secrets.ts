import { sealingError, type SealContext, type Sealing } from '../sealing/index.js'
import type { Store, StoreReader } from '../store/port/index.js'
import { createContext, type CustodyOptions } from './context.js'

const batch = 100

/**
 * Before anything is served: whether every secret in the store can be opened with the keys that are here. S3-02, Q3-02
 *
 * @throws sealing-key-unknown, which names the keys that are missing
 */
export async function requireSealingKeys(store: StoreReader, sealing: Sealing): Promise<void> {
  const missing = (await store.sealingKeyIds()).filter((id) => !sealing.keyIds.includes(id))
  if (missing.length > 0) throw sealingError('sealing-key-unknown', { keyIds: missing, known: sealing.keyIds })
}

export interface Resealed {
  /** The key that every secret is sealed with now. */
  readonly keyId: string
  /** How many were sealed with another one. */
  readonly resealed: number
  readonly total: number
}

/**
 * Seals every secret of the store with the present key, those of other kinds and of other nodes as well. One that is
 * changed meanwhile is sealed by whoever changes it. A crash in between leaves some with the old key; the next call
 * goes on. Log kind `secrets.resealed`.
 *
 * @throws sealing-key-missing, sealing-key-unknown, sealed-damaged; what was sealed anew until then stays so
 */
export async function resealSecrets(
  options: Pick<CustodyOptions, 'store' | 'clock' | 'random' | 'nodeName'>,
  sealing: Sealing,
  actor: string,
): Promise<Resealed> {
  const { keyId } = sealing
  if (keyId === undefined) throw sealingError('sealing-key-missing', {})
  await requireSealingKeys(options.store, sealing)
  const from = new Set<string>()
  let resealed = 0
  let total = 0
  for (let after = ''; ;) {
    const rows = await options.store.sealedSecrets(after, batch)
    for (const row of rows) {
      after = row.place
      total += 1
      if (row.keyId === keyId) continue
      if (await resealOne(options.store, sealing, keyId, row, options.clock.now())) {
        from.add(row.keyId)
        resealed += 1
      }
    }
    if (rows.length < batch) break
  }
  if (resealed > 0) {
    const details = { from: [...from], to: keyId, resealed }
    const log = [createContext(options).record('secrets.resealed', { actor }, details)]
    await options.store.commit({ guards: [], writes: [], log })
  }
  return { keyId, resealed, total }
}

async function resealOne(
  store: Store,
  sealing: Sealing,
  keyId: string,
  { place, sealed }: { readonly place: string; readonly sealed: string },
  at: number,
): Promise<boolean> {
  // Whoever wrote the place was held to its form; where it is another, it does not open.
  const context = place as SealContext
  const secret = sealing.openSecret(sealed, context)
  const row = { place, sealed: sealing.seal(secret, context), keyId, updatedAt: at }
  const committed = await store.commit({
    guards: [{ guard: 'secret-unchanged', place, sealed }],
    writes: [{ write: 'put-sealed-secret', row }],
    log: [],
  })
  return committed.result === 'done'
}
