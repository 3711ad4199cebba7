import { coolDownUntil } from '../lifecycle/index.js'
import type { AgreementRow } from '../store/port/index.js'
import type { Account } from './account.js'
import { factsOf } from './agreement-row.js'
import { changeAgreement } from './change.js'
import type { EngineContext } from './context.js'
import type { LogDetails, Operation } from './log-kinds.js'
import type { HeldOutcome } from './types.js'

/** A query that this node alone may send, until the lease runs out. */
export interface Claim {
  readonly row: AgreementRow
  readonly operation: Operation
  readonly askedAt: number
  /** Monotonic milliseconds, read before the lease began. */
  readonly since: number
}

export interface ClaimInput extends Operation {
  readonly profileId: string
  readonly account: Account
  readonly intent: LogDetails['query.intended']
}

/** Why nobody may ask now; undefined where one may. Q4-01 */
export function heldBack(row: AgreementRow, intent: ClaimInput['intent'], now: number): HeldOutcome | undefined {
  if (row.leaseToken !== null && row.leaseUntil !== null && row.leaseUntil > now) {
    return { outcome: 'held', reason: 'under-way', nextCheckAt: row.leaseUntil }
  }
  if (intent.forced) return undefined
  if (intent.trigger === 'follow-up') {
    // The follow-up keeps its own pace, and asks nothing that somebody has asked since it was read as due.
    const isDue = row.nextCheckAt !== null && row.nextCheckAt <= now
    return isDue ? undefined : { outcome: 'held', reason: 'under-way', nextCheckAt: row.nextCheckAt ?? now }
  }
  const until = coolDownUntil(factsOf(row))
  return until !== null && until > now ? { outcome: 'held', reason: 'cool-down', nextCheckAt: until } : undefined
}

/**
 * Commits the intention to ask, before asking: the lease, and the record `query.intended`. What is still due when the
 * lease runs out is asked again, so a crash in between loses nothing. Q4-03
 */
export async function claim(context: EngineContext, input: ClaimInput): Promise<Claim | HeldOutcome> {
  const { clock } = context
  const { profileId, account, intent, operationId, actor } = input
  let askedAt = 0
  let since = 0
  const changed = await changeAgreement<HeldOutcome>(context, { profileId, ...account }, (row, known) => {
    askedAt = clock.now()
    since = clock.monotonic()
    const declined = heldBack(row, intent, askedAt)
    if (declined !== undefined) return { declined }
    const leaseUntil = askedAt + context.limits.leaseMs
    return {
      changes: { leaseToken: operationId, leaseUntil, nextCheckAt: leaseUntil, updatedAt: askedAt },
      guards: known ? [{ guard: 'lease-free', agreementId: row.id, at: askedAt }] : [],
      writes: [],
      log: [
        ...abandonedBy(context, row, input, askedAt),
        context.record('query.intended', askedAt, row, input, intent),
      ],
    }
  })
  if ('declined' in changed) return changed.declined
  if ('conflict' in changed) {
    return { outcome: 'held', reason: 'under-way', nextCheckAt: askedAt + context.limits.leaseMs }
  }
  return { row: changed.row, operation: { operationId, actor }, askedAt, since }
}

/** The lease is named after its operation, so whoever finds it run out can close that operation's record. */
function abandonedBy(context: EngineContext, row: AgreementRow, { operationId }: ClaimInput, at: number) {
  if (row.leaseToken === null) return []
  const abandoned = { operationId: row.leaseToken, actor: 'engine' } as const
  return [context.record('query.abandoned', at, row, abandoned, { reclaimedBy: operationId })]
}
