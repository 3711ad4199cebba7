import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import type { AgreementRow } from '../store/port/index.js'
import type { Claim } from './claim.js'
import { changeAgreement, changeBy } from './change.js'
import type { EngineContext } from './context.js'
import { engineError } from './errors.js'
import type { ChangeDetails, LogDetails } from './log-kinds.js'
import { isProfileGuard, stateOf } from './profile-state.js'
import { expectUntroubled, isTroubling, troubleAfter, type ProfileUnit } from './trouble.js'

/**
 * Commits what came of a query: the record, the transition and its events, what follows for the profile, all or none,
 * and only while the claim is ours. Where it has run out the answer is recorded and changes nothing about the
 * agreement, because somebody else may have asked since. Resolves with the agreement as it then stands. S3-18, Q3-17
 */
export async function settle(context: EngineContext, claimed: Claim, outcome: QueryOutcome): Promise<AgreementRow> {
  const durationMs = Math.round(context.clock.monotonic() - claimed.since)
  let readState = isTroubling(outcome, claimed.canaries)
  for (;;) {
    const state = readState ? await stateOf(context, claimed.row.profileId) : undefined
    const profileUnit = (row: AgreementRow, at: number) =>
      state === undefined
        ? expectUntroubled(row.profileId)
        : troubleAfter(context, state, { ...claimed, row, outcome, at })
    const settled =
      (await settleInTime(context, claimed, outcome, durationMs, profileUnit)) ??
      (await recordLate(context, claimed, outcome, durationMs, profileUnit))
    if (settled !== 'profile-changed') {
      if (claimed.canaries.ofBrake) context.wake(settled.profileId, context.clock.now())
      return settled
    }
    readState = true
  }
}

type MakeProfileUnit = (row: AgreementRow, at: number) => ProfileUnit

/** Undefined where the claim is no longer ours. */
async function settleInTime(
  context: EngineContext,
  { row: claimedRow, operation, askedAt, since, listed }: Claim,
  outcome: QueryOutcome,
  durationMs: number,
  profileUnit: MakeProfileUnit,
): Promise<AgreementRow | 'profile-changed' | undefined> {
  const { clock, record } = context
  const changed = await changeAgreement(context, claimedRow, (row) => {
    const at = clock.now()
    // By the clock that nobody can set: neither gives a wall set back us more time, nor takes one set ahead our claim.
    const leaseAt = askedAt + Math.ceil(clock.monotonic() - since)
    const change = changeBy(context, row, { event: 'answered', at, askedAt, outcome }, operation)
    const details = detailsOf(outcome, change.details, durationMs, true)
    const profile = profileUnit(row, at)
    const answer = { outcome, agreement: { ...row, ...change.changes }, events: change.details.events, at }
    return {
      changes: { ...change.changes, leaseToken: null, leaseUntil: null },
      guards: [
        { guard: 'lease-held', agreementId: row.id, token: operation.operationId, at: leaseAt },
        ...profile.guards,
      ],
      writes: [...change.events, ...profile.writes, ...(listed?.writesWith(answer) ?? [])],
      log: [record('query.answered', at, row, operation, details, answeredBy(outcome)), ...change.log, ...profile.log],
    }
  })
  if ('row' in changed) {
    listed?.onStored()
    return changed.row
  }
  return 'conflict' in changed && isProfileGuard(changed.conflict) ? 'profile-changed' : undefined
}

async function recordLate(
  context: EngineContext,
  { row: claimedRow, operation }: Claim,
  outcome: QueryOutcome,
  durationMs: number,
  profileUnit: MakeProfileUnit,
): Promise<AgreementRow | 'profile-changed'> {
  const row = await context.store.agreement(claimedRow.id)
  if (row === undefined) throw engineError('agreement-unknown', {})
  const at = context.clock.now()
  const details = detailsOf(outcome, { from: row.state, to: row.state, events: [] }, durationMs, false)
  const profile = profileUnit(row, at)
  const committed = await context.store.commit({
    guards: profile.guards,
    writes: profile.writes,
    log: [context.record('query.answered', at, row, operation, details, answeredBy(outcome)), ...profile.log],
  })
  if (committed.result === 'conflict') return 'profile-changed'
  context.meter.count('engine.late_answers_total')
  return row
}

function answeredBy(outcome: QueryOutcome) {
  return { outcome: outcome.outcome, code: 'code' in outcome ? outcome.code : undefined }
}

function detailsOf(
  outcome: QueryOutcome,
  change: ChangeDetails,
  durationMs: number,
  settled: boolean,
): LogDetails['query.answered'] {
  return {
    ...change,
    settled,
    reason: 'reason' in outcome ? outcome.reason : null,
    autoDebit: outcome.outcome === 'signed' ? outcome.autoDebit : null,
    autoRefund: outcome.outcome === 'signed' ? outcome.autoRefund : null,
    status: 'status' in outcome ? outcome.status : null,
    durationMs,
  }
}
