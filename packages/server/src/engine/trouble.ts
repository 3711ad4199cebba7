import { consequencesOf } from 'paycircle/internal/vocabulary'
import type { LogEntry } from '../ledger/index.js'
import type { AgreementRow, Guard, ProfileStateRow, Write } from '../store/port/index.js'
import { brakeAfter, brakeWithCanary, failureOf } from './brake.js'
import type { EngineContext } from './context.js'
import { codeOf, type GatewayOutcome } from './gateway-outcome.js'
import type { Operation } from './log-kinds.js'
import { noPause, profileEvent } from './pause.js'
import { changeOfState, heldByProfile } from './profile-state.js'
import type { HeldOutcome } from './types.js'

/** What a unit does about its profile. */
export interface ProfileUnit {
  readonly guards: readonly Guard[]
  readonly writes: readonly Write[]
  readonly log: readonly LogEntry[]
}

/** How a query stands to the troubles of its profile. */
export interface Canaries {
  /** The one that the brake let through. */
  readonly ofBrake: boolean
  /** An operator's, while the profile is paused: its outcome is evidence for him, and opens nothing. */
  readonly ofPause: boolean
}

const nothing: ProfileUnit = { guards: [], writes: [], log: [] }

/** Where there was no trouble a claim and an answer do not even read the state: the guard alone asks for it. */
export function expectUntroubled(profileId: string): ProfileUnit {
  return { ...nothing, guards: [{ guard: 'profile-untroubled', profileId }] }
}

/**
 * What a claim does about a troubled profile, or why there is none.
 *
 * @throws `profile-paused`
 */
export function troubleAtClaim(
  state: ProfileStateRow,
  forced: boolean,
  at: number,
): { readonly unit: ProfileUnit; readonly canaries: Canaries } | HeldOutcome {
  const held = heldByProfile(state, forced, at)
  if (held !== undefined) return held
  const canaries = { ofBrake: state.brakedAt !== null, ofPause: state.pausedAt !== null }
  const { guards, writes } = changeOfState(state, canaries.ofBrake ? brakeWithCanary(state, at) : {}, at)
  return { unit: { guards, writes: canaries.ofBrake ? writes : [], log: [] }, canaries }
}

/** Whether the outcome is one that may bring or end trouble, so that the state has to be read. */
export function isTroubling(outcome: GatewayOutcome, { ofBrake, ofPause }: Canaries): boolean {
  return ofBrake || ofPause || failureOf(outcome) !== undefined || pausingCode(outcome) !== undefined
}

/** What a query's end does to its profile: the brake, the pause, an operator's evidence. */
export function troubleAfter(
  context: EngineContext,
  state: ProfileStateRow,
  query: {
    readonly row: AgreementRow
    readonly operation: Operation
    readonly outcome: GatewayOutcome
    readonly canaries: Canaries
    readonly at: number
  },
): ProfileUnit {
  const { row, operation, outcome, canaries, at } = query
  const { profileId } = row
  const brake = brakeAfter(state, { agreementId: row.id, outcome, at, isCanary: canaries.ofBrake })
  const code = state.pausedAt === null ? pausingCode(outcome) : undefined
  const evidence = state.pausedAt !== null && canaries.ofPause
  if (brake === undefined && code === undefined && !evidence) return nothing
  const { guards, writes } = changeOfState(
    state,
    {
      ...brake?.fields,
      ...(code === undefined ? {} : { ...noPause, pausedAt: at, pauseCode: code, pausedBy: 'engine' }),
      ...(evidence ? { canaryAskedAt: at, canaryOutcome: outcome.outcome, canaryCode: codeOf(outcome) ?? null } : {}),
    },
    at,
  )
  const log: LogEntry[] = []
  if (brake?.event !== undefined) {
    const { failure, nextCanaryAt } = brake.event === 'brake.opened' ? { ...state, nextCanaryAt: null } : brake.fields
    log.push(context.record(brake.event, at, row, operation, { failure, nextCanaryAt }))
    context.meter.count('engine.brake_total', { event: brake.event })
  }
  if (code !== undefined) {
    log.push(context.record('profile.paused', at, row, operation, { reason: null }, { code }))
    context.meter.count('engine.profile_pauses_total', { code })
  }
  const events =
    code === undefined
      ? []
      : [profileEvent(context, 'profile.paused', profileId, at, { code, reason: null, by: 'engine' })]
  return { guards, writes: [...writes, ...events], log }
}

/** A code about the merchant himself, read from the gateway. Q3-21 */
function pausingCode(outcome: GatewayOutcome): string | undefined {
  const code = codeOf(outcome)
  return code !== undefined && consequencesOf(code).pausesProfile ? code : undefined
}
