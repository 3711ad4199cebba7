import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`create table profile_state (
    profile_id text primary key, paused_at integer, pause_code text, pause_reason text, paused_by text,
    canary_asked_at integer, canary_outcome text, canary_code text,
    failure text, failed_agreements text not null, braked_at integer, next_canary_at integer,
    failed_canaries integer not null, version integer not null, updated_at integer not null
  ) strict, without rowid`,
  sql`create table pace (key text primary key, next_at integer not null) strict, without rowid`,

  // Each profile is followed up by itself, so that none waits behind another.
  sql`drop index agreement_due`,
  sql`create index agreement_due on agreement (profile_id, next_check_at) where next_check_at is not null`,
]

/** What nodes share about pace, brake and pause. */
export const governor: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
