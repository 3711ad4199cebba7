import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  // `user` is a word of SQL's own.
  sql`create table service_user (
    id text primary key, name text not null unique, role text not null, profile_ids text, password_hash text,
    subject text unique, created_at integer not null, updated_at integer not null, disabled_at integer,
    version integer not null
  ) strict, without rowid`,
  sql`create table session (
    digest text primary key, id text not null unique, user_id text not null, user_agent text,
    created_at integer not null, last_seen_at integer not null, expires_at integer not null, ended_at integer
  ) strict, without rowid`,
  sql`create index session_by_user on session (user_id, created_at)`,
  sql`create index session_end on session (expires_at)`,
  sql`create table one_time_token (
    digest text primary key, purpose text not null, user_id text, created_at integer not null,
    expires_at integer not null, used_at integer
  ) strict, without rowid`,
  sql`create table log_in_pace (
    key text primary key, failures integer not null, next_at integer not null, updated_at integer not null
  ) strict, without rowid`,
  sql`create table approval (
    id text primary key, profile_id text not null, action text not null, subject text not null, reason text not null,
    asked_by text not null, asked_at integer not null, expires_at integer not null, decision text, decided_by text,
    decided_at integer, decision_reason text
  ) strict, without rowid`,
  sql`create index approval_time on approval (profile_id, asked_at, id)`,
  // A key without scopes is of before there were any, and may do everything.
  sql`alter table api_key add column scopes text`,
  sql`alter table api_key add column expires_at integer`,
  sql`alter table api_key add column last_used_at integer`,
]

/** Who may log in, who is logged in, what takes a second person, and what API keys may do. */
export const access: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
