import type { Write } from '../store/port/index.js'
import { merchantOf, refuseStopped, type EngineContext } from './context.js'
import { engineError } from './errors.js'
import { changeOfState, pausedError, stateOf, statusOf } from './profile-state.js'
import { reasonOf } from './reason.js'
import type { ChangeProfileInput, ProfileStatus } from './types.js'

/** What a profile's listeners are told. */
export type ProfileEvent = 'profile.paused' | 'profile.resumed'

export function profileEvent(
  context: EngineContext,
  type: ProfileEvent,
  profileId: string,
  at: number,
  payload: { readonly code: string | null; readonly reason: string | null; readonly by: string },
): Write {
  const id = context.newId('evt')
  const row = { id, profileId, agreementId: null, type, payload: JSON.stringify(payload), createdAt: at }
  return { write: 'insert-event', row }
}

export async function profileStatus(context: EngineContext, profileId: string): Promise<ProfileStatus> {
  merchantOf(context, profileId)
  return statusOf(await stateOf(context, profileId))
}

/** An operator stops queries and signings of a profile, with a reason. */
export function pauseProfile(context: EngineContext, input: ChangeProfileInput): Promise<ProfileStatus> {
  return change(context, input, 'profile.paused')
}

/** An operator opens a pause, with a reason. */
export function resumeProfile(context: EngineContext, input: ChangeProfileInput): Promise<ProfileStatus> {
  return change(context, input, 'profile.resumed')
}

async function change(
  context: EngineContext,
  { profileId, reason: given, actor }: ChangeProfileInput,
  kind: ProfileEvent,
): Promise<ProfileStatus> {
  refuseStopped(context)
  merchantOf(context, profileId)
  const reason = reasonOf(given)
  const operation = { operationId: context.newId('op'), actor }
  for (;;) {
    const state = await stateOf(context, profileId)
    const isPause = kind === 'profile.paused'
    if (isPause && state.pausedAt !== null) throw pausedError(state)
    if (!isPause && state.pausedAt === null) throw engineError('profile-not-paused', { profileId })
    const at = context.clock.now()
    const code = isPause ? null : state.pauseCode
    const { guards, writes } = changeOfState(
      state,
      isPause ? { ...noPause, pausedAt: at, pauseReason: reason, pausedBy: actor } : noPause,
      at,
    )
    const subject = { id: null, profileId, account: null }
    const committed = await context.store.commit({
      guards,
      writes: [...writes, profileEvent(context, kind, profileId, at, { code, reason, by: actor })],
      log: [context.record(kind, at, subject, operation, { reason }, code === null ? {} : { code })],
    })
    if (committed.result === 'conflict') continue
    if (!isPause) context.wake(profileId, at)
    return profileStatus(context, profileId)
  }
}

/** Nothing of an earlier pause, nor of what was asked during it. */
export const noPause = {
  pausedAt: null,
  pauseCode: null,
  pauseReason: null,
  pausedBy: null,
  canaryAskedAt: null,
  canaryOutcome: null,
  canaryCode: null,
} as const
