import type { Unit } from '../store/port/index.js'

type LogEntry = Unit['log'][number]

/** The kinds of records about webhooks, each with its details. Of an address the origin alone: the rest may be secret. */
export interface DeliveryLogDetails {
  readonly 'webhook.created': { readonly webhook: string; readonly origin: string }
  readonly 'webhook.changed': { readonly webhook: string; readonly changed: readonly string[] }
  readonly 'webhook.secret-rotated': { readonly webhook: string; readonly overlapUntil: number }
  readonly 'webhook.disabled': { readonly webhook: string; readonly reason: string }
  /** So many deliveries were pending and are given up; counted up to `mostCounted`. */
  readonly 'webhook.deleted': { readonly webhook: string; readonly pending: number }
  /** A test event was posted: what the receiver answered, or why there was no answer. */
  readonly 'webhook.tested': {
    readonly webhook: string
    readonly event: string
    readonly status: number | null
    readonly failure: string | null
  }
  readonly 'webhook.replayed': { readonly webhook: string; readonly from: string; readonly deliveries: number }
  readonly 'delivery.dead': {
    readonly webhook: string
    readonly event: string
    readonly attempts: number
    readonly last: string
  }
}

export interface RecordOptions {
  readonly at: number
  readonly actor: string
  readonly profileId: string
  readonly agreementId?: string | null
}

export type DeliveryRecorder = <Kind extends keyof DeliveryLogDetails>(
  kind: Kind,
  options: RecordOptions,
  details: DeliveryLogDetails[Kind],
) => LogEntry

/** Masks what must not stand in the log, wherever it stands in an entry. */
export type Redaction = (entry: LogEntry) => LogEntry

export function createDeliveryRecorder(
  clockSource: string,
  newOperationId: () => string,
  redact: Redaction = (entry) => entry,
): DeliveryRecorder {
  return (kind, { at, actor, profileId, agreementId = null }, details) =>
    redact({
      operationId: newOperationId(),
      at,
      clockSource,
      kind,
      profileId,
      agreementId,
      account: null,
      actor,
      outcome: null,
      code: null,
      details: { ...details },
    })
}
