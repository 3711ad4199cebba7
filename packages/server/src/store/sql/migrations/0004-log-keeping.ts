import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`create table seal (
    writer text not null, epoch integer not null, number integer not null, sequence integer not null, hash text not null,
    at integer not null, key_id text not null, signature text not null, published_at integer,
    primary key (writer, epoch, number)
  ) strict, without rowid`,
  sql`create index seal_unpublished on seal (at) where published_at is null`,

  sql`create table archive (
    writer text not null, epoch integer not null, sequence integer not null, hash text not null, at integer not null,
    digest text, key_id text not null, signature text not null,
    primary key (writer, sequence)
  ) strict, without rowid`,

  sql`create index operation_record_epoch on operation_record (writer, sequence) where kind = 'epoch.opened'`,
  sql`create index idempotent_answer_created on idempotent_answer (created_at)`,
]

/** Seals, what was taken out of the log, and the ways to what has outlived its period. */
export const logKeeping: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
