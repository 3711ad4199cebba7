import { requireSecondPerson } from '../profiles/index.js'
import { maskAccount } from '../ledger/index.js'
import type { AgreementRow } from '../store/port/index.js'
import { knownAgreement, queryInputOf } from './account.js'
import { changeAgreement, changeBy, targetOf } from './change.js'
import { merchantOf, refuseStopped, type EngineContext } from './context.js'
import { engineError } from './errors.js'
import { reasonOf } from './reason.js'
import type { ConfirmUserInput, ReleaseInput, ReportCodeInput } from './types.js'

/** An operator opens a hold, with a reason. S3-21 */
export async function release(context: EngineContext, input: ReleaseInput): Promise<AgreementRow> {
  refuseStopped(context)
  requireSecondPerson(merchantOf(context, input.profileId).profile, 'release', input)
  const reason = reasonOf(input.reason)
  const known = await knownAgreement(context, input.profileId, input.agreement)
  const operation = { operationId: context.newId('op'), actor: input.actor }
  const changed = await changeAgreement(context, known, (row) => {
    if (row.holdCode === null) throw engineError('agreement-not-held', { agreementId: row.id })
    const at = context.clock.now()
    const change = changeBy(context, row, { event: 'released', at }, operation)
    return {
      changes: change.changes,
      guards: [],
      writes: change.events,
      log: [context.record('hold.released', at, row, operation, { ...change.details, reason }), ...change.log],
    }
  })
  return rowOf(changed)
}

/**
 * An operator says, with a reason, which Alipay user stands behind an account whose answers named two. Until then no
 * operation is allowed for the agent.
 */
export async function confirmUser(context: EngineContext, input: ConfirmUserInput): Promise<AgreementRow> {
  refuseStopped(context)
  merchantOf(context, input.profileId)
  const reason = reasonOf(input.reason)
  const { userId } = input
  const known = await knownAgreement(context, input.profileId, input.agreement)
  const operation = { operationId: context.newId('op'), actor: input.actor }
  const changed = await changeAgreement(context, known, (row) => {
    if (row.otherUserId === null || (userId !== row.userId && userId !== row.otherUserId)) {
      throw engineError('user-not-in-question', { agreementId: row.id })
    }
    const at = context.clock.now()
    const change = changeBy(context, row, { event: 'user-confirmed', at, userId }, operation)
    return {
      changes: change.changes,
      guards: [],
      writes: change.events,
      log: [
        context.record('user.confirmed', at, row, operation, {
          ...change.details,
          userId: maskAccount(userId),
          reason,
        }),
        ...change.log,
      ],
    }
  })
  return rowOf(changed)
}

/**
 * A code that somebody saw brings a query of that account forward, known so far or not, and stops everything where the
 * code demands it. S3-21, Q3-20, Q4-04
 */
export async function reportCode(context: EngineContext, input: ReportCodeInput): Promise<AgreementRow> {
  refuseStopped(context)
  const { profile } = merchantOf(context, input.profileId)
  const { code, source, operation: named = null } = input
  if (!/^[\w.-]{1,100}$/.test(code) || (named !== null && !/^[\w.-]{1,100}$/.test(named))) {
    throw engineError('code-malformed', {})
  }
  const target = await targetOf(context, input.profileId, input.agreement)
  if (target.id === undefined) queryInputOf(target, profile)
  const operation = { operationId: context.newId('op'), actor: input.actor }
  const changed = await changeAgreement(context, target, (row) => {
    const at = context.clock.now()
    const change = changeBy(context, row, { event: 'code-reported', at, code }, operation)
    const details = { ...change.details, source, operation: named }
    return {
      changes: change.changes,
      guards: [],
      writes: change.events,
      log: [context.record('code.reported', at, row, operation, details, { code }), ...change.log],
    }
  })
  return rowOf(changed)
}

function rowOf(changed: Awaited<ReturnType<typeof changeAgreement>>): AgreementRow {
  if ('row' in changed) return changed.row
  throw engineError('agreement-contended', {})
}
