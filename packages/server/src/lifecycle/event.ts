import type { QueryOutcome, TerminationOutcome } from 'paycircle/internal/vocabulary'

/** What happened to an agreement. Times are UTC milliseconds. */
export type LifecycleEvent =
  | { readonly event: 'signing-started'; readonly at: number }
  /** The agent left for Alipay's page. */
  | { readonly event: 'departed'; readonly at: number }
  /** A browser came back from there: a hint, never proof. S4-06 */
  | { readonly event: 'arrived'; readonly at: number }
  /** Somebody saw a code, on Alipay's page or in the answer to an operation: a hint as well. */
  | { readonly event: 'code-reported'; readonly at: number; readonly code: string }
  /** A query ended at `at`; it was asked at `askedAt`, and says nothing of what happened later. */
  | { readonly event: 'answered'; readonly at: number; readonly askedAt: number; readonly outcome: QueryOutcome }
  /** An operator opened the hold. */
  | { readonly event: 'released'; readonly at: number }
  /** The gateway is about to be asked to terminate the agreement (解约). */
  | { readonly event: 'termination-asked'; readonly at: number }
  /** What came of that: a hint, whatever it is; a query settles it. */
  | { readonly event: 'termination-answered'; readonly at: number; readonly outcome: TerminationOutcome }
  /** An operator says which Alipay user stands behind the account. */
  | { readonly event: 'user-confirmed'; readonly at: number; readonly userId: string }

export type AnsweredEvent = Extract<LifecycleEvent, { readonly event: 'answered' }>

/** The columns of the transition table: the events, with `answered` spread out over the outcomes. */
export const eventNames = [
  'signing-started',
  'departed',
  'arrived',
  'code-reported',
  'signed',
  'not_signed',
  'irregular',
  'refused',
  'indeterminate',
  'not_sent',
  'released',
  'termination-asked',
  'termination-answered',
  'user-confirmed',
] as const

export type EventName = (typeof eventNames)[number]

export function nameOf(event: LifecycleEvent): EventName {
  return event.event === 'answered' ? event.outcome.outcome : event.event
}
