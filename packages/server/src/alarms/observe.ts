import type { Store } from '../store/port/index.js'
import type { Observation } from './rules.js'

const hourMs = 3_600_000

/** So long an agreement may be of unknown standing before somebody is told. */
export const unknownForMs = 26 * hourMs
/** More than so many are told as so many. */
const most = 200

/** What the store shows to be wrong about a profile now. */
export async function observeProfile(
  store: Pick<Store, 'profileState' | 'troubledAgreements' | 'profileStanding'>,
  profileId: string,
  now: number,
): Promise<readonly Observation[]> {
  const before = now - unknownForMs
  const state = await store.profileState(profileId)
  const { deadDeliveries } = await store.profileStanding(profileId)
  const troubled = await store.troubledAgreements(profileId, before, most)
  const held = troubled.filter(({ holdCode }) => holdCode !== null).length
  const changed = troubled.filter(({ otherUserId }) => otherUserId !== null).length
  const unknown = troubled.filter(({ holdCode, otherUserId }) => holdCode === null && otherUserId === null).length
  const found: readonly Observation[] = [
    { rule: 'profile-paused', profileId, count: Number((state?.pausedAt ?? null) !== null) },
    { rule: 'brake-set', profileId, count: Number((state?.brakedAt ?? null) !== null) },
    { rule: 'agreements-held', profileId, count: held },
    { rule: 'user-changed', profileId, count: changed },
    { rule: 'unknown-for-long', profileId, count: unknown },
    { rule: 'deliveries-dead', profileId, count: Math.min(deadDeliveries, most) },
  ]
  return found.filter(({ count }) => count > 0)
}

/** Beyond this a node stops claiming: it would take the claims of others for run out, or be taken so. */
export const clockApartMs = 1000

/** Whether this node's clock is apart from the store's. A store that does not answer tells nothing of it. */
export async function observeClock(store: Pick<Store, 'probe'>, nodeName: string): Promise<readonly Observation[]> {
  const probe = await store.probe().catch(() => undefined)
  const isApart = probe !== undefined && Math.abs(probe.clockAheadMs) > clockApartMs
  return isApart ? [{ rule: 'clock-skew', profileId: null, nodeName, count: 1 }] : []
}
