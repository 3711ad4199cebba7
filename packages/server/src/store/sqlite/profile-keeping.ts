import { unreachable } from 'paycircle/internal/base'
import type { ProfileDocumentRow, ProfileKeepingGuard, ProfileKeepingWrite, SealedSecretRow } from '../port/index.js'
import { Codec } from './codec.js'
import { compile, sqlBuilder, type PreparedStatements, type Statement } from './statement.js'

export const profileCodecs = {
  profileDocument: new Codec<ProfileDocumentRow>({
    profileId: 'plain',
    kind: 'plain',
    document: 'plain',
    version: 'plain',
    updatedAt: 'plain',
  }),
  sealedSecret: new Codec<SealedSecretRow>({ place: 'plain', sealed: 'plain', keyId: 'plain', updatedAt: 'plain' }),
}

const documents = sqlBuilder.selectFrom('profile_document')
const secrets = sqlBuilder.selectFrom('sealed_secret')

export const profileLookUps = {
  documents: compile<object>(() => documents.selectAll().orderBy('profile_id').orderBy('kind')),
  secret: compile<{ place: string }>(({ place }) => secrets.selectAll().where('place', '=', place)),
  secrets: compile<{ afterPlace: string; limit: number }>(({ afterPlace, limit }) =>
    secrets.selectAll().where('place', '>', afterPlace).orderBy('place').limit(limit),
  ),
  keyIds: compile<object>(() => secrets.select('key_id').distinct().orderBy('key_id')),
}

type GuardOf<Name extends ProfileKeepingGuard['guard']> = Extract<ProfileKeepingGuard, { guard: Name }>

/** As the store's other guards: the statement, and whether the guard holds where a row is found. */
export const profileGuards: {
  readonly [Name in ProfileKeepingGuard['guard']]: [Statement<GuardOf<Name>>, 'found' | 'none']
} = {
  'document-version': [
    compile(({ profileId, kind, version }) =>
      documents
        .select('version')
        .where('profile_id', '=', profileId)
        .where('kind', '=', kind)
        .where('version', '<>', version),
    ),
    'none',
  ],
  'secret-unchanged': [
    compile(({ place, sealed }) => secrets.select('place').where('place', '=', place).where('sealed', '=', sealed)),
    'found',
  ],
}

const putDocument = replaceInto('profile_document', profileCodecs.profileDocument.columns)
const putSecret = replaceInto('sealed_secret', profileCodecs.sealedSecret.columns)

/** Carries out a write that is about a profile or a sealed secret. */
export function applyProfileKeeping(prepared: PreparedStatements, write: ProfileKeepingWrite): void {
  switch (write.write) {
    case 'put-profile-document':
      prepared.of(putDocument).run(profileCodecs.profileDocument.encode(write.row))
      break
    case 'put-sealed-secret':
      prepared.of(putSecret).run(profileCodecs.sealedSecret.encode(write.row))
      break
    case 'delete-sealed-secret':
      prepared.of('delete from sealed_secret where place = ?').run([write.place])
      break
    default:
      unreachable(write)
  }
}

function replaceInto(table: 'profile_document' | 'sealed_secret', columns: readonly string[]): string {
  return `replace into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
}
