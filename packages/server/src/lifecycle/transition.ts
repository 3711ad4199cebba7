import { consequencesOf, type Halves, type Hold } from 'paycircle/internal/vocabulary'
import type { Command } from './command.js'
import { nameOf, type AnsweredEvent, type LifecycleEvent } from './event.js'
import type { AgreementFacts } from './facts.js'
import { coolDownAfter, coolDownAfterDeparture, unsuccessfulChecksAfter } from './pace.js'
import {
  scheduleAfterAnswer,
  scheduleAfterCode,
  scheduleAfterDeparture,
  scheduleAfterHint,
  scheduleAfterTermination,
  scheduleOf,
  type Schedule,
} from './schedule.js'
import { transitionTable } from './table.js'

export interface Transition {
  readonly facts: AgreementFacts
  /** At most one `check`, one `ask-operator`, one `emit` for the state, one for the hold and one for the user. */
  readonly commands: readonly Command[]
}

const blockedByHold: readonly LifecycleEvent['event'][] = ['signing-started', 'departed', 'termination-asked']

/**
 * Whether a hold forbids the event: while it stands nobody is sent to Alipay's page and nothing is terminated. Queries
 * are never held. S3-21
 */
export function isBlocked(facts: AgreementFacts, event: LifecycleEvent['event']): boolean {
  return facts.hold !== null && blockedByHold.includes(event)
}

/**
 * What becomes of an agreement by an event: the new facts, and what must be done beyond keeping them. Pure and total;
 * a blocked event changes nothing.
 *
 * @example
 * transition(nothingKnown, { event: 'departed', at }).commands // [{ command: 'check', at: at + 30_000 }]
 */
export function transition(before: AgreementFacts, event: LifecycleEvent): Transition {
  if (isBlocked(before, event.event)) return { facts: before, commands: [] }
  const settled = settle(before, event)
  const facts = attended({ ...settled, ...scheduleAfter(before, settled, event) })
  // The follow-up is what kept an answer "not signed" from settling; with its end the answer settles.
  const closed = facts.state === 'awaiting_signer' && isFollowUpEnd(before, facts, event)
  const after: AgreementFacts = closed ? { ...facts, state: 'not_signed' } : facts
  return { facts: after, commands: commandsBetween(before, after, event) }
}

/** State, halves, hold and what is kept of the answer; the schedule comes after. */
function settle(before: AgreementFacts, event: LifecycleEvent): AgreementFacts {
  const cell = transitionTable[before.state][nameOf(event)]
  const keeps = cell.to === 'same' || (cell.exceptInFollowUp === true && before.departedAt !== null)
  const state = keeps ? before.state : cell.to
  const hold = holdAfter(before.hold, event)
  if (event.event === 'departed') {
    // What was answered before the agent left is no reason to wait with asking after it.
    return {
      ...before,
      state,
      hold,
      unsuccessfulChecks: before.lastOutcome === 'not_signed' ? 0 : before.unsuccessfulChecks,
      coolUntil: coolDownAfterDeparture(before),
    }
  }
  switch (event.event) {
    case 'code-reported':
      return { ...before, state, hold, doubtedAt: event.at }
    case 'termination-asked':
      return { ...before, state, hold, doubtedAt: event.at, terminationAskedAt: event.at }
    case 'user-confirmed':
      return { ...before, state, hold, userId: event.userId, otherUserId: null }
    case 'answered':
      return afterAnswer({ ...before, state, hold }, event)
    case 'signing-started':
    case 'arrived':
    case 'released':
    case 'termination-answered':
      return { ...before, state, hold }
  }
}

/** What is kept of an answer; `before` has the state and the hold that it led to already. */
function afterAnswer(before: AgreementFacts, event: AnsweredEvent): AgreementFacts {
  const { outcome } = event
  const unsuccessfulChecks = unsuccessfulChecksAfter(before, outcome)
  return {
    ...before,
    halves: halvesAfter(before.halves, event),
    ...userAfter(before, 'userId' in outcome ? outcome.userId : undefined),
    lastCheckAt: event.at,
    lastOutcome: outcome.outcome,
    lastCode: ('code' in outcome ? outcome.code : undefined) ?? null,
    confirmedAt: isReadable(event) ? event.askedAt : before.confirmedAt,
    unsuccessfulChecks,
    coolUntil: coolDownAfter(before, unsuccessfulChecks, event),
  }
}

