import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '../api/index.js'
import { doOnce, nameRequest } from '../idempotency/index.js'
import { isOurs, isRefusal } from './failures.js'
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
  { id, repeats, answer: { status } }: Endpoint,
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
  const done = await doOnce(context, { profileId, named, status }, text, (error) =>
    changedNothing(error, repeats === 'claimed-around-call'),
  )
  if (done.replayed) headers[replayedHeader] = 'true'
  return done.body
}

/**
 * A refusal, and what the store could not take: of that nothing stands. Where somebody is called in between, the call may
 * have gone out before the store took nothing more.
 */
function changedNothing(error: unknown, callsOut: boolean): boolean {
  return isRefusal(error) || (!callsOut && isOurs(error) && statusOf(error.code) !== 500)
}
