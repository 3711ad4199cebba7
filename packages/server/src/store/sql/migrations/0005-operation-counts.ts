import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  // Empty text stands for none, so that the key is whole.
  sql`create table operation_count (
    profile_id text not null, hour integer not null, writer text not null, kind text not null, outcome text not null,
    code text not null, count integer not null,
    primary key (profile_id, hour, writer, kind, outcome, code)
  ) strict, without rowid`,
  sql`insert into operation_count
    select profile_id, at / 3600000, writer, kind, coalesce(outcome, ''), coalesce(code, ''), count(*)
    from operation_record group by 1, 2, 3, 4, 5, 6`,
]

/** The operation log counted by the hour, kept with every batch of records. */
export const operationCounts: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
