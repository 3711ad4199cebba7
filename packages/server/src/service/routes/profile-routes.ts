import type { FastifyRequest } from 'fastify'
import { apiRoutes, changeProfileSchema } from '../../api/index.js'
import { profileStatusValue } from '../api-values.js'
import { apiKeyOf } from '../authentication.js'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { jsonAnswer } from '../json-answer.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** Whether pause or brake stop the profile of the API key, and an operator's word about the pause. */
export function profileRoutes(surroundings: Surroundings): readonly Route[] {
  const { engine } = surroundings

  const keyOf = async (request: FastifyRequest) => {
    const key = await apiKeyOf(request, surroundings)
    if ((request.params as { readonly id: string }).id !== key.profileId) throw serviceError('profile-other', {})
    return key
  }

  const change = (path: string, carryOut: 'pauseProfile' | 'resumeProfile'): Route => ({
    method: 'POST',
    path,
    async handle(request, reply) {
      const { id, profileId } = await keyOf(request)
      const { reason } = readAs(changeProfileSchema, request.body)
      const status = await engine[carryOut]({ profileId, reason, actor: `api-key:${id}` })
      return jsonAnswer(reply, 200, profileStatusValue(status))
    },
  })

  return [
    {
      method: 'GET',
      path: apiRoutes.profile,
      async handle(request, reply) {
        const { profileId } = await keyOf(request)
        return jsonAnswer(reply, 200, profileStatusValue(await engine.profileStatus(profileId)))
      },
    },
    change(apiRoutes.profilePause, 'pauseProfile'),
    change(apiRoutes.profileResume, 'resumeProfile'),
  ]
}
