import { sql, type Migration } from 'kysely'
import { migrations as shared } from '../../sql/index.js'

// The event is the outbox: in the transaction that writes it, whoever writes it, it becomes a delivery to every webhook
// that listens to it. None is lost, and none is delivered that was not committed. S3-18
export const fanOutStatement = `create trigger event_fan_out after insert on event begin
      insert into delivery (id, webhook_id, event_id, profile_id, stream, state, attempts, next_at, created_at)
      select webhook.id || '/' || new.id, webhook.id, new.id, new.profile_id, coalesce(new.agreement_id, 'profile'),
        'pending', 0, new.created_at, new.created_at
      from webhook where webhook.profile_id = new.profile_id and webhook.state = 'active' and (webhook.events is null
        or exists (select 1 from json_each(webhook.events) as wanted where wanted.value = new.type))
      order by webhook.id;
    end`

const fanOut: Migration = {
  async up(database) {
    await sql.raw(fanOutStatement).execute(database)
  },
}

/** What both stores have, then what SQLite alone needs. */
export const migrations: Readonly<Record<string, Migration>> = {
  ...shared,
  'sqlite-0001-fan-out': fanOut,
}
