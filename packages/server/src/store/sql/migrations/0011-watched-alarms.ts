import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`create table alarm (
    key text primary key, rule text not null, profile_id text, count integer not null, opened_at integer not null,
    last_seen_at integer not null, resolved_at integer, acknowledged_at integer, acknowledged_by text,
    notices integer not null, next_notice_at integer, version integer not null
  ) strict, without rowid`,
  sql`create index alarm_opened on alarm (opened_at, key)`,
]

/** What somebody should look at. */
export const watchedAlarms: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
