import { Secret, type Language } from 'paycircle/internal/base'
import { endpoints } from '../../api/index.js'
import { probeStagedKey } from '../../engine/index.js'
import {
  profileError,
  returnKey,
  stageKey,
  switchKey,
  updateStoredProfile,
  type ProfileAct,
} from '../../profiles/index.js'
import { apiRoute, type ApiCall } from '../api-route.js'
import { profileStatusValue } from '../api-values.js'
import { serviceError } from '../errors.js'
import { profileDetails } from '../profile-details.js'
import { goLiveOrAsk } from '../second-person.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** The profile of the API key: how it stands, what stops it, its going live and its keys. */
export function profileRoutes(surroundings: Surroundings): readonly Route[] {
  const { directory, engine } = surroundings

  /** How the profile stands, once this was done about it. */
  const after = async (done: Promise<unknown>, { profileId, language }: Told) => {
    await done
    const entry = directory.entries.get(profileId)
    if (entry === undefined) throw profileError('profile-unknown', { profileId })
    const status = await engine.profileStatus(profileId)
    const facts = { entry, status, gate: engine.gate(profileId), notices: engine.notices(profileId) }
    return profileDetails(facts, language)
  }

  return [
    apiRoute(surroundings, endpoints.getProfile, (call) => {
      actOf(call)
      return after(Promise.resolve(), call)
    }),
    apiRoute(surroundings, endpoints.updateProfile, (call) =>
      after(updateStoredProfile(directory, { ...actOf(call), changes: call.body }), call),
    ),
    apiRoute(surroundings, endpoints.pauseProfile, async (call) =>
      profileStatusValue(await engine.pauseProfile({ ...actOf(call), reason: call.body.reason })),
    ),
    apiRoute(surroundings, endpoints.resumeProfile, async (call) =>
      profileStatusValue(await engine.resumeProfile({ ...actOf(call), reason: call.body.reason })),
    ),
    apiRoute(surroundings, endpoints.goLive, (call) => {
      const { overrideReason } = call.body
      const input = { ...actOf(call), ...(overrideReason === undefined ? {} : { overrideReason }) }
      return after(goLiveOrAsk(surroundings, input), call) // S3-03, Q3-03
    }),
    apiRoute(surroundings, endpoints.stageKey, (call) =>
      after(stageKey(directory, { ...actOf(call), key: Secret.fromText(call.body.key) }), call),
    ),
    apiRoute(surroundings, endpoints.probeKey, (call) =>
      after(probeStagedKey(engine, directory, { ...actOf(call), email: call.body.email }), call),
    ),
    apiRoute(surroundings, endpoints.switchKey, (call) => {
      const { at, backDays, reason } = call.body
      const input = {
        ...actOf(call),
        ...(at === undefined ? {} : { at: Date.parse(at) }),
        ...(backDays === undefined ? {} : { backDays }),
        ...(reason === undefined ? {} : { reason }),
      }
      return after(switchKey(directory, input), call)
    }),
    apiRoute(surroundings, endpoints.returnKey, (call) =>
      after(returnKey(directory, { ...actOf(call), reason: call.body.reason }), call),
    ),
  ]
}

interface Told {
  readonly profileId: string
  readonly language: Language
}

/** An API key belongs to one profile. @throws profile-other */
function actOf({
  profileId,
  actor,
  parameters,
}: Pick<ApiCall<typeof endpoints.getProfile>, 'profileId' | 'actor' | 'parameters'>) {
  if (parameters.id !== profileId) throw serviceError('profile-other', {})
  return { profileId, actor } satisfies ProfileAct
}
