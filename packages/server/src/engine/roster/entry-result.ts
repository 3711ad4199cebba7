import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import type { AgreementRow, RosterEntryResult } from '../../store/port/index.js'

/** An answer as a roster keeps it, with the agreement as it then stands. */
export function resultOf(
  outcome: QueryOutcome,
  agreement: AgreementRow,
  events: readonly string[],
  at: number,
): RosterEntryResult {
  const [change = null] = events.filter((type) => type !== 'agreement.held' && type !== 'agreement.released')
  return {
    ...standingOf(agreement),
    outcome: outcome.outcome,
    code: ('code' in outcome ? outcome.code : undefined) ?? null,
    reason: 'reason' in outcome ? outcome.reason : null,
    change,
    checkedAt: at,
  }
}

/** What the cool-down answers in the gateway's place: the last answer, which is the stored one. Q4-01 */
export function resultFromStore(agreement: AgreementRow): RosterEntryResult {
  return {
    ...standingOf(agreement),
    outcome: agreement.lastOutcome,
    code: agreement.lastCode,
    reason: 'cool-down',
    change: null,
    checkedAt: agreement.lastCheckAt,
  }
}

/** An entry about which nothing could be found out. */
export function resultOfNothing(
  outcome: 'not_sent' | 'held',
  reason: string,
  agreement: AgreementRow | undefined,
): RosterEntryResult {
  const standing = agreement === undefined ? { state: null, autoDebit: null, autoRefund: null } : standingOf(agreement)
  return { ...standing, outcome, code: null, reason, change: null, checkedAt: agreement?.lastCheckAt ?? null }
}

function standingOf({ state, autoDebit, autoRefund }: AgreementRow) {
  return { state, autoDebit, autoRefund }
}
