import { sql } from 'kysely'
import type { EventRow } from '../port/index.js'
import { columnList, eachCombination, eventList, type EventPage, type List, type SqlRow } from '../sql/index.js'

type FeedPage = EventPage & { readonly transactionId: number }

/**
 * The events in the order of their transactions. A position is given when a row is written, not when it can be seen, so
 * a reader who went by positions would pass over rows that come to light late. Of the transactions below
 * `pg_snapshot_xmin` none is under way any more, and whatever is written later has a higher number. S3-18
 */
export const feedOfEvents: List<EventRow, FeedPage> = {
  name: eventList.name,
  codec: eventList.codec,
  statement: eachCombination<FeedPage>((parts, slots) => {
    const where = [sql`profile_id = ${slots.profileId}`]
    if (parts.has('agreementId')) where.push(sql`agreement_id = ${slots.agreementId}`)
    if (parts.has('cursor')) where.push(sql`(transaction_id, position) > (${slots.transactionId}, ${slots.position})`)
    return sql`select ${columnList(eventList.codec.columns)}, transaction_id, position, ${isSettled} as settled from event where ${sql.join(where, sql` and `)}
      order by transaction_id, position limit ${slots.limit}`
  }),
  keys: [
    { column: 'transaction_id', slot: 'transactionId', type: 'number' },
    { column: 'position', slot: 'position', type: 'number' },
  ],
}

/** 1 where nothing can come before the row any more. */
const isSettled = sql`(transaction_id <
  (select base from feed_base) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint)::integer`

/** The rows of a feed up to the first that others may still come before; other rows as they are. */
export function settledPart(rows: readonly SqlRow[]): readonly SqlRow[] {
  const end = rows.findIndex(({ settled }) => settled === 0)
  return end === -1 ? rows : rows.slice(0, end)
}
