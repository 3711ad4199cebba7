import { requireSecondPerson } from '../profiles/index.js'
import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import type { AgreementRow } from '../store/port/index.js'
import { accountOf, findAgreement, knownAgreement, queryInputOf, type Account } from './account.js'
import type { AgreementAsRead } from './change.js'
import { claim, heldBack, type Claim, type ClaimInput, type QueryIntent } from './claim.js'
import { merchantOf, refuseGated, refuseStopped, type EngineContext } from './context.js'
import type { Governor } from './governor.js'
import type { Merchant } from './merchants.js'
import { heldByProfile, stateOf } from './profile-state.js'
import { reasonOf } from './reason.js'
import { send } from './send.js'
import { settle } from './settle.js'
import type { Listed } from './listed.js'
import type { Actor, CheckInput, CheckResult, HeldOutcome } from './types.js'

export interface ListedCheck {
  readonly profileId: string
  readonly account: Account
  readonly trigger: 'roster' | 'sweep'
  readonly actor: Actor
  readonly listed: Listed
  /** How the agreement stood when the list was looked at. */
  readonly asRead: AgreementAsRead
}

export interface Checks {
  /** On request. */
  check(input: CheckInput): Promise<CheckResult>
  /** Because the follow-up finds it due. */
  checkDue(row: AgreementRow): Promise<CheckResult>
  /** Because a roster or a sweep lists it. What is due to another reason at the same time is shared, and not `listed`'s. */
  checkListed(input: ListedCheck): Promise<CheckResult>
  /** Resolves when no query is under way on this node. */
  settled(): Promise<void>
}

/** Asks the gateway about agreements: one query at a time for an account, on this node and on all others. Q4-01 */
export function createChecks(context: EngineContext, governor: Governor): Checks {
  const { clock, limits, meter } = context
  const underWay = new Map<string, Promise<CheckResult>>()

  function share(profileId: string, account: Account, run: () => Promise<CheckResult>): Promise<CheckResult> {
    const key = `${profileId}\0${account.account}`
    const running = underWay.get(key)
    if (running !== undefined) return running
    const started = run().finally(() => underWay.delete(key))
    underWay.set(key, started)
    return started
  }

  async function run(account: Account, profileId: string, wish: Wish): Promise<CheckResult> {
    const merchant = merchantOf(context, profileId)
    const input = queryInputOf(account, merchant.profile)
    refuseGated(context, merchant.profile) // S3-03, Q3-03
    const held = await refusal(account, merchant, wish)
    if (held !== undefined) return held
    const claimed = await governor.admit(merchant.profile, wish.intent.trigger, (pace) =>
      claim(context, { ...wish, profileId, account, operationId: context.newId('op') }, pace),
    )
    const result =
      'outcome' in claimed
        ? heldResult(claimed, await context.store.agreementByAccount(profileId, account.account))
        : await ask(context, profileId, claimed, input)
    meter.count('engine.checks_total', { outcome: result.outcome.outcome, trigger: wish.intent.trigger })
    return result
  }

  /** What can be refused without waiting for a turn. */
  async function refusal(account: Account, { profile }: Merchant, wish: Wish): Promise<CheckResult | undefined> {
    const { trigger, forced } = wish.intent
    // The follow-up has looked already whether anything stands in the way; a list has time, and finds out at its claim.
    if (trigger === 'follow-up' || wish.listed !== undefined) return undefined
    const row = await context.store.agreementByAccount(profile.id, account.account)
    const held =
      heldByProfile(await stateOf(context, profile.id), forced, clock.now()) ??
      (row && heldBack(row, wish.intent, clock.now()))
    if (held !== undefined) return heldResult(held, row)
    const waitMs = await governor.waitMs(profile, trigger)
    if (waitMs <= limits.turnMs) return undefined
    return heldResult({ outcome: 'held', reason: 'busy', nextCheckAt: clock.now() + waitMs }, row)
  }

  return {
    async check({ profileId, agreement, actor, force = false, reason, askedBy }) {
      refuseStopped(context)
      const { profile } = merchantOf(context, profileId)
      if (force) requireSecondPerson(profile, 'force-query', { actor, askedBy })
      const why = force || reason !== undefined ? reasonOf(reason) : null
      const account = accountOf(agreement) ?? (await knownAgreement(context, profileId, agreement))
      // As it was first given: the store's spelling goes on the wire.
      const known = await findAgreement(context, profileId, agreement)
      const intent = { trigger: 'request', forced: force, reason: why } as const
      const ask = () => share(profileId, known ?? account, () => run(known ?? account, profileId, { actor, intent }))
      const result = await ask()
      // Only who joined a check that was not forced is cooled down all the same.
      return force && isCooledDown(result) ? await ask() : result
    },

    checkDue(row) {
      const intent = { trigger: 'follow-up', forced: false, reason: null } as const
      return share(row.profileId, row, () => run(row, row.profileId, { actor: 'engine', intent }))
    },

    checkListed({ profileId, account, trigger, actor, listed, asRead }) {
      const intent = { trigger, forced: false, reason: null } as const
      return share(profileId, account, () => run(account, profileId, { actor, intent, listed, asRead }))
    },

    async settled() {
      await Promise.allSettled(underWay.values())
    },
  }
}

type Wish = Pick<ClaimInput, 'actor' | 'listed' | 'asRead'> & { readonly intent: QueryIntent }

async function ask(
  context: EngineContext,
  profileId: string,
  claimed: Claim,
  input: ReturnType<typeof queryInputOf>,
): Promise<CheckResult> {
  const { outcome, row } = await send(context, profileId, claimed, {
    call: (client) => client.agreements.query(input),
    settle: (outcome: QueryOutcome) => settle(context, claimed, outcome),
  })
  return { outcome, operationId: claimed.operation.operationId, nextCheckAt: nextCheckOf(row), agreement: row }
}

function heldResult(outcome: HeldOutcome, agreement: AgreementRow | undefined): CheckResult {
  return { outcome, operationId: null, nextCheckAt: outcome.nextCheckAt, agreement }
}

function isCooledDown({ outcome }: CheckResult): boolean {
  return outcome.outcome === 'held' && outcome.reason === 'cool-down'
}

export function nextCheckOf(row: AgreementRow): number | null {
  return row.nextCheckAt ?? row.coolUntil
}
