import type { FastifyRequest } from 'fastify'
import type { ApiKeyRow } from '../store/port/index.js'
import { serviceError } from './errors.js'
import type { Surroundings } from './surroundings.js'

/** The API key that a request carries. Rejects where it carries none, a wrong one, or one of a profile not served. */
export async function apiKeyOf(request: FastifyRequest, { access, engine }: Surroundings): Promise<ApiKeyRow> {
  const presented = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  if (presented === undefined) throw serviceError('api-key-missing', {})
  const key = await access.authenticate(presented)
  if (key === undefined) throw serviceError('api-key-refused', {})
  if (!engine.profiles.has(key.profileId)) throw serviceError('api-key-profile-closed', { profileId: key.profileId })
  return key
}
