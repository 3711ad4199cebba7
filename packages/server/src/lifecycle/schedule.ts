import { consequencesOf } from 'paycircle/internal/vocabulary'
import type { AnsweredEvent, LifecycleEvent } from './event.js'
import type { AgreementFacts, Attention } from './facts.js'
import { askAgainLimit, delayAfter, followUpStepAfter, followUpTime, hintFloorMs } from './pace.js'

/** The facts that say when the gateway is asked next, and whether a person must look. */
export type Schedule = Pick<
  AgreementFacts,
  'departedAt' | 'followUpStep' | 'nextCheckAt' | 'terminationAskedAt' | 'attention'
>

const ended = { departedAt: null, followUpStep: null, nextCheckAt: null } as const

/** A departure begins the follow-up anew; what was due earlier stays due, so that departing often postpones nothing. */
export function scheduleAfterDeparture(facts: AgreementFacts, at: number): Schedule {
  const first = followUpTime(at, 0)
  const { terminationAskedAt } = facts
  const nextCheckAt = earlier(facts.nextCheckAt, first)
  return { departedAt: at, followUpStep: 0, nextCheckAt, terminationAskedAt, attention: null }
}

/** A hint brings the next query forward, as far as the pace allows: opening a link again and again asks nobody. Q4-01 */
export function scheduleAfterHint(facts: AgreementFacts, at: number): Schedule {
  const paced = Math.max(at, (facts.lastCheckAt ?? -Infinity) + hintFloorMs, facts.coolUntil ?? -Infinity)
  return { ...scheduleOf(facts), nextCheckAt: earlier(facts.nextCheckAt, paced) }
}

/** A code that somebody saw is a hint as well; where it speaks of the merchant himself an operator must look. S3-22 */
export function scheduleAfterCode(facts: AgreementFacts, at: number, code: string): Schedule {
  const hinted = scheduleAfterHint(facts, at)
  return consequencesOf(code).scope === 'profile' ? { ...hinted, attention: 'merchant' } : hinted
}

/**
 * Whatever the gateway answered to a termination, a query is asked at once; where it may have taken it, queries go on
 * as after a signing until one no longer finds the agreement. Where nothing left, nothing is to be followed up.
 */
export function scheduleAfterTermination(
  facts: AgreementFacts,
  { at, outcome }: Extract<LifecycleEvent, { readonly event: 'termination-answered' }>,
): Schedule {
  const mayHaveEnded = outcome.outcome === 'accepted' || outcome.outcome === 'indeterminate'
  const terminationAskedAt = mayHaveEnded ? facts.terminationAskedAt : null
  return { ...scheduleOf(facts), terminationAskedAt, nextCheckAt: Math.max(at, facts.coolUntil ?? at) }
}

/**
 * What an answer leaves to be asked. `before` are the facts it met, `after` the state, halves, hold and streak that it
 * led to.
 */
export function scheduleAfterAnswer(before: AgreementFacts, after: AgreementFacts, event: AnsweredEvent): Schedule {
  const schedule = { ...scheduleByOutcome(before, after, event), terminationAskedAt: before.terminationAskedAt }
  return before.terminationAskedAt === null ? schedule : withTermination(schedule, event, before.terminationAskedAt)
}

/** Asks on until an answer that was asked for after the termination no longer finds the agreement; then an operator. */
function withTermination(schedule: Schedule, { at, askedAt, outcome }: AnsweredEvent, since: number): Schedule {
  const isReadable = outcome.outcome === 'signed' || outcome.outcome === 'irregular'
  if (outcome.outcome === 'not_signed' && askedAt >= since) return { ...schedule, terminationAskedAt: null }
  const next = followUpTime(since, followUpStepAfter(since, at))
  if (next !== null)
    return { ...schedule, nextCheckAt: earlier(schedule.nextCheckAt, Math.max(next, at + delayAfter(1))) }
  return isReadable && askedAt >= since
    ? { ...schedule, terminationAskedAt: null, attention: schedule.attention ?? 'not-terminated' }
    : schedule
}

type ScheduleByOutcome = Omit<Schedule, 'terminationAskedAt'>

