import type { GatewayOutcome } from './gateway-outcome.js'
import { delayAfter } from '../lifecycle/index.js'
import type { ProfileStateRow } from '../store/port/index.js'

/** So many agreements in a row fail alike, and the profile's queries stop. Q4-01 */
const failuresToBrake = 5

export type BrakeEvent = 'brake.set' | 'brake.kept' | 'brake.opened'

export type BrakeFields = Pick<
  ProfileStateRow,
  'failure' | 'failedAgreements' | 'brakedAt' | 'nextCanaryAt' | 'failedCanaries'
>

export interface BrakeChange {
  readonly fields: BrakeFields
  /** What is to be logged; the streak of failures before the brake is not. */
  readonly event?: BrakeEvent
}

const released: BrakeFields = {
  failure: null,
  failedAgreements: [],
  brakedAt: null,
  nextCanaryAt: null,
  failedCanaries: 0,
}

/**
 * How a query failed that says something about the way to the gateway or about the gateway itself; undefined where it
 * was answered, refusals included, and where we ourselves sent nothing.
 */
export function failureOf(outcome: GatewayOutcome): string | undefined {
  switch (outcome.outcome) {
    case 'indeterminate': {
      const { reason, code, status } = outcome
      return `indeterminate: ${[reason, code, status].filter((part) => part !== undefined).join(' ')}`
    }
    case 'not_sent':
      return outcome.reason === 'aborted' || outcome.reason === 'overloaded' ? undefined : `not_sent: ${outcome.reason}`
    case 'signed':
    case 'not_signed':
    case 'irregular':
    case 'refused':
    case 'accepted':
      return undefined
  }
}

/** Whether the outcome says anything to the brake: one that we ourselves kept back does not. */
function speaks(outcome: GatewayOutcome): boolean {
  return outcome.outcome !== 'not_sent' || failureOf(outcome) !== undefined
}

/**
 * What a query's end does to the brake; undefined where nothing. While the brake holds only the query that it let
 * through, its canary, counts: others were on their way already.
 */
export function brakeAfter(
  before: BrakeFields,
  query: {
    readonly agreementId: string
    readonly outcome: GatewayOutcome
    readonly at: number
    readonly isCanary: boolean
  },
): BrakeChange | undefined {
  const { agreementId, outcome, at, isCanary } = query
  if (!speaks(outcome)) return undefined
  const failure = failureOf(outcome)
  if (before.brakedAt !== null) {
    if (!isCanary) return undefined
    if (failure === undefined) return { fields: released, event: 'brake.opened' }
    const failedCanaries = before.failedCanaries + 1
    const nextCanaryAt = at + delayAfter(failedCanaries + 1)
    return { fields: { ...before, failure, failedCanaries, nextCanaryAt }, event: 'brake.kept' }
  }
  if (failure === undefined) return before.failure === null ? undefined : { fields: released }
  const known = failure === before.failure ? before.failedAgreements : []
  if (known.includes(agreementId)) return undefined
  const failedAgreements = [...known, agreementId]
  if (failedAgreements.length < failuresToBrake) return { fields: { ...released, failure, failedAgreements } }
  return {
    fields: { failure, failedAgreements, brakedAt: at, nextCanaryAt: at + delayAfter(1), failedCanaries: 0 },
    event: 'brake.set',
  }
}

/** The brake with its canary on the way: the next goes later, even where nothing is ever heard of this one. */
export function brakeWithCanary(before: BrakeFields, at: number): BrakeFields {
  return { ...before, nextCanaryAt: at + delayAfter(before.failedCanaries + 2) }
}