function scheduleAfter(before: AgreementFacts, settled: AgreementFacts, event: LifecycleEvent): Schedule {
  switch (event.event) {
    case 'departed':
      return scheduleAfterDeparture(before, event.at)
    case 'arrived':
      // A return with nobody on the way back is a link opened again.
      return before.departedAt === null ? scheduleOf(before) : scheduleAfterHint(before, event.at)
    case 'code-reported':
      return scheduleAfterCode(before, event.at, event.code)
    case 'answered':
      return scheduleAfterAnswer(before, settled, event)
    case 'termination-asked':
      return { ...scheduleAfterHint(before, event.at), terminationAskedAt: event.at }
    case 'termination-answered':
      return scheduleAfterTermination(before, event)
    case 'user-confirmed':
      return { ...scheduleOf(before), attention: before.attention === 'user-changed' ? null : before.attention }
    case 'signing-started':
    case 'released':
      return scheduleOf(before)
  }
}

/** Another user behind the same account is never taken over silently: the first one stays until an operator decides. */
function userAfter(before: AgreementFacts, told: string | undefined): Pick<AgreementFacts, 'userId' | 'otherUserId'> {
  const { userId, otherUserId } = before
  if (told === undefined || told === userId) return { userId, otherUserId }
  return userId === null ? { userId: told, otherUserId } : { userId, otherUserId: told }
}

/** Whose agreement it is comes before whatever else an operator should look at. */
function attended(facts: AgreementFacts): AgreementFacts {
  return facts.otherUserId === null ? facts : { ...facts, attention: 'user-changed' }
}

function holdAfter(hold: Hold | null, event: LifecycleEvent): Hold | null {
  const code = codeIn(event)
  if (code !== undefined && consequencesOf(code).stopsEverything) {
    return hold ?? { code, since: event.at, opensBy: 'query' } // S3-21, Q3-20
  }
  if (hold === null || event.event === 'released') return null
  return event.event === 'answered' && isReadable(event) && event.askedAt >= hold.since ? null : hold
}

function halvesAfter(halves: Halves | null, { outcome }: AnsweredEvent): Halves | null {
  switch (outcome.outcome) {
    case 'signed':
      return { autoDebit: outcome.autoDebit, autoRefund: outcome.autoRefund }
    case 'not_signed':
      return { autoDebit: false, autoRefund: false }
    case 'irregular':
      // The code says nothing of the halves, and the old ones are not to be relied on any more. Q3-26
      return null
    case 'refused':
    case 'indeterminate':
    case 'not_sent':
      return halves
  }
}

/** Whether the answer says something about the agreement itself. */
function isReadable({ outcome }: AnsweredEvent): boolean {
  return outcome.outcome === 'signed' || outcome.outcome === 'not_signed' || outcome.outcome === 'irregular'
}

function isFollowUpEnd(before: AgreementFacts, after: AgreementFacts, event: LifecycleEvent): boolean {
  return nameOf(event) === 'not_signed' && before.departedAt !== null && after.departedAt === null
}

function codeIn(event: LifecycleEvent): string | undefined {
  if (event.event === 'code-reported') return event.code
  const isAnswer = event.event === 'answered' || event.event === 'termination-answered'
  return isAnswer && 'code' in event.outcome ? event.outcome.code : undefined
}

function commandsBetween(before: AgreementFacts, after: AgreementFacts, event: LifecycleEvent): readonly Command[] {
  const commands: Command[] = []
  const { emits } = transitionTable[before.state][nameOf(event)]
  if (emits !== undefined && (before.state !== after.state || !sameHalves(before.halves, after.halves))) {
    commands.push({ command: 'emit', type: emits })
  }
  if (after.otherUserId !== null && after.otherUserId !== before.otherUserId) {
    commands.push({ command: 'emit', type: 'agreement.user_changed' })
  }
  if (before.hold === null && after.hold !== null) commands.push({ command: 'emit', type: 'agreement.held' })
  if (before.hold !== null && after.hold === null) commands.push({ command: 'emit', type: 'agreement.released' })
  if (after.nextCheckAt !== null && after.nextCheckAt !== before.nextCheckAt) {
    commands.push({ command: 'check', at: after.nextCheckAt })
  }
  if (after.attention !== null && after.attention !== before.attention) {
    commands.push({ command: 'ask-operator', reason: after.attention })
  }
  return commands
}

function sameHalves(a: Halves | null, b: Halves | null): boolean {
  return a?.autoDebit === b?.autoDebit && a?.autoRefund === b?.autoRefund
}
