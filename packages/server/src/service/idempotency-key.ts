import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '../api/index.js'
import { doOnce, nameRequest } from '../idempotency/index.js'
import { isOurs } from './failures.js'
import { statusOf } from './statuses.js'
import type { Surroundings } from './surroundings.js'

/** The header's value, with or without the quotation marks that its draft asks for. S3-18 */
export function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const given = request.headers['idempotency-key']
  if (given === undefined) return undefined
  return String(given).replace(/^"(.*)"$/, '$1')
}

/** Tells whoever asked that this is what an earlier request was answered with. */
export const replayedHeader = 'idempotent-replayed'

interface OnceCall {
  readonly profileId: string
  readonly actor: string
  readonly parameters: unknown
  readonly body: unknown
  readonly file: { readonly digest: string } | undefined
  readonly request: FastifyRequest
  readonly headers: Record<string, string>
}

/**
 * The answer's text: of a request that bears an `Idempotency-Key`, the one that its first coming was answered with. S3-18
 *
 * @throws the errors of idempotency, and what `text` throws
 */
export async function answeredOnce(
  { store, clock, metrics }: Pick<Surroundings, 'store' | 'clock' | 'metrics'>,
  { id, answer: { status } }: Endpoint,
  { profileId, actor, parameters, body, file, request, headers }: OnceCall,
  text: () => Promise<string>,
): Promise<string> {
  const named = nameRequest(idempotencyKeyOf(request), [
    id,
    actor,
    parameters,
    body ?? null,
    ...(file === undefined ? [] : [file.digest]),
  ])
  if (named === undefined) return text()
  const context = { store, clock, meter: metrics.meter }
  const done = await doOnce(context, { profileId, named, status }, text, changedNothing)
  if (done.replayed) headers[replayedHeader] = 'true'
  return done.body
}

/** Every problem but that of a failure which nobody expected: then some of it may be done. */
function changedNothing(error: unknown): boolean {
  return isOurs(error) && statusOf(error.code) !== 500
}
