import type { FastifyRequest } from 'fastify'
import type { Scope } from '../api/index.js'
import type { ApiKeyRow } from '../store/port/index.js'
import { takeCall, takeCallOfAddress } from './caller-pace.js'
import { serviceError } from './errors.js'
import type { Surroundings } from './surroundings.js'

/**
 * The API key that a request carries. Rejects where it carries none, a wrong one, one of a profile not served, or one
 * that may not be used for this.
 */
export async function apiKeyOf(request: FastifyRequest, surroundings: Surroundings, scope: Scope): Promise<ApiKeyRow> {
  const { access, engine } = surroundings
  const presented = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  if (presented === undefined) {
    takeCallOfAddress(request, surroundings)
    throw serviceError('api-key-missing', {})
  }
  const key = await access.authenticate(presented)
  if (key === undefined) {
    takeCallOfAddress(request, surroundings)
    throw serviceError('api-key-refused', {})
  }
  takeCall(surroundings, 'key', key.id)
  if (!engine.profiles.has(key.profileId)) throw serviceError('api-key-profile-closed', { profileId: key.profileId })
  if (key.scopes?.includes(scope) === false) throw serviceError('api-key-scope-missing', { keyId: key.id, scope })
  return key
}
