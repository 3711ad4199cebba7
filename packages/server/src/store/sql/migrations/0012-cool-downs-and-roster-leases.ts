import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`alter table agreement add column cool_until integer`,
  // As it was reckoned from the last answer so far: 30 s, doubling to an hour.
  sql`update agreement
    set cool_until = last_check_at + case unsuccessful_checks when 1 then 30000 when 2 then 60000 when 3 then 120000
      when 4 then 240000 when 5 then 480000 when 6 then 960000 when 7 then 1920000 else 3600000 end
    where unsuccessful_checks > 0 and last_outcome <> 'not_sent'`,

  sql`alter table roster add column lease_token text`,
  sql`alter table roster add column lease_until integer`,
  // Rosters of before have no lease at all, and may be several of one file.
  sql`create unique index roster_open on roster (profile_id, kind, digest)
    where finished_at is null and lease_until is not null`,
]

/** When a query may be repeated, as the last answer fixed it; and who asks about a roster, so that only one does. */
export const coolDownsAndRosterLeases: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
