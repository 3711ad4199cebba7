import { agreementStates, type QueryOutcome, type TerminationOutcome } from 'paycircle/internal/vocabulary'
import {
  eventNames,
  nothingKnown,
  type AgreementFacts,
  type EventName,
  type LifecycleEvent,
} from 'paycircle-server/lifecycle'

export const at = Date.UTC(2026, 3, 1)
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

export const outcomes: readonly QueryOutcome[] = [
  { outcome: 'signed', autoDebit: true, autoRefund: true },
  { outcome: 'signed', autoDebit: false, autoRefund: true, userId: '2088000000000001' },
  { outcome: 'signed', autoDebit: true, autoRefund: true, userId: '2088000000000002' },
  { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' },
  { outcome: 'not_signed' },
  { outcome: 'irregular', code: 'NO_NORMAL_SIGN_CUSTOMER' },
  { outcome: 'refused', code: 'ILLEGAL_SIGN' },
  { outcome: 'indeterminate', reason: 'indeterminate-code', code: 'SYSTEM_ERROR' },
  { outcome: 'indeterminate', reason: 'unknown-code', code: 'NEVER_SEEN' },
  { outcome: 'indeterminate', reason: 'timeout' },
  { outcome: 'indeterminate', reason: 'http-status', status: 503 },
  { outcome: 'indeterminate', reason: 'unreadable-answer' },
  { outcome: 'not_sent', reason: 'dns' },
]

export const terminations: readonly TerminationOutcome[] = [
  { outcome: 'accepted' },
  { outcome: 'refused', code: 'NO_SIGN_CUSTOMER' },
  { outcome: 'indeterminate', reason: 'indeterminate-code', code: 'SYSTEM_ERROR' },
  { outcome: 'indeterminate', reason: 'timeout' },
  { outcome: 'not_sent', reason: 'dns' },
]

/** Every event, at the given time; queries asked at that time too. */
export function eventsAt(time: number): readonly LifecycleEvent[] {
  return [
    { event: 'signing-started', at: time },
    { event: 'departed', at: time },
    { event: 'arrived', at: time },
    { event: 'code-reported', at: time, code: 'SYSTEM_ERROR' },
    { event: 'code-reported', at: time, code: 'NO_SIGN_CUSTOMER' },
    ...outcomes.map((outcome) => ({ event: 'answered', at: time, askedAt: time, outcome }) as const),
    { event: 'released', at: time },
    { event: 'termination-asked', at: time },
    ...terminations.map((outcome) => ({ event: 'termination-answered', at: time, outcome }) as const),
    { event: 'user-confirmed', at: time, userId: '2088000000000001' },
  ]
}

export function answered(outcome: QueryOutcome, time = at, askedAt = time): LifecycleEvent {
  return { event: 'answered', at: time, askedAt, outcome }
}

/** Facts as they stand in that state, departed or not, held or not. */
export function factsIn(
  state: AgreementFacts['state'],
  beside: { departedAt?: number; held?: boolean } = {},
): AgreementFacts {
  const halves = { signed: { autoDebit: true, autoRefund: false }, not_signed: null, terminated: null }
  return {
    ...nothingKnown,
    state,
    halves: state in halves ? (halves[state as keyof typeof halves] ?? { autoDebit: false, autoRefund: false }) : null,
    departedAt: beside.departedAt ?? null,
    followUpStep: beside.departedAt === undefined ? null : 0,
    nextCheckAt: beside.departedAt === undefined ? null : beside.departedAt + 30 * second,
    hold: beside.held === true ? { code: 'SYSTEM_ERROR', since: at - minute, opensBy: 'query' } : null,
  }
}

/** State × departed or not × held or not. */
export const everyStanding: readonly AgreementFacts[] = agreementStates.flatMap((state) =>
  [undefined, at - minute].flatMap((departedAt) =>
    [false, true].map((held) => factsIn(state, departedAt === undefined ? { held } : { departedAt, held })),
  ),
)

export const everyEventName: readonly EventName[] = eventNames
