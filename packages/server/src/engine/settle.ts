import type { QueryOutcome, TerminationOutcome } from 'paycircle/internal/vocabulary'
import type { LifecycleEvent } from '../lifecycle/index.js'
import type { LogEntry } from '../ledger/index.js'
import type { AgreementRow, Write } from '../store/port/index.js'
import type { Claim } from './claim.js'
import { changeAgreement, changeBy, type AgreementUnit, type Change } from './change.js'
import type { EngineContext } from './context.js'
import { engineError } from './errors.js'
import { withoutAccount, type KeptExchange } from './exchange.js'
import { codeOf, type GatewayOutcome } from './gateway-outcome.js'
import type { ChangeDetails, LogDetails } from './log-kinds.js'
import { isProfileGuard, stateOf } from './profile-state.js'
import { expectUntroubled, isTroubling, troubleAfter, type ProfileUnit } from './trouble.js'

/** How a call ended, and what is to be written about it. */
interface Ending {
  readonly outcome: GatewayOutcome
  readonly event: (at: number) => LifecycleEvent
  readonly record: (at: number, row: AgreementRow, change: ChangeDetails, settled: boolean) => LogEntry
  /** What a list has to write with it, and who hears that it is written. */
  readonly writes?: (agreement: AgreementRow, change: Change, at: number) => readonly Write[]
  readonly onStored?: (() => void) | undefined
}

/**
 * Commits what came of a query: the record, the transition and its events, what follows for the profile, all or none,
 * and only while the claim is ours. Where it has run out the answer is recorded and changes nothing about the
 * agreement, because somebody else may have asked since. Resolves with the agreement as it then stands. S3-18, Q3-17
 */
export function settle(context: EngineContext, claimed: Claim, outcome: QueryOutcome): Promise<AgreementRow> {
  const { operation, askedAt, listed } = claimed
  const durationMs = durationOf(context, claimed)
  return end(context, claimed, {
    outcome,
    event: (at) => ({ event: 'answered', at, askedAt, outcome }),
    record: (at, row, change, settled) => {
      const details = {
        ...detailsOfQuery(outcome, change, durationMs, settled),
        ...exchangeOf(context, claimed, outcome),
      }
      return context.record('query.answered', at, row, operation, details, answeredBy(outcome))
    },
    writes: (agreement, change, at) =>
      listed?.writesWith({ outcome, agreement, events: change.details.events, at }) ?? [],
    onStored: listed?.onStored.bind(listed),
  })
}

/** The same for a termination, whose answer is a hint: it leaves a query due at once. */
export function settleTermination(
  context: EngineContext,
  claimed: Claim,
  outcome: TerminationOutcome,
): Promise<AgreementRow> {
  const durationMs = durationOf(context, claimed)
  return end(context, claimed, {
    outcome,
    event: (at) => ({ event: 'termination-answered', at, outcome }),
    record: (at, row, change, settled) => {
      const details = {
        ...change,
        settled,
        ...reasonAndStatus(outcome),
        durationMs,
        ...exchangeOf(context, claimed, outcome),
      }
      return context.record('termination.answered', at, row, claimed.operation, details, answeredBy(outcome))
    },
  })
}

async function end(context: EngineContext, claimed: Claim, ending: Ending): Promise<AgreementRow> {
  const { outcome } = ending
  let readState = isTroubling(outcome, claimed.canaries)
  for (;;) {
    const state = readState ? await stateOf(context, claimed.row.profileId) : undefined
    const profileUnit = (row: AgreementRow, at: number) =>
      state === undefined
        ? expectUntroubled(row.profileId)
        : troubleAfter(context, state, { ...claimed, row, outcome, at })
    const settled =
      (await endInTime(context, claimed, ending, profileUnit)) ??
      (await recordLate(context, claimed, ending, profileUnit))
    if (settled !== 'profile-changed') {
      if (claimed.canaries.ofBrake) context.wake(settled.profileId, context.clock.now())
      return settled
    }
    readState = true
  }
}

type MakeProfileUnit = (row: AgreementRow, at: number) => ProfileUnit

/** Undefined where the claim is no longer ours. */
async function endInTime(
  context: EngineContext,
  { row: claimedRow, operation, askedAt, since }: Claim,
  ending: Ending,
  profileUnit: MakeProfileUnit,
): Promise<AgreementRow | 'profile-changed' | undefined> {
  const { clock } = context
  const decide = (row: AgreementRow): AgreementUnit => {
    const at = clock.now()
    // By the clock that nobody can set: neither gives a wall set back us more time, nor takes one set ahead our claim.
    const leaseAt = askedAt + Math.ceil(clock.monotonic() - since)
    const change = changeBy(context, row, ending.event(at), operation)
    const profile = profileUnit(row, at)
    return {
      changes: { ...change.changes, leaseToken: null, leaseUntil: null },
      guards: [
        { guard: 'lease-held', agreementId: row.id, token: operation.operationId, at: leaseAt },
        ...profile.guards,
      ],
      writes: [
        ...change.events,
        ...profile.writes,
        ...(ending.writes?.({ ...row, ...change.changes }, change, at) ?? []),
      ],
      log: [ending.record(at, row, change.details, true), ...change.log, ...profile.log],
    }
  }
  // As the claim left it, so it mostly still stands.
  const changed = await changeAgreement(context, claimedRow, decide, claimedRow)
  if ('row' in changed) {
    ending.onStored?.()
    return changed.row
  }
  return 'conflict' in changed && isProfileGuard(changed.conflict) ? 'profile-changed' : undefined
}

async function recordLate(
  context: EngineContext,
  { row: claimedRow }: Claim,
  ending: Ending,
  profileUnit: MakeProfileUnit,
): Promise<AgreementRow | 'profile-changed'> {
  const row = await context.store.agreement(claimedRow.id)
  if (row === undefined) throw engineError('agreement-unknown', {})
  const at = context.clock.now()
  const profile = profileUnit(row, at)
  const committed = await context.store.commit({
    guards: profile.guards,
    writes: profile.writes,
    log: [ending.record(at, row, { from: row.state, to: row.state, events: [] }, false), ...profile.log],
  })
  if (committed.result === 'conflict') return 'profile-changed'
  context.meter.count('engine.late_answers_total')
  return row
}

/** What a support case will need of a call that settled nothing. S3-21, S3-22 */
function exchangeOf(
  { merchants }: EngineContext,
  { row }: Claim,
  outcome: GatewayOutcome,
): { readonly exchange?: KeptExchange } {
  const kept = merchants.get(row.profileId)?.client.exchangeOf?.(outcome)
  return kept === undefined ? {} : { exchange: withoutAccount(kept, row.accountAsGiven) }
}

function durationOf({ clock }: EngineContext, { since }: Claim): number {
  return Math.round(clock.monotonic() - since)
}

function answeredBy(outcome: GatewayOutcome) {
  return { outcome: outcome.outcome, code: codeOf(outcome) }
}

function reasonAndStatus(outcome: GatewayOutcome): { readonly reason: string | null; readonly status: number | null } {
  return {
    reason: 'reason' in outcome ? outcome.reason : null,
    status: 'status' in outcome ? outcome.status : null,
  }
}

function detailsOfQuery(
  outcome: QueryOutcome,
  change: ChangeDetails,
  durationMs: number,
  settled: boolean,
): LogDetails['query.answered'] {
  return {
    ...change,
    settled,
    ...reasonAndStatus(outcome),
    autoDebit: outcome.outcome === 'signed' ? outcome.autoDebit : null,
    autoRefund: outcome.outcome === 'signed' ? outcome.autoRefund : null,
    durationMs,
  }
}
