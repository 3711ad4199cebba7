import { sql, type Migration } from 'kysely'
import { migrations as shared } from '../../sql/index.js'

// A feed's order; see `feeds.ts`. The base goes up where the database moves to a server whose transaction numbers are
// lower, as after `pg_restore`.
const feedOrder: Migration = {
  async up(database) {
    for (const statement of [
      sql`create table feed_base (id integer primary key check (id = 1), base bigint not null)`,
      sql`insert into feed_base (id, base) values (1, 0)`,
      sql`create function feed_transaction() returns bigint language sql volatile
        as 'select base + pg_current_xact_id()::text::bigint from feed_base'`,
      sql`alter table event add column transaction_id bigint not null default feed_transaction()`,
      sql`create index event_feed on event (profile_id, transaction_id, position)`,
      sql`create index event_agreement_feed on event (agreement_id, transaction_id, position)
        where agreement_id is not null`,
    ]) {
      await statement.execute(database)
    }
  },
}

/** What both stores have, then what PostgreSQL alone needs. */
export const migrations: Readonly<Record<string, Migration>> = {
  ...shared,
  'postgres-0001-feed-order': feedOrder,
}
