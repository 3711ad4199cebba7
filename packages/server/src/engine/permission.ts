import type { AgreementState, HalfName } from 'paycircle/internal/vocabulary'
import { scheduleAfterHint, type AgreementFacts } from '../lifecycle/index.js'
import { queryInputOf } from './account.js'
import { factsOf } from './agreement-row.js'
import { changeAgreement, targetOf } from './change.js'
import { merchantOf, refuseStopped, type EngineContext } from './context.js'
import { engineError } from './errors.js'
import type { Actor, AgreementReference } from './types.js'

/** The operations that may not be run for an agent without the agreement, each with the half that it needs. S4-04 */
export const guardedOperations = {
  /** Auto-debit by cae (代扣), from credit or balance. */
  cae_charge_agent: 'autoDebit',
  /** Password-free refunds in batches (无密批量退款). */
  refund_fastpay_by_platform_nopwd: 'autoRefund',
  /** Entrusted freeze (委托冻结) and unfreeze. */
  air_trade_refund_freeze: 'autoRefund',
  air_trade_refund_unfreeze: 'autoRefund',
} as const satisfies Readonly<Record<string, HalfName>>

export type GuardedOperation = keyof typeof guardedOperations

/** Why an operation may be run, `signed`, or why not: every other. */
export type PermissionReason =
  | AgreementState
  /** Signed, but not the half that the operation needs. S4-07 */
  | 'half_missing'
  /** Stop-the-line stands on the agreement. S3-21 */
  | 'held'
  /** Somebody has reported a code, or asked for a termination, since Alipay was last asked. Q4-04 */
  | 'doubted'
  /** Answers name another Alipay user than before, and no operator has said which it is. */
  | 'user_changed'
  /** The last query was refused, so the answer before it may not hold any more. */
  | 'refused'
  /** The last readable answer is older than the caller demands. */
  | 'stale'

export interface PermissionInput {
  readonly profileId: string
  readonly agreement: AgreementReference
  readonly operation: GuardedOperation
  /** How old the answer may be that the permission rests on, seconds; 24 h unless told. */
  readonly maxAgeS?: number
  readonly actor: Actor
}

export interface Permission {
  readonly allowed: boolean
  readonly reasonCode: PermissionReason
  /** The half that the operation needs. */
  readonly half: HalfName
  /** When Alipay was asked for the answer that this rests on, UTC milliseconds; null where there is none. */
  readonly checkedAt: number | null
}

const defaultMaxAgeS = 24 * 3600

/** Another node's clock may be ahead by so much. */
const clockToleranceMs = 60_000

/** Decides by what is stored. Only a fresh, undisputed answer that names the half allows anything. S4-04 */
export function permissionBy(facts: AgreementFacts, half: HalfName, maxAgeMs: number, now: number): PermissionReason {
  if (facts.hold !== null) return 'held' // S3-21
  if (facts.state !== 'signed') return facts.state
  if (facts.otherUserId !== null) return 'user_changed'
  if (facts.halves?.[half] !== true) return 'half_missing'
  if (facts.lastOutcome === 'refused') return 'refused'
  if (isDoubted(facts)) return 'doubted'
  return isFresh(facts, maxAgeMs, now) ? 'signed' : 'stale'
}

/** Whether the last readable answer is young enough; a clock that was set back makes none young. */
function isFresh({ confirmedAt }: AgreementFacts, maxAgeMs: number, now: number): boolean {
  if (confirmedAt === null) return false
  const ageMs = now - confirmedAt
  return ageMs <= maxAgeMs && ageMs >= -clockToleranceMs
}

/** Whether somebody has told something since Alipay was asked for the answer that the state rests on. */
export function isDoubted({ confirmedAt, doubtedAt }: AgreementFacts): boolean {
  return doubtedAt !== null && (confirmedAt === null || doubtedAt >= confirmedAt)
}

/** Tells whether a permission has to be logged, and keeps in mind that it was. */
export type PermissionMemory = (key: string, now: number) => boolean

const rememberedPermissions = 10_000
const repeatAfterMs = 3_600_000

/**
 * The same verdict on the same answer is logged once an hour: a refund batch asks thousands of times, and the log shall
 * tell what its permission rested on, not how often it was asked.
 */
export function createPermissionMemory(): PermissionMemory {
  const loggedAt = new Map<string, number>()
  return (key, now) => {
    const last = loggedAt.get(key)
    if (last !== undefined && now - last < repeatAfterMs && now >= last) return false
    loggedAt.delete(key)
    loggedAt.set(key, now)
    const oldest = loggedAt.size > rememberedPermissions ? loggedAt.keys().next().value : undefined
    if (oldest !== undefined) loggedAt.delete(oldest)
    return true
  }
}

/**
 * Whether the operation may be run for the agent now. Never allowed on doubt; where the answer is missing, old or
 * doubtful a query is brought forward, as far as the pace allows. S4-04, Q4-01
 */
export async function permission(
  context: EngineContext,
  isNews: PermissionMemory,
  input: PermissionInput,
): Promise<Permission> {
  refuseStopped(context)
  const { profile } = merchantOf(context, input.profileId)
  const { operation, maxAgeS = defaultMaxAgeS } = input
  const half = guardedOperations[operation]
  const target = await targetOf(context, input.profileId, input.agreement)
  if (target.id === undefined) queryInputOf(target, profile) // Q3-10: an account that cannot be asked about is a mistake
  let given: Permission = { allowed: false, reasonCode: 'unknown', half, checkedAt: null }
  const changed = await changeAgreement<null>(context, target, (row) => {
    const at = context.clock.now()
    const facts = factsOf(row)
    const reasonCode = permissionBy(facts, half, maxAgeS * 1000, at)
    const allowed = reasonCode === 'signed'
    given = { allowed, reasonCode, half, checkedAt: facts.confirmedAt }
    const rests = isFresh(facts, maxAgeS * 1000, at) && !isDoubted(facts) && reasonCode !== 'refused'
    const nextCheckAt = rests ? row.nextCheckAt : scheduleAfterHint(facts, at).nextCheckAt
    const key = [row.profileId, row.account, operation, reasonCode, facts.confirmedAt].join('\0')
    if (nextCheckAt === row.nextCheckAt && !isNews(key, at)) return { declined: null }
    const asked = { operationId: context.newId('op'), actor: input.actor }
    const details = { operation, allowed, reasonCode, maxAgeS, checkedAt: facts.confirmedAt }
    return {
      // To be asked about is no change of an agreement: it keeps its place in the list.
      changes: { nextCheckAt, updatedAt: row.updatedAt },
      guards: [],
      writes: [],
      log: [context.record('permission.asked', at, row, asked, details)],
    }
  })
  if ('conflict' in changed) throw engineError('agreement-contended', {})
  context.meter.count('engine.permissions_total', { operation, reason: given.reasonCode })
  return given
}
