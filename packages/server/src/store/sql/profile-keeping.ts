import { unreachable } from 'paycircle/internal/base'
import type { ProfileDocumentRow, ProfileKeepingGuard, ProfileKeepingWrite, SealedSecretRow } from '../port/index.js'
import { put, run, type Change } from './changes.js'
import { found, none, type GuardChecks } from './guard-check.js'
import { sqlBuilder, statement } from './statement.js'
import { Table } from './table.js'

export const profileTables = {
  profileDocument: new Table<ProfileDocumentRow>('profile_document', ['profileId', 'kind'], {
    profileId: 'plain',
    kind: 'plain',
    document: 'plain',
    version: 'plain',
    updatedAt: 'plain',
  }),
  sealedSecret: new Table<SealedSecretRow>('sealed_secret', ['place'], {
    place: 'plain',
    sealed: 'plain',
    keyId: 'plain',
    updatedAt: 'plain',
  }),
}

const documents = sqlBuilder.selectFrom('profile_document')
const secrets = sqlBuilder.selectFrom('sealed_secret')

export const profileLookUps = {
  documents: statement<object>(() =>
    documents.select(profileTables.profileDocument.columns).orderBy('profile_id').orderBy('kind'),
  ),
  secret: statement<{ place: string }>(({ place }) =>
    secrets.select(profileTables.sealedSecret.columns).where('place', '=', place),
  ),
  secrets: statement<{ afterPlace: string; limit: number }>(({ afterPlace, limit }) =>
    secrets.select(profileTables.sealedSecret.columns).where('place', '>', afterPlace).orderBy('place').limit(limit),
  ),
  keyIds: statement<object>(() => secrets.select('key_id').distinct().orderBy('key_id')),
}

export const profileGuards: GuardChecks<ProfileKeepingGuard> = {
  'document-version': none(({ profileId, kind, version }) =>
    documents
      .select('version')
      .where('profile_id', '=', profileId)
      .where('kind', '=', kind)
      .where('version', '<>', version),
  ),
  'secret-unchanged': found(
    ({ place, sealed }) => secrets.select('place').where('place', '=', place).where('sealed', '=', sealed),
    ({ place }) => ({ table: profileTables.sealedSecret, key: place }),
  ),
}

/** What a write about a profile or a sealed secret does to the tables. */
export function profileKeepingChanges(write: ProfileKeepingWrite): readonly Change[] {
  switch (write.write) {
    case 'put-profile-document':
      return [put(profileTables.profileDocument, write.row)]
    case 'put-sealed-secret':
      return [put(profileTables.sealedSecret, write.row)]
    case 'delete-sealed-secret':
      return [run(deleteSecret, { place: write.place })]
    default:
      return unreachable(write)
  }
}

const deleteSecret = statement<{ place: string }>(({ place }) =>
  sqlBuilder.deleteFrom('sealed_secret').where('place', '=', place),
)
