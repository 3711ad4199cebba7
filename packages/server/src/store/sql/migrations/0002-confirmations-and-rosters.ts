import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`alter table agreement add column confirmed_at integer`,
  sql`alter table agreement add column doubted_at integer`,
  sql`create index agreement_confirmed on agreement (profile_id, confirmed_at, id) where state = 'signed'`,

  sql`create table roster (
    id text primary key, profile_id text not null, kind text not null, digest text not null,
    created_at integer not null, listed_at integer, finished_at integer
  ) strict, without rowid`,
  sql`create index roster_digest on roster (profile_id, kind, digest, created_at)`,

  // Nulls are distinct in a unique index: lines without an account stand beside each other.
  sql`create table roster_entry (
    roster_id text not null references roster (id), line integer not null, account text, given text not null,
    outcome text, code text, reason text, state text, auto_debit integer check (auto_debit in (0, 1)),
    auto_refund integer check (auto_refund in (0, 1)), change text, checked_at integer,
    primary key (roster_id, line),
    unique (roster_id, account)
  ) strict, without rowid`,
  sql`create index roster_entry_pending on roster_entry (roster_id, line) where outcome is null`,
]

/** What the permission guard and the sweeps ask of an agreement, and the rosters. */
export const confirmationsAndRosters: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
