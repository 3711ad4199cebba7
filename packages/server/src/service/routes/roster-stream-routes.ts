import { pipeline } from 'node:stream/promises'
import { languageOfHeader } from 'paycircle/internal/base'
import { streamEndpoints } from '../../api/index.js'
import { rosterResultsCsv } from '../../engine/index.js'
import { csvEncoder } from '../../spreadsheet/index.js'
import { apiKeyOf } from '../authentication.js'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { finishedId, rosterSource } from '../roster-source.js'
import { requestedRoster, rosterValue } from '../roster-value.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** Entries that are read at once. */
const entriesAtOnce = 200

/** How far a roster is, as it goes on, and its results as a file. Q4-01 */
export function rosterStreamRoutes(surroundings: Surroundings): readonly Route[] {
  const { clock, engine, streams } = surroundings
  const { rosters } = engine
  const { streamRosterProgress: progress, downloadRosterResults: results } = streamEndpoints
  return [
    {
      method: 'GET',
      path: progress.path,
      allow: { apiKey: progress.scope },
      async handle(request, reply) {
        const { profileId } = await apiKeyOf(request, surroundings, progress.scope)
        if (!surroundings.isAccepting()) throw serviceError('shutting-down', {})
        readAs(progress.query, request.query)
        const { id } = await requestedRoster(rosters, profileId, (request.params as { roster: string }).roster)
        if (request.headers['last-event-id'] === finishedId) {
          reply.code(204)
          return ''
        }
        const { stream } = streams.open(profileId)
        if (request.method === 'HEAD') return ''
        reply.hijack()
        const look = async () => rosterValue(rosters, await requestedRoster(rosters, profileId, id))
        stream(reply.raw, rosterSource(clock, look))
        return ''
      },
    },
    {
      method: 'GET',
      path: results.path,
      allow: { apiKey: results.scope },
      async handle(request, reply) {
        const { profileId } = await apiKeyOf(request, surroundings, results.scope)
        const { charset } = readAs(results.query, request.query)
        const { id } = await requestedRoster(rosters, profileId, (request.params as { roster: string }).roster)
        reply.headers({
          'content-type': `text/csv; charset=${charset}`,
          'content-disposition': `attachment; filename="${id}.csv"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        })
        if (request.method === 'HEAD') return ''
        const language = languageOfHeader(request.headers['accept-language'], 'en')
        const encode = csvEncoder(charset)
        reply.hijack()
        reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>)
        const pieces = rosterResultsCsv((afterLine) => rosters.entries(id, afterLine, entriesAtOnce), language)
        // What cannot be read to its end breaks off, so that nobody takes the part for the whole.
        await pipeline(pieces, (texts) => bytesOf(texts, encode), reply.raw).catch((error: unknown) => {
          request.log.warn({ err: error, route: results.path }, 'a file was not sent to its end')
        })
        return ''
      },
    },
  ]
}

async function* bytesOf(texts: AsyncIterable<string>, encode: (text: string) => Uint8Array) {
  for await (const text of texts) yield encode(text)
}
