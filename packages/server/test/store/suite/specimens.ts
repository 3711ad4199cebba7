import type { LogEntry } from '../../../src/ledger/index.js'
import type {
  AgreementRow,
  ApiKeyRow,
  EventRow,
  IdempotentAnswerRow,
  ProfileStateRow,
  SigningRow,
  Unit,
} from '../../../src/store/port/index.js'

export const noon = Date.UTC(2026, 2, 1, 4)

export function agreementRow(changes: Partial<AgreementRow> = {}): AgreementRow {
  return {
    id: 'agr-1',
    profileId: 'default',
    account: 'agent@example.com',
    accountAsGiven: 'Agent@example.com',
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
    createdAt: noon,
    updatedAt: noon,
    ...changes,
  }
}

/** One of many agreements, told apart by its number. */
export function numberedAgreement(number: number, changes: Partial<AgreementRow> = {}): AgreementRow {
  const account = `agent${number}@example.com`
  return agreementRow({ id: `agr-${number}`, account, accountAsGiven: account, updatedAt: noon + number, ...changes })
}

export function signingRow(changes: Partial<SigningRow> = {}): SigningRow {
  return {
    id: 'sgn-1',
    profileId: 'default',
    agreementId: 'agr-1',
    tokenDigest: 'a'.repeat(64),
    scope: 'both',
    returnTo: null,
    createdAt: noon,
    expiresAt: noon + 86_400_000,
    departedAt: null,
    arrivedAt: null,
    ...changes,
  }
}

export function eventRow(changes: Partial<EventRow> = {}): EventRow {
  return {
    id: 'evt-1',
    profileId: 'default',
    agreementId: null,
    type: 'agreement.signed',
    payload: '{"autoDebit":true}',
    createdAt: noon,
    ...changes,
  }
}

export function answerRow(changes: Partial<IdempotentAnswerRow> = {}): IdempotentAnswerRow {
  return {
    profileId: 'default',
    key: 'key-1',
    requestDigest: 'b'.repeat(64),
    status: 200,
    body: '{"id":"sgn-1"}',
    createdAt: noon,
    ...changes,
  }
}

export function profileStateRow(changes: Partial<ProfileStateRow> = {}): ProfileStateRow {
  return {
    profileId: 'default',
    pausedAt: null,
    pauseCode: null,
    pauseReason: null,
    pausedBy: null,
    canaryAskedAt: null,
    canaryOutcome: null,
    canaryCode: null,
    failure: null,
    failedAgreements: [],
    brakedAt: null,
    nextCanaryAt: null,
    failedCanaries: 0,
    version: 1,
    updatedAt: noon,
    ...changes,
  }
}

export function apiKeyRow(changes: Partial<ApiKeyRow> = {}): ApiKeyRow {
  return {
    id: 'key-1',
    profileId: 'default',
    name: 'website',
    digest: 'c'.repeat(64),
    createdAt: noon,
    revokedAt: null,
    scopes: null,
    expiresAt: null,
    lastUsedAt: null,
    ...changes,
  }
}

export function logEntry(changes: Partial<LogEntry> = {}): LogEntry {
  return {
    operationId: 'op-1',
    at: noon,
    clockSource: 'node-1',
    kind: 'query.intended',
    profileId: 'default',
    agreementId: 'agr-1',
    account: 'agent@example.com',
    actor: 'engine',
    outcome: null,
    code: null,
    details: { attempt: 1 },
    ...changes,
  }
}

export function unitOf(parts: Partial<Unit>): Unit {
  return { guards: [], writes: [], log: [], ...parts }
}

/** What `POST /v1/signings` commits. */
export function signingUnit(number: number): Unit {
  const agreement = numberedAgreement(number)
  const entry = { agreementId: agreement.id, account: agreement.account, operationId: `op-${number}` }
  return {
    guards: [{ guard: 'agreement-absent', profileId: agreement.profileId, account: agreement.account }],
    writes: [
      { write: 'insert-agreement', row: agreement },
      {
        write: 'insert-signing',
        row: signingRow({ id: `sgn-${number}`, agreementId: agreement.id, tokenDigest: `digest-${number}` }),
      },
    ],
    log: [logEntry({ ...entry, kind: 'signing.requested' }), logEntry({ ...entry, kind: 'signing.started' })],
  }
}
