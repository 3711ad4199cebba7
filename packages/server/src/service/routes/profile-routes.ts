import { endpoints } from '../../api/index.js'
import { apiRoute } from '../api-route.js'
import { profileStatusValue } from '../api-values.js'
import { serviceError } from '../errors.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** Whether pause or brake stop the profile of the API key, and an operator's word about the pause. */
export function profileRoutes(surroundings: Surroundings): readonly Route[] {
  const { engine } = surroundings
  return [
    apiRoute(surroundings, endpoints.getProfile, async ({ profileId, parameters }) => {
      refuseOther(profileId, parameters.id)
      return profileStatusValue(await engine.profileStatus(profileId))
    }),
    apiRoute(surroundings, endpoints.pauseProfile, async ({ profileId, actor, parameters, body }) => {
      refuseOther(profileId, parameters.id)
      return profileStatusValue(await engine.pauseProfile({ profileId, reason: body.reason, actor }))
    }),
    apiRoute(surroundings, endpoints.resumeProfile, async ({ profileId, actor, parameters, body }) => {
      refuseOther(profileId, parameters.id)
      return profileStatusValue(await engine.resumeProfile({ profileId, reason: body.reason, actor }))
    }),
  ]
}

/** An API key belongs to one profile. */
function refuseOther(own: string, named: string): void {
  if (named !== own) throw serviceError('profile-other', {})
}
