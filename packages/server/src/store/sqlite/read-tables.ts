import { resolve } from 'node:path'
import { allTables, type SqlRow, type TableShape } from '../sql/index.js'
import { loadDriver, type Connection } from './driver.js'

const pageRows = 1000

/** Tables whose rows have a place beside their key: it is what lists and feeds go by. */
const placed: ReadonlySet<string> = new Set(['event', 'operation_record', 'delivery'])

/**
 * Hands out every row of every table, in pages, as they stood at one moment; rows that others refer to come first, and
 * rows with a place in their order. For moving a store: whoever calls owns it, so nobody writes meanwhile.
 */
export async function readSqliteTables(
  path: string,
  take: (table: TableShape, rows: readonly SqlRow[]) => Promise<void>,
): Promise<void> {
  const connection = loadDriver().open(resolve(path), 'read-only')
  try {
    connection.execute('begin')
    for (const table of Object.values(allTables)) await readTable(connection, table, take)
  } finally {
    connection.close()
  }
}

async function readTable(
  connection: Connection,
  table: TableShape,
  take: (table: TableShape, rows: readonly SqlRow[]) => Promise<void>,
): Promise<void> {
  const order = placed.has(table.name) ? ['position'] : table.keyColumns
  const wanted = [...new Set([...table.columns, ...order])].map(quoted).join(', ')
  const keys = order.map(quoted).join(', ')
  const page = `select ${wanted} from ${quoted(table.name)}`
  const end = `order by ${keys} limit ${pageRows}`
  const first = connection.prepare(`${page} ${end}`)
  const next = connection.prepare(`${page} where (${keys}) > (${order.map(() => '?').join(', ')}) ${end}`)
  for (let rows = first.all([]); rows.length > 0;) {
    await take(table, rows)
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageRows) return
    rows = next.all(order.map((column) => last[column] ?? null))
  }
}

function quoted(name: string): string {
  return `"${name}"`
}
