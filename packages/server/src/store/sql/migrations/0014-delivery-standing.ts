import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`create index delivery_pending on delivery (webhook_id, position) where state = 'pending'`,
  sql`create index delivery_given_up on delivery (webhook_id, position) where state = 'dead'`,
]

/** What waits for each webhook and what was given up, oldest first, so that a page and a scrape need not look for it. */
export const deliveryStanding: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
