import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agreementList, allTables, eventList, operationList } from '../../../src/store/sql/index.js'
import { deliveryList, deliveryLists, deliveryLookUps } from '../../../src/store/sql/delivery-keeping.js'
import { lookUps } from '../../../src/store/sql/look-ups.js'
import { loadDriver, type Connection } from '../../../src/store/sqlite/driver.js'
import { openSqliteStore } from '../../../src/store/sqlite/index.js'
import { compile } from '../../../src/store/sqlite/statement.js'
import { optionsFor, temporaryFolder } from './sqlite-home.js'

const folder = temporaryFolder()
let connection: Connection

beforeAll(async () => {
  const path = `${folder.path}/store.sqlite`
  await (await openSqliteStore(optionsFor(path))).close()
  connection = loadDriver().open(path, 'read-only')
})
afterAll(() => {
  connection.close()
  folder.remove()
})

function planOf(sql: string): string {
  const values = Array.from(sql.matchAll(/\?/g), () => 1)
  const rows = connection.prepare(`explain query plan ${sql}`).all(values)
  return rows.map((row) => String(row.detail)).join('; ')
}

/** Every subset of the parts. */
function subsets(parts: readonly string[]): Set<string>[] {
  return Array.from(
    { length: 2 ** parts.length },
    (_, bits) => new Set(parts.filter((_part, bit) => bits & (1 << bit))),
  )
}

describe('the tables', () => {
  it('have the columns that the rows of the port are read from and written to, and no others', () => {
    for (const { name: table, columns: known } of Object.values(allTables)) {
      const columns = connection
        .prepare(`pragma table_info(${table})`)
        .all([])
        .map((row) => row.name)
      expect(columns.filter((column) => column !== 'position').sort(), table).toEqual([...known].sort())
    }
  })

  it('are strict: what is no whole number does not stand in a column of whole numbers', () => {
    const tables = connection
      .prepare("select name, strict from pragma_table_list where name not like 'sqlite%'")
      .all([])
    const ours = tables.filter((row) => !String(row.name).startsWith('kysely'))
    expect(ours).toHaveLength(Object.keys(allTables).length)
    expect(ours.every((row) => row.strict === 1)).toBe(true)
  })
})

describe('reads about deliveries', () => {
  const plansOf = (list: typeof deliveryList) =>
    [['cursor'], []].map((parts) => planOf(compile<never>(list.statement(new Set(parts))).sql)).join('; ')

  it('find what waits and what is dead along an index of these alone, and never sort or scan', () => {
    const { standing, latestDead, latestDelivered, deliveriesDue } = deliveryLookUps
    const plans = [standing, latestDead, latestDelivered].map((one) => planOf(compile<never>(one).sql))
    plans.push(...Object.values(deliveryLists).map(plansOf), plansOf(deliveryList))
    expect(plans.filter((plan) => /SCAN delivery|SCAN webhook/.test(plan))).toEqual([])
    expect(plans.slice(1).filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([])
    expect(plans[0]).toMatch(/delivery_pending.*delivery_given_up/)
    expect(plansOf(deliveryLists.dead)).toContain('delivery_given_up')
    expect(plansOf(deliveryLists.pending)).toContain('delivery_pending')
    // What a courier asks all day goes by what is due, and by streams.
    expect(planOf(compile<never>(deliveriesDue).sql)).toMatch(/delivery_due.*delivery_stream/)
  })
})

describe('every read', () => {
  const lists = [
    ...subsets(['state', 'agentId', 'cursor']).map((parts) => agreementList.statement(parts)),
    ...subsets(['profileId', 'agreementId', 'kind', 'since', 'until', 'cursor']).map((parts) =>
      operationList.statement(parts),
    ),
    ...subsets(['agreementId', 'cursor']).map((parts) => eventList.statement(parts)),
  ].map((one) => compile<never>(one))
  const all = [...lists, ...Object.values(lookUps).map((one) => compile<never>(one))].map(({ sql }) => sql)

  it('has no offset', () => {
    expect(all.filter((sql) => /offset/i.test(sql))).toEqual([])
  })

  it('follows an index in the order of its list and sorts nothing', () => {
    const sorted = lists.map(({ sql }) => [sql, planOf(sql)]).filter(([, plan]) => (plan ?? '').includes('TEMP B-TREE'))
    expect(sorted).toEqual([])
  })

  it('scans a table only where the whole of it is wanted in its order', () => {
    // A slice holds what an index has found already.
    const plans = all.map((sql) => planOf(sql).replaceAll('SCAN slice', ''))
    const scans = plans.filter((plan) => plan.includes('SCAN'))
    expect(new Set(scans)).toEqual(
      new Set(['SCAN operation_record USING INDEX operation_record_time', 'SCAN chain_head']),
    )
  })
})
