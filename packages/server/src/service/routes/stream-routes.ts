import { streamEndpoints } from '../../api/index.js'
import { apiKeyOf } from '../authentication.js'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { feedSource } from '../feed-source.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

const { path, scope, query } = streamEndpoints.streamEvents

/** The events of a profile as they come, from the first one or from a cursor on. S3-18 */
export function streamRoutes(surroundings: Surroundings): readonly Route[] {
  return [
    {
      method: 'GET',
      path,
      allow: { apiKey: scope },
      async handle(request, reply) {
        const { profileId } = await apiKeyOf(request, surroundings, scope)
        if (!surroundings.isAccepting()) throw serviceError('shutting-down', {})
        const { cursor } = readAs(query, request.query)
        // What a browser sends when it resumes; it knows more than the address that it was given at first.
        const last = request.headers['last-event-id']
        const from = typeof last === 'string' && last !== '' ? last : cursor
        const { stream } = surroundings.streams.open(profileId)
        // A cursor that is none of ours is answered as one, not by a stream.
        if (from !== undefined) await surroundings.store.eventFeed({ profileId, cursor: from, limit: 1 })
        if (request.method === 'HEAD') return ''
        reply.hijack()
        stream(reply.raw, feedSource(surroundings, profileId, from))
        return ''
      },
    },
  ]
}
