import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import type { AgreementRow } from '../store/port/index.js'
import type { Claim } from './claim.js'
import { changeAgreement, changeBy } from './change.js'
import type { EngineContext } from './context.js'
import { engineError } from './errors.js'
import type { ChangeDetails, LogDetails } from './log-kinds.js'

/**
 * Commits what came of a query: the record, the transition and its events, all or none, and only while the claim is
 * ours. Where it has run out the answer is recorded and changes nothing, because somebody else may have asked since.
 * Resolves with the agreement as it then stands. S3-18, Q3-17
 */
export async function settle(context: EngineContext, claimed: Claim, outcome: QueryOutcome): Promise<AgreementRow> {
  const { clock, record } = context
  const { operation, askedAt } = claimed
  const agreementId = claimed.row.id
  const durationMs = Math.round(clock.monotonic() - claimed.since)
  const answered = { outcome: outcome.outcome, code: 'code' in outcome ? outcome.code : undefined }

  const changed = await changeAgreement(context, claimed.row, (row) => {
    const at = clock.now()
    const change = changeBy(context, row, { event: 'answered', at, askedAt, outcome }, operation)
    const details = detailsOf(outcome, change.details, durationMs, true)
    return {
      changes: { ...change.changes, leaseToken: null, leaseUntil: null },
      guards: [{ guard: 'lease-held', agreementId, token: operation.operationId, at }],
      writes: change.events,
      log: [record('query.answered', at, row, operation, details, answered), ...change.log],
    }
  })
  if ('row' in changed) return changed.row

  context.meter.count('engine.late_answers_total')
  const row = await context.store.agreement(agreementId)
  if (row === undefined) throw engineError('agreement-unknown', {})
  const details = detailsOf(outcome, { from: row.state, to: row.state, events: [] }, durationMs, false)
  const log = [record('query.answered', clock.now(), row, operation, details, answered)]
  await context.store.commit({ guards: [], writes: [], log })
  return row
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
