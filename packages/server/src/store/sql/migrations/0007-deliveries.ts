import { sql, type Migration } from 'kysely'

// Which events become deliveries is decided where they are written, whoever writes them: see `fanOut`. S3-18
const tables = [
  sql`create table webhook (
    id text primary key, profile_id text not null, url text not null, events text, state text not null, reason text,
    failing_since integer, former_secret_until integer, version integer not null, created_at integer not null,
    updated_at integer not null
  ) strict, without rowid`,
  sql`create index webhook_profile on webhook (profile_id)`,
  sql`create table delivery (
    position integer primary key autoincrement, id text not null unique, webhook_id text not null,
    event_id text not null, profile_id text not null, stream text not null, state text not null,
    attempts integer not null, next_at integer not null, lease_token text, lease_until integer, last_status integer,
    last_failure text, created_at integer not null, settled_at integer
  ) strict`,
  sql`create index delivery_stream on delivery (webhook_id, stream, position) where state = 'pending'`,
  sql`create index delivery_due on delivery (webhook_id, next_at) where state = 'pending'`,
  sql`create index delivery_webhook on delivery (webhook_id, position)`,
  sql`create index delivery_settled on delivery (settled_at) where settled_at is not null`,
]

/** Webhooks, and what is to be delivered to them. */
export const deliveries: Migration = {
  async up(database) {
    for (const statement of tables) await statement.execute(database)
  },
}
