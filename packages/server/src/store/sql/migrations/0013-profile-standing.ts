import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`create index agreement_held on agreement (profile_id) where hold_code is not null`,
  sql`create index delivery_dead on delivery (profile_id) where state = 'dead'`,
]

/** What stands still of a profile, so that it can be counted every minute and at every scrape. */
export const profileStanding: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
