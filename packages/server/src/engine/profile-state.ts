import type { Guard, ProfileStateRow, Write } from '../store/port/index.js'
import type { Changed } from './change.js'
import type { EngineContext } from './context.js'
import { engineError } from './errors.js'
import type { HeldOutcome, ProfileStatus } from './types.js'

/** The state of a profile; one that never had any trouble has version 0. */
export async function stateOf({ store }: EngineContext, profileId: string): Promise<ProfileStateRow> {
  return (await store.profileState(profileId)) ?? untroubled(profileId)
}

function untroubled(profileId: string): ProfileStateRow {
  return {
    profileId,
    pausedAt: null,
    pauseCode: null,
    pauseReason: null,
    pausedBy: null,
    canaryAskedAt: null,
    canaryOutcome: null,
    canaryCode: null,
    failure: null,
    failedAgreements: [],
    brakedAt: null,
    nextCanaryAt: null,
    failedCanaries: 0,
    version: 0,
    updatedAt: 0,
  }
}

type StateChanges = Partial<Omit<ProfileStateRow, 'profileId' | 'version' | 'updatedAt'>>

/** What writes the changes, unless somebody was quicker. */
export function changeOfState(
  before: ProfileStateRow,
  changes: StateChanges,
  at: number,
): { readonly guards: readonly Guard[]; readonly writes: readonly Write[] } {
  const { profileId, version } = before
  return {
    guards: [{ guard: 'profile-version', profileId, version }],
    writes: [{ write: 'put-profile-state', row: { ...before, ...changes, version: version + 1, updatedAt: at } }],
  }
}

/** Whether the unit that did not come about has met a change of the profile's state. */
export function isProfileGuard({ guard }: Guard): boolean {
  return guard === 'profile-version' || guard === 'profile-untroubled' || guard === 'profile-open'
}

export function pausedError({ profileId, pauseCode, pausedAt }: ProfileStateRow) {
  return engineError('profile-paused', { profileId, code: pauseCode, since: pausedAt ?? 0 })
}

/**
 * Why the profile may not ask now; undefined where it may. While it is paused an operator may ask all the same, with
 * a reason; the brake lets nobody through before its time.
 *
 * @throws `profile-paused`
 */
export function heldByProfile(state: ProfileStateRow, forced: boolean, now: number): HeldOutcome | undefined {
  if (state.pausedAt !== null && !forced) throw pausedError(state)
  const { brakedAt, nextCanaryAt } = state
  if (brakedAt === null || nextCanaryAt === null || nextCanaryAt <= now) return undefined
  return { outcome: 'held', reason: 'brake', nextCheckAt: nextCanaryAt }
}

/** Refuses what did not come about because the profile is paused: no new link, no signing. */
export async function refusePaused(context: EngineContext, profileId: string, changed: Changed<never>): Promise<void> {
  if (!('conflict' in changed) || changed.conflict.guard !== 'profile-open') return
  const state = await stateOf(context, profileId)
  throw state.pausedAt === null ? engineError('agreement-contended', {}) : pausedError(state)
}

/** A stored state, or none, as callers read it. */
export function profileStatusOf(profileId: string, state: ProfileStateRow | undefined): ProfileStatus {
  return statusOf(state ?? untroubled(profileId))
}

/** The state as callers read it. */
export function statusOf(state: ProfileStateRow): ProfileStatus {
  const { profileId, pausedAt, pauseCode, pauseReason, pausedBy } = state
  const { canaryAskedAt, canaryOutcome, canaryCode, failure, brakedAt, nextCanaryAt } = state
  const canary =
    canaryAskedAt === null || canaryOutcome === null
      ? null
      : { at: canaryAskedAt, outcome: canaryOutcome, code: canaryCode }
  return {
    profileId,
    pause:
      pausedAt === null
        ? null
        : { code: pauseCode, reason: pauseReason, since: pausedAt, by: pausedBy ?? 'engine', canary },
    brake:
      brakedAt === null || nextCanaryAt === null ? null : { failure: failure ?? '', since: brakedAt, nextCanaryAt },
  }
}
