import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import type { AnsweredEvent } from './event.js'
import type { AgreementFacts } from './facts.js'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** When the gateway is asked after a departure, in milliseconds from it; then the operator's list. S4-06 */
export const followUpDelaysMs: readonly number[] = [
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  24 * hour,
]

const firstDelayMs = 30 * second
const longestDelayMs = hour

/** How often in a row an unanswered query is asked again of itself: about a day. */
export const askAgainLimit = 30

/** Two equal requests are no closer than this even where the answer was expected. Q4-01 */
const repeatFloorMs = 10 * second

/** A hint brings no query closer than this to the one before. Q4-01 */
export const hintFloorMs = 30 * second

/** How long to wait after so many unsuccessful answers in a row, in milliseconds: 30 s, doubling to 1 h. Q4-01 */
export function delayAfter(unsuccessfulChecks: number): number {
  return Math.min(firstDelayMs * 2 ** Math.max(0, unsuccessfulChecks - 1), longestDelayMs)
}

/**
 * Until when a query on request would repeat one that has just been answered in vain; null where none was. While a
 * departure is followed up "not signed" is expected, and makes nobody wait longer than between two equal requests. A
 * query of which nothing was sent put no load on anybody, and shortens no wait that an answer has made. Q4-01
 */
export function coolDownAfter(
  before: AgreementFacts,
  unsuccessfulChecks: number,
  { at, outcome: { outcome } }: AnsweredEvent,
): number | null {
  if (outcome === 'not_sent') return before.coolUntil
  if (unsuccessfulChecks > 0) return at + delayAfter(unsuccessfulChecks)
  return outcome === 'not_signed' && before.departedAt !== null ? at + repeatFloorMs : null
}

/** What was answered before the agent left is no reason to wait with asking after it, but for the floor. Q4-01 */
export function coolDownAfterDeparture({ lastOutcome, lastCheckAt, coolUntil }: AgreementFacts): number | null {
  if (lastOutcome !== 'not_signed' || lastCheckAt === null || coolUntil === null) return coolUntil
  return Math.min(coolUntil, lastCheckAt + repeatFloorMs)
}

/** The first follow-up step that still lies ahead; null where none does. */
export function followUpStepAfter(departedAt: number, at: number): number | null {
  const step = followUpDelaysMs.findIndex((delayMs) => departedAt + delayMs > at)
  return step === -1 ? null : step
}

/** When a step of the follow-up is due; null for none. */
export function followUpTime(departedAt: number, step: number | null): number | null {
  const delayMs = step === null ? undefined : followUpDelaysMs[step]
  return delayMs === undefined ? null : departedAt + delayMs
}

/** How many unsuccessful answers in a row there are with this one; another kind of answer begins anew. */
export function unsuccessfulChecksAfter(facts: AgreementFacts, outcome: QueryOutcome): number {
  if (outcome.outcome === 'signed') return 0
  if (outcome.outcome === 'not_signed') {
    // Expected while the agent may still be on Alipay's page; both flags F are a success in the gateway's own terms.
    if (facts.departedAt !== null || outcome.code === undefined) return 0
  }
  return kindOf(outcome.outcome) === kindOf(facts.lastOutcome) ? facts.unsuccessfulChecks + 1 : 1
}

function kindOf(outcome: QueryOutcome['outcome'] | null): 'settled' | 'refused' | 'failed' | undefined {
  switch (outcome) {
    case 'signed':
    case 'not_signed':
    case 'irregular':
      return 'settled'
    case 'refused':
      return 'refused'
    case 'indeterminate':
    case 'not_sent':
      return 'failed'
    case null:
      return undefined
  }
}
