import { join } from 'node:path'
import { copyRelease, type ReleaseCopy } from './release-copy.js'

const migrationsFile = join('packages', 'server', 'dist', 'store', 'sql', 'migrations', 'index.js')

/** The migration that the next release brings. */
export const nextMigration = '9001-next-release'

/** As a release may: it only adds, a column that is filled by itself among it. */
const nextStatements = [
  'alter table agreement add column told_at integer',
  "alter table operation_record add column region text default ''",
  'create table agreement_note (agreement_id text not null references agreement (id), note text not null)',
  'create index agreement_told on agreement (profile_id, told_at) where told_at is not null',
]

/** This program as its next release will be: the same code and one migration more, with its own tables in mind. */
export function buildNextRelease(): ReleaseCopy {
  const release = copyRelease()
  const steps = nextStatements.map((text) => `await sql.raw(${JSON.stringify(text)}).execute(database)`).join('; ')
  const migration = `\n  '${nextMigration}': { async up(database) { ${steps} } },\n};`
  release.edit(migrationsFile, (text) => text.replace('\n};', migration))
  release.edit(migrationsFile, (text) => `import { sql } from 'kysely'\n${text}`)
  return release
}
