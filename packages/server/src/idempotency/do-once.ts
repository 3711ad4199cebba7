import type { Clock, Meter } from 'paycircle/internal/base'
import type { IdempotentAnswerRow, Store } from '../store/port/index.js'
import { coverAnswer, uncoverAnswer } from './covered-answer.js'
import { idempotencyError } from './errors.js'
import { keepAnswer, storedAnswer, type NamedRequest } from './kept-answer.js'

/** So long a claim without an answer is taken for a request under way; no request takes longer. */
const underWayMs = 5 * 60_000

/** When to ask again about a request that is under way. */
const retryAfterMs = 1000

/** Status of a claim, which no answer has. */
const claimed = 0

export interface DoOnceContext {
  readonly store: Pick<Store, 'commit' | 'idempotentAnswer'>
  readonly clock: Clock
  readonly meter: Meter
}

export interface RequestDone {
  readonly body: string
  /** Whether it was done before, and this is what it was answered with then. */
  readonly replayed: boolean
}

/**
 * Does what takes more than one unit once under its name: the name is claimed before, and the answer kept after. Of two
 * at once one does it; where whoever did it was stopped in its midst, the outcome stays unknown and nobody does it again.
 * S3-18, Q3-17
 *
 * @param doIt gives the answer's body
 * @param changedNothing whether an error of `doIt` is a refusal, which leaves the name free
 * @throws idempotency-key-reused, idempotency-key-in-use, idempotency-outcome-unknown, and what `doIt` throws
 */
export async function doOnce(
  context: DoOnceContext,
  { profileId, named, status }: { readonly profileId: string; readonly named: NamedRequest; readonly status: number },
  doIt: () => Promise<string>,
  changedNothing: (error: unknown) => boolean,
): Promise<RequestDone> {
  const { store, clock, meter } = context
  const { key } = named
  const before = await claimOrFind(context, profileId, named)
  if (before !== undefined) return { body: answerOf(before, named, clock.now()), replayed: true }

  /** The effect stands whether or not this does: without it a repeat is told that the outcome is unknown. */
  const settle = async (write: Parameters<typeof store.commit>[0]['writes'][number]) => {
    try {
      await store.commit({ guards: [], writes: [write], log: [] })
    } catch {
      meter.count('service.answers_not_kept_total')
    }
  }

  let body: string
  try {
    body = await doIt()
  } catch (error) {
    if (changedNothing(error)) await settle({ write: 'remove-answer', profileId, key })
    throw error
  }
  await settle({ write: 'complete-answer', profileId, key, answer: { status, body: coverAnswer(body, named) } })
  return { body, replayed: false }
}

/** What stands under the name; undefined where it is ours now. */
async function claimOrFind(
  { store, clock }: DoOnceContext,
  profileId: string,
  named: NamedRequest,
): Promise<IdempotentAnswerRow | undefined> {
  const found = await storedAnswer(store, profileId, named)
  if (found !== undefined) return found
  const claim = keepAnswer(profileId, named, { status: claimed, body: '', at: clock.now() })
  if ((await store.commit({ ...claim, log: [] })).result === 'done') return undefined
  const quicker = await storedAnswer(store, profileId, named)
  // It was refused in between, and its name is free again.
  if (quicker === undefined) throw idempotencyError('idempotency-key-in-use', { retryAfterMs })
  return quicker
}

function answerOf({ status, body, createdAt }: IdempotentAnswerRow, named: NamedRequest, now: number): string {
  if (status !== claimed) return uncoverAnswer(body, named)
  if (now - createdAt < underWayMs) throw idempotencyError('idempotency-key-in-use', { retryAfterMs })
  throw idempotencyError('idempotency-outcome-unknown', { begunAt: createdAt })
}
