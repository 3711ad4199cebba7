import type { Agreement, DeliveryValue, Event, Operation, ProfileStatus, WebhookValue } from '../api/index.js'
import { eventDocument, type SecretFault } from '../delivery/index.js'
import type { ProfileStatus as StoredStatus } from '../engine/index.js'
import type { StoredOperation } from './stored-operation.js'
import type { AgreementRow, DeliveryRow, EventRow, WebhookRow } from '../store/port/index.js'

/** A stored time as the interface tells it: RFC 3339 in UTC. */
export function instant(utcMs: number): string {
  return new Date(utcMs).toISOString()
}

/** The same of what may not have come about. */
export function instantOrNull(utcMs: number | null): string | null {
  return utcMs === null ? null : instant(utcMs)
}

export function agreementValue(row: AgreementRow): Agreement {
  const { holdCode, holdSince, holdOpensBy } = row
  return {
    id: row.id,
    ...(row.account.startsWith('account:') ? { account: row.accountAsGiven } : { email: row.accountAsGiven }),
    agentId: row.agentId,
    state: row.state,
    autoDebit: row.autoDebit,
    autoRefund: row.autoRefund,
    userId: row.userId,
    otherUserId: row.otherUserId,
    hold:
      holdCode === null || holdSince === null || holdOpensBy === null
        ? null
        : { code: holdCode, since: instant(holdSince), opensBy: holdOpensBy },
    attention: row.attention,
    departedAt: instantOrNull(row.departedAt),
    lastCheckAt: instantOrNull(row.lastCheckAt),
    lastOutcome: row.lastOutcome,
    lastCode: row.lastCode,
    nextCheckAt: instantOrNull(row.nextCheckAt),
    terminationAskedAt: instantOrNull(row.terminationAskedAt),
    createdAt: instant(row.createdAt),
    updatedAt: instant(row.updatedAt),
  }
}

export function operationValue(record: StoredOperation): Operation {
  const { operationId, at, kind, agreementId, account, actor, outcome, code, details, writer, sequence, hash } = record
  return {
    operationId,
    at: instant(at),
    kind,
    agreementId,
    account,
    actor,
    outcome,
    code,
    details,
    writer,
    sequence,
    hash,
  }
}

export function profileStatusValue({ profileId, pause, brake }: StoredStatus): ProfileStatus {
  return {
    id: profileId,
    pause: pause && {
      ...pause,
      since: instant(pause.since),
      canary: pause.canary && { ...pause.canary, at: instant(pause.canary.at) },
    },
    brake: brake && { ...brake, since: instant(brake.since), nextCanaryAt: instant(brake.nextCanaryAt) },
  }
}

/** What everybody is shown of an event, whichever way it comes to him. */
export const eventValue: (row: EventRow) => Event = eventDocument

/** @param fault why its secret cannot be opened, where that is so */
export function webhookValue(row: WebhookRow, fault?: SecretFault): WebhookValue {
  const { id, url, events, state, reason, failingSince, formerSecretUntil, createdAt, updatedAt } = row
  return {
    id,
    url,
    events: events === null ? null : [...events],
    state,
    reason,
    failingSince: instantOrNull(failingSince),
    secretFault: fault?.code ?? null,
    formerSecretUntil: instantOrNull(formerSecretUntil),
    createdAt: instant(createdAt),
    updatedAt: instant(updatedAt),
  }
}

export function deliveryValue(row: DeliveryRow): DeliveryValue {
  const { eventId, state, attempts, nextAt, lastStatus, lastFailure, createdAt, settledAt } = row
  return {
    eventId,
    state,
    attempts,
    nextAttemptAt: state === 'pending' ? instant(nextAt) : null,
    lastStatus,
    lastFailure,
    createdAt: instant(createdAt),
    settledAt: instantOrNull(settledAt),
  }
}
