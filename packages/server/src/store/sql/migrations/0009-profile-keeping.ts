import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`create table profile_document (
    profile_id text not null, kind text not null, document text not null, version integer not null,
    updated_at integer not null, primary key (profile_id, kind)
  ) strict, without rowid`,
  sql`create table sealed_secret (
    place text primary key, sealed text not null, key_id text not null, updated_at integer not null
  ) strict, without rowid`,
  // At its start a service asks which keys it must have.
  sql`create index sealed_secret_key on sealed_secret (key_id)`,
]

/** What is kept about profiles, and secrets that only a key outside the store opens. */
export const profileKeeping: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