function scheduleByOutcome(before: AgreementFacts, after: AgreementFacts, event: AnsweredEvent): ScheduleByOutcome {
  switch (event.outcome.outcome) {
    case 'signed':
      return reviewed(after, event, isFollowUpMet(before, after, event) ? ended : followedUp(before, event), null)
    case 'not_signed': {
      const next = followedUp(before, event)
      const gaveUp = before.departedAt !== null && next.departedAt === null
      // That the agent has not signed says nothing of the merchant's contract; it may well be why.
      return reviewed(
        after,
        event,
        next,
        before.attention === 'merchant' ? 'merchant' : gaveUp ? 'follow-up-ended' : null,
      )
    }
    case 'irregular':
      return reviewed(after, event, askedSinceDeparture(before, event) ? ended : followedUp(before, event), 'irregular')
    case 'refused':
      return { ...unexpected(followedUp(before, event), event.at), attention: 'refused' }
    case 'indeterminate':
    case 'not_sent':
      return askedAgain(before, after, event.at)
  }
}

export function scheduleOf(facts: AgreementFacts): Schedule {
  const { departedAt, followUpStep, nextCheckAt, terminationAskedAt, attention } = facts
  return { departedAt, followUpStep, nextCheckAt, terminationAskedAt, attention }
}

/** A readable answer that was asked for before a hold was set does not open it: then another query must. S3-21 */
function reviewed(
  after: AgreementFacts,
  event: AnsweredEvent,
  next: Omit<ScheduleByOutcome, 'attention'>,
  attention: Attention | null,
): ScheduleByOutcome {
  const nextCheckAt = after.hold === null ? next.nextCheckAt : earlier(next.nextCheckAt, event.at + hintFloorMs)
  return { ...next, nextCheckAt, attention }
}

/** The steps that still lie ahead; the end where none does. */
function followedUp(before: AgreementFacts, { at }: AnsweredEvent): Omit<ScheduleByOutcome, 'attention'> {
  if (before.departedAt === null) return ended
  const followUpStep = followUpStepAfter(before.departedAt, at)
  if (followUpStep === null) return ended
  return { departedAt: before.departedAt, followUpStep, nextCheckAt: followUpTime(before.departedAt, followUpStep) }
}

/** The follow-up expects "not signed" and nothing else: after any other answer its next step waits as all do. Q4-01 */
function unexpected(next: Omit<ScheduleByOutcome, 'attention'>, at: number): Omit<ScheduleByOutcome, 'attention'> {
  const { nextCheckAt } = next
  return nextCheckAt === null ? next : { ...next, nextCheckAt: Math.max(nextCheckAt, at + delayAfter(1)) }
}

/** An exception: ask again with growing delay, no later than the follow-up would. Q4-03 */
function askedAgain(before: AgreementFacts, after: AgreementFacts, at: number): ScheduleByOutcome {
  const { departedAt } = before
  const followUpStep = departedAt === null ? null : followUpStepAfter(departedAt, at)
  const nextStepAt = departedAt === null ? null : followUpTime(departedAt, followUpStep)
  if (nextStepAt === null && after.unsuccessfulChecks > askAgainLimit) return { ...ended, attention: 'unanswered' }
  const wanted = earlier(nextStepAt, at + delayAfter(after.unsuccessfulChecks))
  const nextCheckAt = Math.max(wanted, at + delayAfter(1))
  return { departedAt, followUpStep, nextCheckAt, attention: before.attention }
}

/** Whether a signed answer is what the departure was for. One who has a half may have left for the other. */
function isFollowUpMet(before: AgreementFacts, after: AgreementFacts, event: AnsweredEvent): boolean {
  if (!askedSinceDeparture(before, event)) return false
  const { halves } = after
  if (before.state !== 'signed' || halves === null) return true
  const changed = halves.autoDebit !== before.halves?.autoDebit || halves.autoRefund !== before.halves.autoRefund
  return changed || (halves.autoDebit && halves.autoRefund)
}

function askedSinceDeparture(before: AgreementFacts, event: AnsweredEvent): boolean {
  return before.departedAt === null || event.askedAt >= before.departedAt
}

function earlier(a: number | null, b: number): number
function earlier(a: number | null, b: number | null): number | null
function earlier(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b)
}
