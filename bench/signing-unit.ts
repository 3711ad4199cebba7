import { createHash, randomUUID } from 'node:crypto'
import type { LogEntry } from 'paycircle-server/ledger'
import type { AgreementRow, SigningRow, Unit } from 'paycircle-server/store/port'

let made = 0

/** An id as the engine makes them: they sort by time, so that rows that come together stand together in the indexes. */
export function newId(prefix: 'agr' | 'sgn' | 'op'): string {
  return `${prefix}_${Date.now().toString(32).padStart(10, '0')}${(made++).toString(32).padStart(16, '0')}`
}

/** An agreement of which nothing is known yet, with an account of its own. */
export function newAgreement(): AgreementRow {
  const at = Date.now()
  const account = `${randomUUID()}@example.com`
  return {
    id: newId('agr'),
    profileId: 'default',
    account,
    accountAsGiven: account,
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
    unsuccessfulChecks: 0,
    coolUntil: null,
    attention: null,
    confirmedAt: null,
    doubtedAt: null,
    terminationAskedAt: null,
    leaseToken: null,
    leaseUntil: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}

/** What `POST /v1/signings` commits for an agent that is new: agreement, signing and a log record. */
export function signingUnit(): Unit {
  const agreement = newAgreement()
  const { id, account, createdAt: at } = agreement
  const signing: SigningRow = {
    id: newId('sgn'),
    profileId: 'default',
    agreementId: id,
    tokenDigest: createHash('sha256').update(id).digest('hex'),
    scope: 'both',
    returnTo: null,
    createdAt: at,
    expiresAt: at + 86_400_000,
    departedAt: null,
    arrivedAt: null,
  }
  const record: LogEntry = {
    operationId: newId('op'),
    at,
    clockSource: 'bench',
    kind: 'signing.started',
    profileId: 'default',
    agreementId: id,
    account,
    actor: 'api-key:bench',
    outcome: null,
    code: null,
    details: { from: 'unknown', to: 'unknown', events: [], signingId: signing.id, scope: 'both' },
  }
  return {
    guards: [
      { guard: 'agreement-absent', profileId: 'default', account },
      { guard: 'profile-open', profileId: 'default' },
    ],
    writes: [
      { write: 'insert-agreement', row: agreement },
      { write: 'insert-signing', row: signing },
    ],
    log: [record],
  }
}
