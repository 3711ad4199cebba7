import type { TerminationOutcome } from 'paycircle/internal/vocabulary'
import type { AgreementRow } from '../store/port/index.js'
import { accountOf, knownAgreement, queryInputOf } from './account.js'
import { nextCheckOf } from './checks.js'
import { claim } from './claim.js'
import { merchantOf, refuseGated, refuseStopped, type EngineContext } from './context.js'
import { engineError } from './errors.js'
import type { Governor } from './governor.js'
import { heldByProfile, stateOf } from './profile-state.js'
import { reasonOf } from './reason.js'
import { send } from './send.js'
import { settleTermination } from './settle.js'
import { refuseTermination, terminationPrefix } from './terminable.js'
import type { HeldOutcome, TerminateInput, TerminationResult } from './types.js'

export interface Terminations {
  terminate(input: TerminateInput): Promise<TerminationResult>
  /** Resolves when no termination is under way on this node. */
  settled(): Promise<void>
}

/**
 * Asks the gateway to terminate (解约) agreements, by `customer_unsign` of public demos; it is in neither of the two
 * documents. Only on a person's word, sent once and never again of itself. The intent is committed before, as that of a
 * query is; what comes back is a hint, and a query that is due at once settles it. S3-18, S3-19
 */
export function createTerminations(context: EngineContext, governor: Governor): Terminations {
  const underWay = new Set<Promise<unknown>>()

  async function terminate(input: TerminateInput): Promise<TerminationResult> {
    refuseStopped(context)
    const { profile } = merchantOf(context, input.profileId)
    const reason = reasonOf(input.reason)
    const row = await knownAgreement(context, input.profileId, input.agreement)
    refuseUnconfirmed(row, input.confirm)
    refuseTermination(row)
    const query = queryInputOf(row, profile)
    refuseGated(context, profile) // S3-03, Q3-03
    const held = await heldNow(row)
    if (held !== undefined) return heldResult(held, row)

    const intent = { trigger: 'termination', forced: false, reason } as const
    const { profileId, actor } = input
    const claimed = await governor.admit(profile, intent.trigger, (pace) =>
      claim(
        context,
        {
          profileId,
          account: row,
          intent,
          actor,
          operationId: context.newId(terminationPrefix),
        },
        pace,
      ),
    )
    if ('outcome' in claimed) return heldResult(claimed, await context.store.agreement(row.id))
    const { operationId } = claimed.operation
    const confirm = query.email ?? query.account
    const sent = await send(context, profileId, claimed, {
      call: (client) => client.agreements.terminate({ ...query, confirm }),
      settle: (outcome: TerminationOutcome) => settleTermination(context, claimed, outcome),
    })
    context.meter.count('engine.terminations_total', { outcome: sent.outcome.outcome })
    return { outcome: sent.outcome, operationId, nextCheckAt: nextCheckOf(sent.row), agreement: sent.row }
  }

  /** What can be refused without waiting for a turn; the brake's canary is a query, never a termination. */
  async function heldNow(row: AgreementRow): Promise<HeldOutcome | undefined> {
    const { clock, limits } = context
    const { profile } = merchantOf(context, row.profileId)
    const held = heldByProfile(await stateOf(context, profile.id), false, clock.now())
    if (held !== undefined) return held
    const waitMs = await governor.waitMs(profile, 'termination')
    return waitMs <= limits.turnMs ? undefined : { outcome: 'held', reason: 'busy', nextCheckAt: clock.now() + waitMs }
  }

  return {
    terminate(input) {
      const running = terminate(input).finally(() => underWay.delete(running))
      underWay.add(running)
      return running
    },
    async settled() {
      await Promise.allSettled(underWay)
    },
  }
}

/** The account spelled again, as a person reads it: an id confirms nothing. */
function refuseUnconfirmed({ account, accountAsGiven }: AgreementRow, confirm: string): void {
  const spelled = account === accountOf({ by: 'email', email: confirm })?.account
  if (!spelled && confirm.trim() !== accountAsGiven) throw engineError('termination-confirmation-differs', {})
}

function heldResult(outcome: HeldOutcome, agreement: AgreementRow | undefined): TerminationResult {
  return { outcome, operationId: null, nextCheckAt: outcome.nextCheckAt, agreement }
}
