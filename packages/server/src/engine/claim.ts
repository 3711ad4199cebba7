import type { AgreementRow, ProfileStateRow } from '../store/port/index.js'
import type { Account } from './account.js'
import { changeAgreement, changeBy, type AgreementAsRead, type AgreementUnit } from './change.js'
import type { EngineContext } from './context.js'
import { outpaced, type Pace } from './governor.js'
import type { Listed } from './listed.js'
import type { LogDetails, Operation } from './log-kinds.js'
import { isProfileGuard, stateOf } from './profile-state.js'
import { isTermination, refuseTermination } from './terminable.js'
import { expectUntroubled, troubleAtClaim, type Canaries } from './trouble.js'
import type { HeldOutcome } from './types.js'

/** A query or a termination that this node alone may send, until the lease runs out. */
export interface Claim {
  readonly row: AgreementRow
  readonly operation: Operation
  readonly askedAt: number
  /** Monotonic milliseconds, read before the lease began. */
  readonly since: number
  readonly canaries: Canaries
  /** The list that it is for. */
  readonly listed?: Listed | undefined
}

export type QueryIntent = Omit<LogDetails['query.intended'], 'canary'>

export interface TerminationIntent {
  readonly trigger: 'termination'
  readonly forced: false
  readonly reason: string
}

export interface ClaimInput extends Operation {
  readonly profileId: string
  readonly account: Account
  readonly intent: QueryIntent | TerminationIntent
  readonly listed?: Listed | undefined
  /** How the agreement stood a while ago. */
  readonly asRead?: AgreementAsRead | undefined
}

/** Why nobody may ask now; undefined where one may. Q4-01 */
export function heldBack(row: AgreementRow, intent: ClaimInput['intent'], now: number): HeldOutcome | undefined {
  if (row.leaseToken !== null && row.leaseUntil !== null && row.leaseUntil > now) {
    return { outcome: 'held', reason: 'under-way', nextCheckAt: row.leaseUntil }
  }
  if (intent.forced || intent.trigger === 'termination') return undefined
  if (intent.trigger === 'follow-up') {
    // The follow-up keeps its own pace, and asks nothing that somebody has asked since it was read as due.
    const isDue = row.nextCheckAt !== null && row.nextCheckAt <= now
    return isDue ? undefined : { outcome: 'held', reason: 'under-way', nextCheckAt: row.nextCheckAt ?? now }
  }
  const until = row.coolUntil
  return until !== null && until > now ? { outcome: 'held', reason: 'cool-down', nextCheckAt: until } : undefined
}

const cancelled = (nextCheckAt: number): HeldOutcome => ({ outcome: 'held', reason: 'busy', nextCheckAt })

const noCanaries: Canaries = { ofBrake: false, ofPause: false }

/**
 * Commits the intention to ask, before asking: the lease, the call's place in the pace, and the record
 * `query.intended` or `termination.intended`. What is still due when the lease runs out is asked again, so a crash in between loses nothing. Q4-03
 *
 * @throws `profile-paused`, and what refuses a termination
 */
export async function claim(
  context: EngineContext,
  input: ClaimInput,
  pace: Pace,
): Promise<Claim | HeldOutcome | typeof outpaced> {
  const { clock, limits } = context
  const { profileId, account, intent, operationId, actor, listed } = input
  let { asRead } = input
  let readState = false
  for (;;) {
    const state = readState ? await stateOf(context, profileId) : undefined
    let askedAt = 0
    let since = 0
    let canaries = noCanaries
    const build = (row: AgreementRow, known: boolean): AgreementUnit | { readonly declined: HeldOutcome } => {
      askedAt = clock.now()
      since = clock.monotonic()
      const trouble = state && troubleAtClaim(state, intent.forced, askedAt)
      const declined =
        (listed?.isCancelled() === true ? cancelled(askedAt) : undefined) ??
        heldBack(row, intent, askedAt) ??
        (trouble && 'outcome' in trouble ? trouble : undefined) ??
        (intent.trigger === 'termination' && state !== undefined ? heldByBrake(state, askedAt) : undefined)
      if (declined !== undefined) return { declined }
      const profile = trouble && 'unit' in trouble ? trouble.unit : expectUntroubled(profileId)
      if (trouble && 'unit' in trouble) canaries = trouble.canaries
      const leaseUntil = askedAt + limits.leaseMs
      const place = pace(askedAt)
      const begun = beginningOf(context, row, input, askedAt, canaries)
      return {
        changes: { ...begun.changes, leaseToken: operationId, leaseUntil, nextCheckAt: leaseUntil, updatedAt: askedAt },
        guards: [
          ...(known ? [{ guard: 'lease-free', agreementId: row.id, at: askedAt } as const] : []),
          ...profile.guards,
          ...place.guards,
        ],
        writes: [...profile.writes, ...place.writes],
        log: [...abandonedBy(context, row, input, askedAt), begun.record],
      }
    }
    const changed = await changeAgreement(context, { profileId, ...account }, build, asRead)
    asRead = undefined
    if ('declined' in changed) return changed.declined
    if ('row' in changed)
      return { row: changed.row, operation: { operationId, actor }, askedAt, since, canaries, listed }
    if (changed.conflict.guard === 'rate-allows') return outpaced
    if (!isProfileGuard(changed.conflict)) {
      return { outcome: 'held', reason: 'under-way', nextCheckAt: askedAt + limits.leaseMs }
    }
    readState = true
  }
}

/** What the call is for, as its record tells it, and what it does to the agreement before anything is sent. */
function beginningOf(context: EngineContext, row: AgreementRow, input: ClaimInput, at: number, canaries: Canaries) {
  const { intent } = input
  if (intent.trigger !== 'termination') {
    const record = context.record('query.intended', at, row, input, { ...intent, canary: canaryName(canaries) })
    return { changes: {}, record }
  }
  refuseTermination(row)
  const { changes, details } = changeBy(context, row, { event: 'termination-asked', at }, input)
  const record = context.record('termination.intended', at, row, input, { ...details, reason: intent.reason })
  return { changes, record }
}

/** A termination is nothing to try with whether the gateway is well again. */
function heldByBrake({ brakedAt, nextCanaryAt }: ProfileStateRow, at: number): HeldOutcome | undefined {
  return brakedAt === null ? undefined : { outcome: 'held', reason: 'brake', nextCheckAt: nextCanaryAt ?? at }
}

function canaryName({ ofBrake, ofPause }: Canaries): LogDetails['query.intended']['canary'] {
  return ofBrake ? 'brake' : ofPause ? 'pause' : null
}

/** The lease is named after its operation, so whoever finds it run out can close that operation's record. */
function abandonedBy(context: EngineContext, row: AgreementRow, { operationId }: ClaimInput, at: number) {
  if (row.leaseToken === null) return []
  const abandoned = { operationId: row.leaseToken, actor: 'engine' } as const
  const kind = isTermination(row.leaseToken) ? 'termination.abandoned' : 'query.abandoned'
  return [context.record(kind, at, row, abandoned, { reclaimedBy: operationId })]
}
