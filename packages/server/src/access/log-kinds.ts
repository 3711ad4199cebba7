import type { Unit } from '../store/port/index.js'

type LogEntry = Unit['log'][number]

/** About no profile in particular. */
export const everyProfile = '*'

/** The kinds of records that are written about users, sessions and approvals, each with its details. */
export interface AccessLogDetails {
  readonly 'user.created': { readonly user: string; readonly role: string; readonly profiles: readonly string[] | null }
  readonly 'user.role-changed': { readonly user: string; readonly from: string; readonly to: string }
  readonly 'user.profiles-changed': { readonly user: string; readonly profiles: readonly string[] | null }
  readonly 'user.disabled': { readonly user: string }
  readonly 'user.enabled': { readonly user: string }
  readonly 'user.password-set': { readonly user: string }
  /** A link with which a password can be set was made. */
  readonly 'user.password-link': { readonly user: string }
  /** Whom the identity provider calls so may log in as the user, or no more where null. */
  readonly 'user.linked': { readonly user: string; readonly issuer: string | null; readonly subject: string | null }
  readonly 'session.started': { readonly user: string; readonly session: string; readonly by: 'password' | 'oidc' }
  readonly 'session.ended': { readonly user: string; readonly session: string }
  readonly 'sessions.ended': { readonly user: string }
  /** `user` is null where nobody of that name exists: what was typed may be a password. */
  readonly 'session.refused': {
    readonly user: string | null
    readonly address: string
    readonly reason: string
    /** As the identity provider calls whoever nobody is linked to. */
    readonly subject?: string
  }
  readonly 'approval.asked': { readonly approval: string; readonly action: string; readonly reason: string }
  readonly 'approval.approved': { readonly approval: string; readonly action: string; readonly reason: string }
  readonly 'approval.refused': { readonly approval: string; readonly action: string; readonly reason: string }
}

export interface AccessRecordOptions {
  readonly at: number
  readonly actor: string
  /** Shared by the records of one matter. */
  readonly operationId: string
  readonly profileId?: string
  readonly agreementId?: string | null
  readonly account?: string | null
}

export type AccessRecorder = <Kind extends keyof AccessLogDetails>(
  kind: Kind,
  options: AccessRecordOptions,
  details: AccessLogDetails[Kind],
) => LogEntry

/** Masks what must not stand in the log, wherever it stands in an entry. */
export type Redaction = (entry: LogEntry) => LogEntry

export function createAccessRecorder(clockSource: string, redact: Redaction = (entry) => entry): AccessRecorder {
  return (kind, { at, actor, operationId, profileId = everyProfile, agreementId = null, account = null }, details) =>
    redact({
      operationId,
      at,
      clockSource,
      kind,
      profileId,
      agreementId,
      account,
      actor,
      outcome: null,
      code: null,
      details: { ...details },
    })
}
