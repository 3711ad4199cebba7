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

// As SQLite's of the same name: a trigger, so that a unit stays one statement, and nodes of an earlier release fan out too.
// S3-18
const fanOut: Migration = {
  async up(database) {
    for (const statement of [
      sql`create function fan_out_event() returns trigger language plpgsql as $$ begin
        insert into delivery (id, webhook_id, event_id, profile_id, stream, state, attempts, next_at, created_at)
        select webhook.id || '/' || new.id, webhook.id, new.id, new.profile_id, coalesce(new.agreement_id, 'profile'),
          'pending', 0, new.created_at, new.created_at
        from webhook where webhook.profile_id = new.profile_id and webhook.state = 'active'
          and (webhook.events is null or webhook.events::jsonb @> to_jsonb(new.type::varchar))
        order by webhook.id;
        return null;
      end $$`,
      sql`create trigger event_fan_out after insert on event for each row execute function fan_out_event()`,
    ]) {
      await statement.execute(database)
    }
  },
}

/** What both stores have, then what PostgreSQL alone needs. */
export const migrations: Readonly<Record<string, Migration>> = {
  ...shared,
  'postgres-0001-feed-order': feedOrder,
  'postgres-0002-fan-out': fanOut,
}
