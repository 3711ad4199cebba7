import type { Store } from '../store/port/index.js'
import type { Observation } from './rules.js'

const hourMs = 3_600_000

/** So long an agreement may be of unknown standing before somebody is told. */
export const unknownForMs = 26 * hourMs
/** More than so many are told as so many. */
const mostAgreements = 200

/** What the store shows to be wrong about a profile now. */
export async function observeProfile(
  store: Pick<Store, 'profileState' | 'troubledAgreements'>,
  profileId: string,
  now: number,
): Promise<readonly Observation[]> {
  const before = now - unknownForMs
  const state = await store.profileState(profileId)
  const troubled = await store.troubledAgreements(profileId, before, mostAgreements)
  const held = troubled.filter(({ holdCode }) => holdCode !== null).length
  const changed = troubled.filter(({ otherUserId }) => otherUserId !== null).length
  const unknown = troubled.filter(({ holdCode, otherUserId }) => holdCode === null && otherUserId === null).length
  const found: readonly Observation[] = [
    { rule: 'profile-paused', profileId, count: Number((state?.pausedAt ?? null) !== null) },
    { rule: 'brake-set', profileId, count: Number((state?.brakedAt ?? null) !== null) },
    { rule: 'agreements-held', profileId, count: held },
    { rule: 'user-changed', profileId, count: changed },
    { rule: 'unknown-for-long', profileId, count: unknown },
  ]
  return found.filter(({ count }) => count > 0)
}
