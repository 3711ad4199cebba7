import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`create table agreement (
    id text primary key, profile_id text not null, account text not null, account_as_given text not null, agent_id text,
    state text not null, auto_debit integer check (auto_debit in (0, 1)), auto_refund integer check (auto_refund in (0, 1)),
    user_id text, hold_code text, hold_since integer, hold_opens_by text, departed_at integer, follow_up_step integer,
    next_check_at integer, last_check_at integer, last_outcome text, last_code text,
    unsuccessful_checks integer not null, attention text, lease_token text, lease_until integer,
    version integer not null, created_at integer not null, updated_at integer not null,
    unique (profile_id, account)
  ) strict, without rowid`,
  sql`create index agreement_changed on agreement (profile_id, updated_at, id)`,
  sql`create index agreement_state on agreement (profile_id, state, updated_at, id)`,
  sql`create index agreement_agent on agreement (profile_id, agent_id, updated_at, id) where agent_id is not null`,
  sql`create index agreement_due on agreement (next_check_at) where next_check_at is not null`,
  sql`create index agreement_leased on agreement (lease_until) where lease_until is not null`,

  sql`create table signing (
    id text primary key, profile_id text not null, agreement_id text not null references agreement (id),
    token_digest text not null unique, scope text not null, return_to text, created_at integer not null,
    expires_at integer not null, departed_at integer, arrived_at integer
  ) strict, without rowid`,

  sql`create table idempotent_answer (
    profile_id text not null, key text not null, request_digest text not null, status integer not null,
    body text not null, created_at integer not null,
    primary key (profile_id, key)
  ) strict, without rowid`,

  sql`create table event (
    position integer primary key autoincrement, id text not null unique, profile_id text not null,
    agreement_id text references agreement (id), type text not null, payload text not null, created_at integer not null
  ) strict`,
  sql`create index event_profile on event (profile_id)`,
  sql`create index event_agreement on event (agreement_id) where agreement_id is not null`,

  sql`create table api_key (
    id text primary key, profile_id text not null, name text not null, digest text not null unique,
    created_at integer not null, revoked_at integer
  ) strict, without rowid`,
  sql`create index api_key_profile on api_key (profile_id)`,

  // No foreign key: the log outlives what it tells of.
  sql`create table operation_record (
    position integer primary key, writer text not null, sequence integer not null check (sequence > 0),
    operation_id text not null, at integer not null, clock_source text not null, kind text not null,
    profile_id text not null, agreement_id text, account text, actor text not null, outcome text, code text,
    details text not null, account_salt text, account_digest text, previous_hash text not null, hash text not null,
    unique (writer, sequence)
  ) strict`,
  sql`create index operation_record_time on operation_record (at)`,
  sql`create index operation_record_profile on operation_record (profile_id, at)`,
  sql`create index operation_record_agreement on operation_record (agreement_id, at) where agreement_id is not null`,
  sql`create index operation_record_operation on operation_record (operation_id)`,
  sql`create table chain_head (
    writer text primary key, sequence integer not null, hash text not null
  ) strict, without rowid`,
]

/** All tables of the first version. */
export const firstTables: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
