import { sql } from 'kysely'
import type { ClaimedDelivery, DeliveryClaim } from '../port/index.js'
import { deliveryTables, isClaimable, statement, tables, type SqlRow } from '../sql/index.js'
import type { Connections } from './connections.js'
import { failureOf } from './failures.js'
import { compile } from './statement.js'
import { unitError } from './unit-errors.js'

/** How often it is run again that others changed one of the rows meanwhile; then they are theirs. */
const mostAttempts = 5

/**
 * One statement for claims and events, so that nodes share a backlog without standing in each other's way: rows that
 * others are claiming are passed over. docs/decisions/0045
 */
export async function claimDeliveries(
  connections: Connections,
  { ids, ...values }: DeliveryClaim,
): Promise<readonly ClaimedDelivery[]> {
  const { name, text, bind } = compile(claim)
  const query = { name, text, values: bind({ ...values, ids: JSON.stringify(ids) }) }
  return connections.use(async (client) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await client.query<SqlRow>(query)).rows.map(decoded)
      } catch (error) {
        if (failureOf(error) !== 'again') throw unitError(error)
        if (attempt >= mostAttempts) return []
      }
    }
  })
}

const { delivery } = deliveryTables
const { event } = tables

/** In the answer the event's columns stand beside the delivery's, some of which have the same names. */
const ofEvent = (column: string) => `event.${column}`

/**
 * Each delivery is looked up by its id alone, whatever PostgreSQL believes of the other indexes (`offset 0`), and only as
 * many as it takes.
 */
const claim = statement<Omit<DeliveryClaim, 'ids'> & { readonly ids: string }>(
  ({ ids, most, token, at, until }) => sql`
  with given as materialized (
    select id from json_array_elements_text(${ids}::json) with ordinality as listed (id, place) order by place),
  free as materialized (
    select locked.position from given
    cross join lateral (select ${columnsOf('one', [...delivery.columns, 'position'])}
      from delivery as one where one.id = given.id offset 0) as delivery
    cross join lateral (select one.position
      from delivery as one where one.position = delivery.position for no key update skip locked) as locked
    where ${isClaimable(at)} limit ${most}),
  claimed as (
    update delivery set lease_token = ${token}, lease_until = ${until}
    from free where delivery.position = free.position
    returning ${columnsOf('delivery', delivery.columns)})
  select ${columnsOf('claimed', delivery.columns)}, ${columnsOf('event', event.columns, ofEvent)}
  from claimed join event on event.id = claimed.event_id`,
)

function columnsOf(table: string, columns: readonly string[], nameOf = (column: string) => column) {
  return sql.join(columns.map((column) => sql`${sql.ref(`${table}.${column}`)} as ${sql.id(nameOf(column))}`))
}

function decoded(row: SqlRow): ClaimedDelivery {
  const ownColumns = event.columns.map((column) => [column, row[ofEvent(column)] ?? null] as const)
  return { row: delivery.decode(row), event: event.decode(Object.fromEntries(ownColumns)) }
}
