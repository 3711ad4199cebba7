import type { AgreementFacts, Attention } from '../lifecycle/index.js'
import type { AgreementChanges, AgreementRow } from '../store/port/index.js'

/** An agreement that the store does not hold yet. */
export function newAgreementRow(
  row: Pick<AgreementRow, 'id' | 'profileId' | 'account' | 'accountAsGiven' | 'createdAt'>,
): AgreementRow {
  // Field by field: spreading into a literal of this size takes thirty times as long, and every new signing comes by.
  const { id, profileId, account, accountAsGiven, createdAt } = row
  return {
    id,
    profileId,
    account,
    accountAsGiven,
    agentId: null,
    state: 'unknown',
    autoDebit: null,
    autoRefund: null,
    userId: null,
    otherUserId: null,
    holdCode: null,
    holdSince: null,
    holdOpensBy: null,
    departedAt: null,
    followUpStep: null,
    nextCheckAt: null,
    lastCheckAt: null,
    lastOutcome: null,
    lastCode: null,
    confirmedAt: null,
    doubtedAt: null,
    terminationAskedAt: null,
    unsuccessfulChecks: 0,
    coolUntil: null,
    attention: null,
    leaseToken: null,
    leaseUntil: null,
    version: 1,
    createdAt,
    updatedAt: createdAt,
  }
}

/** The row as the lifecycle sees it. */
export function factsOf(row: AgreementRow): AgreementFacts {
  const { autoDebit, autoRefund, holdCode, holdSince, holdOpensBy } = row
  return {
    state: row.state,
    halves: autoDebit === null || autoRefund === null ? null : { autoDebit, autoRefund },
    userId: row.userId,
    otherUserId: row.otherUserId,
    hold:
      holdCode === null || holdSince === null || holdOpensBy === null
        ? null
        : { code: holdCode, since: holdSince, opensBy: holdOpensBy },
    departedAt: row.departedAt,
    followUpStep: row.followUpStep,
    nextCheckAt: row.nextCheckAt,
    lastCheckAt: row.lastCheckAt,
    // Only what `changesOf` wrote stands in these two.
    lastOutcome: row.lastOutcome as AgreementFacts['lastOutcome'],
    attention: row.attention as Attention | null,
    lastCode: row.lastCode,
    confirmedAt: row.confirmedAt,
    doubtedAt: row.doubtedAt,
    terminationAskedAt: row.terminationAskedAt,
    unsuccessfulChecks: row.unsuccessfulChecks,
    coolUntil: row.coolUntil,
  }
}

/** The facts as the store keeps them. */
export function changesOf(facts: AgreementFacts, updatedAt: number): AgreementChanges {
  // Field by field, for the same reason.
  const { halves, hold } = facts
  return {
    state: facts.state,
    autoDebit: halves?.autoDebit ?? null,
    autoRefund: halves?.autoRefund ?? null,
    userId: facts.userId,
    otherUserId: facts.otherUserId,
    holdCode: hold?.code ?? null,
    holdSince: hold?.since ?? null,
    holdOpensBy: hold?.opensBy ?? null,
    departedAt: facts.departedAt,
    followUpStep: facts.followUpStep,
    nextCheckAt: facts.nextCheckAt,
    lastCheckAt: facts.lastCheckAt,
    lastOutcome: facts.lastOutcome,
    attention: facts.attention,
    lastCode: facts.lastCode,
    confirmedAt: facts.confirmedAt,
    doubtedAt: facts.doubtedAt,
    terminationAskedAt: facts.terminationAskedAt,
    unsuccessfulChecks: facts.unsuccessfulChecks,
    coolUntil: facts.coolUntil,
    updatedAt,
  } satisfies KeptFacts
}

/** Whoever adds a fact has to say here where it is kept. */
type KeptFacts = Required<Omit<AgreementFacts, 'halves' | 'hold'>> & AgreementChanges
