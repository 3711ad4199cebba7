import type { Unit } from '../store/port/index.js'
import type { ProbeVerdict } from './key-rotation.js'

type LogEntry = Unit['log'][number]
type LogValue = LogEntry['details'][string]

/** The kinds of records that are written about profiles, each with its details. Keys stand in them by fingerprint. */
export interface ProfileLogDetails {
  readonly 'profile.created': { readonly partner: string; readonly mode: string; readonly key: string }
  readonly 'profile.updated': { readonly changed: readonly string[] }
  readonly 'profile.removed': { readonly reason: string }
  readonly 'profile.went-live': { readonly partner: string; readonly key: string }
  /** The configuration was read again; written once for each profile that became another by it. */
  readonly 'profile.reloaded': { readonly change: 'added' | 'changed' | 'removed'; readonly key: string | null }
  readonly 'gate.overridden': { readonly partner: string; readonly reason: string }
  readonly 'key.staged': { readonly staged: string; readonly active: string }
  readonly 'key.probed': { readonly staged: string; readonly suggests: ProbeVerdict }
  readonly 'key.switch-planned': { readonly staged: string; readonly at: number; readonly reason: string | null }
  readonly 'key.switched': {
    readonly from: string
    readonly to: string
    readonly backUntil: number
    readonly reason: string | null
  }
  readonly 'key.returned': { readonly from: string; readonly to: string; readonly reason: string }
  /** The way back has run out; the old key is no longer kept. */
  readonly 'key.forgotten': { readonly key: string }
}

export type ProfileLogKind = keyof ProfileLogDetails

export interface ProfileRecorder {
  readonly newOperationId: () => string
  record<Kind extends ProfileLogKind>(
    kind: Kind,
    about: { readonly profileId: string; readonly actor: string; readonly at: number; readonly operationId?: string },
    details: ProfileLogDetails[Kind],
    answered?: { readonly outcome: string; readonly code: string | null },
  ): LogEntry
}

export function createProfileRecorder(
  clockSource: string,
  random: (bytes: number) => Uint8Array,
  redact: (text: string) => string,
): ProfileRecorder {
  const newOperationId = () => `op_${Buffer.from(random(13)).toString('hex')}`
  return {
    newOperationId,
    record: (kind, { profileId, actor, at, operationId }, details, answered) => ({
      operationId: operationId ?? newOperationId(),
      at,
      clockSource,
      kind,
      profileId,
      agreementId: null,
      account: null,
      actor,
      outcome: answered?.outcome ?? null,
      code: answered?.code ?? null,
      details: Object.fromEntries(
        Object.entries(details as Readonly<Record<string, LogValue>>).map(([name, value]) => [
          name,
          typeof value === 'string' ? redact(value) : value,
        ]),
      ),
    }),
  }
}
