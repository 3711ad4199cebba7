import { z } from 'zod'
import type { ProfileDocumentRow } from '../store/port/index.js'
import type { GateOverride } from './gate.js'
import type { KeyRotation } from './key-rotation.js'
import { profileSettingsSchema, type ProfileSettings } from './profile-settings.js'

/** What is stored about one profile; a version of 0 says that nothing was yet. */
export interface ProfileDocuments {
  readonly settings: Stored<StoredSettings>
  readonly key: Stored<KeyRotation>
  readonly gate: Stored<GateOverride>
}

export interface Stored<Value> {
  readonly value: Value | null
  readonly version: number
}

export interface StoredSettings {
  readonly settings: ProfileSettings
  /** Fingerprint of the key that the profile was made with. */
  readonly key: string
}

export type DocumentKind = ProfileDocumentRow['kind']

const fingerprint = z.string().regex(/^[\da-f]{12}$/)
const time = z.number().int()

const schemas = {
  settings: z.strictObject({ settings: profileSettingsSchema, key: fingerprint }),
  key: z.strictObject({
    base: fingerprint,
    active: fingerprint,
    staged: fingerprint.nullable(),
    probe: z
      .strictObject({
        at: time,
        outcome: z.string(),
        code: z.string().nullable(),
        suggests: z.enum(['accepted', 'wrong-or-not-active', 'merchant', 'unknown']),
      })
      .nullable(),
    switchAt: time.nullable(),
    backDays: z.number(),
    switchedAt: time.nullable(),
    previous: fingerprint.nullable(),
    backUntil: time.nullable(),
  }),
  gate: z.strictObject({ partner: z.string(), reason: z.string(), by: z.string(), at: time }),
} as const

const nothing: ProfileDocuments = {
  settings: { value: null, version: 0 },
  key: { value: null, version: 0 },
  gate: { value: null, version: 0 },
}

/** The rows by profile. @throws where a document is not what this release writes; a defect, or a later release's. */
export function documentsOf(rows: readonly ProfileDocumentRow[]): ReadonlyMap<string, ProfileDocuments> {
  const byProfile = new Map<string, ProfileDocuments>()
  for (const { profileId, kind, document, version } of rows) {
    const value: unknown = JSON.parse(document)
    const stored = { value: value === null ? null : schemas[kind].parse(value), version }
    byProfile.set(profileId, { ...(byProfile.get(profileId) ?? nothing), [kind]: stored })
  }
  return byProfile
}

/** What writes the document, unless somebody was quicker. */
export function putDocument<Kind extends DocumentKind>(
  profileId: string,
  kind: Kind,
  value: ProfileDocuments[Kind]['value'],
  version: number,
  updatedAt: number,
) {
  const row: ProfileDocumentRow = { profileId, kind, document: JSON.stringify(value), version: version + 1, updatedAt }
  return {
    guard: { guard: 'document-version', profileId, kind, version },
    write: { write: 'put-profile-document', row },
  } as const
}

export function documentsFor(all: ReadonlyMap<string, ProfileDocuments>, profileId: string): ProfileDocuments {
  return all.get(profileId) ?? nothing
}

/** The settings of the profiles that are kept in the store, by id; removed ones are not among them. */
export function storedProfiles(rows: readonly ProfileDocumentRow[]): ReadonlyMap<string, ProfileSettings> {
  const stored = new Map<string, ProfileSettings>()
  for (const [id, { settings }] of documentsOf(rows))
    if (settings.value !== null) stored.set(id, settings.value.settings)
  return stored
}
