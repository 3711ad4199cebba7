import { createHash, createHmac } from 'node:crypto'
import type { Guard, IdempotentAnswerRow, StoreReader, Write } from '../store/port/index.js'
import { idempotencyError } from './errors.js'

/** A request that its caller gave a name, so that it can be told when it comes again. S3-18, Q3-17 */
export interface NamedRequest {
  readonly given: string
  /** What the store keeps in the key's place: with the key itself, it could uncover masked secrets. */
  readonly key: string
  readonly requestDigest: string
}

/**
 * @param request everything of the request on which its effect depends, and what kind of request it is
 * @throws idempotency-key-malformed
 */
export function nameRequest(given: string | undefined, request: readonly unknown[]): NamedRequest | undefined {
  if (given === undefined) return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(given)) throw idempotencyError('idempotency-key-malformed', {})
  // Keyed by what is not stored, so that nobody finds out from the digest what stood in a small request.
  const requestDigest = createHmac('sha256', given).update(JSON.stringify(request)).digest('hex')
  return { given, key: sha256(`idempotency key\0${given}`), requestDigest }
}

/**
 * What stands under the request's name; undefined where nothing does.
 *
 * @throws idempotency-key-reused: another request had that name
 */
export async function storedAnswer(
  store: Pick<StoreReader, 'idempotentAnswer'>,
  profileId: string,
  { key, requestDigest }: NamedRequest,
): Promise<IdempotentAnswerRow | undefined> {
  const answer = await store.idempotentAnswer(profileId, key)
  if (answer !== undefined && answer.requestDigest !== requestDigest) {
    throw idempotencyError('idempotency-key-reused', {})
  }
  return answer
}

/**
 * What the same request was answered with; undefined where it is new or has no name.
 *
 * @throws idempotency-key-reused: another request had that name
 */
export async function keptAnswer(
  store: Pick<StoreReader, 'idempotentAnswer'>,
  profileId: string,
  named: NamedRequest | undefined,
): Promise<string | undefined> {
  return named && (await storedAnswer(store, profileId, named))?.body
}

/** Keeps the answer in the unit that has the effect: of two at once, one meets the conflict and finds the answer. */
export function keepAnswer(
  profileId: string,
  { key, requestDigest }: NamedRequest,
  { status, body, at }: { readonly status: number; readonly body: string; readonly at: number },
): { readonly guards: readonly Guard[]; readonly writes: readonly Write[] } {
  return {
    guards: [{ guard: 'answer-absent', profileId, key }],
    writes: [{ write: 'insert-answer', row: { profileId, key, requestDigest, status, body, createdAt: at } }],
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
