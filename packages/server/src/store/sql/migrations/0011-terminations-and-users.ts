import { sql, type Kysely, type Migration } from 'kysely'

const statements = [
  sql`alter table agreement add column termination_asked_at integer`,
  sql`alter table agreement add column other_user_id text`,
]

/** The termination that is being followed up, and the second Alipay user behind an account. */
export const terminationsAndUsers: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(database)
  },
}
