import type { PoolClient } from 'pg'
import { PaycircleError } from 'paycircle/internal/base'
import { storeError } from '../port/index.js'
import { allTables, type SqlRow, type TableShape } from '../sql/index.js'
import { connectionPool, expectAddress, placeOf } from './client.js'
import { migrate } from './migrate.js'

const limits = { connections: 1, statementMs: 120_000, lockWaitMs: 5000, connectMs: 10_000 }

type Take = (table: TableShape, rows: readonly SqlRow[]) => Promise<void>

/**
 * Fills an empty database with the rows of another store, all of them or none: `read` hands them over, and they are
 * there for others only when it has ended and every row was counted. Answers how many rows each table has.
 *
 * @throws store-not-empty where anything stands in it already
 * @throws store-unusable where it cannot be reached
 */
export async function fillPostgresTables(
  url: string,
  read: (take: Take) => Promise<void>,
): Promise<Readonly<Record<string, number>>> {
  expectAddress(url)
  const place = placeOf(url)
  const pool = await connectionPool(url, limits)
  try {
    const client = await pool.connect()
    try {
      await migrate(client, place)
      return await inOneTransaction(client, place, read)
    } finally {
      client.release()
    }
  } catch (error) {
    if (error instanceof PaycircleError) throw error
    // Without `cause` where it may show the address.
    throw storeError('store-unusable', { path: place, reason: 'no-access' }, { cause: error })
  } finally {
    await pool.end()
  }
}

async function inOneTransaction(
  client: PoolClient,
  place: string,
  read: (take: Take) => Promise<void>,
): Promise<Readonly<Record<string, number>>> {
  await client.query('begin')
  try {
    // Nodes that start meanwhile wait, as they do for migrations.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('paycircle migrations', 0))`)
    const before = await counts(client)
    const filled = Object.entries(before).find(([, rows]) => rows > 0)
    if (filled !== undefined) throw storeError('store-not-empty', { path: place, table: filled[0] })
    const handed: Record<string, number> = {}
    await read(async ({ name, columns }, rows) => {
      handed[name] = (handed[name] ?? 0) + rows.length
      const list = columns.map((column) => `"${column}"`).join(', ')
      await client.query(
        `insert into "${name}" (${list}) select ${list} from json_populate_recordset(null::"${name}", $1::json)`,
        [JSON.stringify(rows)],
      )
    })
    const after = await counts(client)
    for (const [name, rows] of Object.entries(after)) {
      if (rows !== (handed[name] ?? 0)) throw storeError('store-failed', { written: 'no' })
    }
    await client.query('commit')
    return after
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function counts(client: PoolClient): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {}
  for (const { name } of Object.values(allTables)) {
    const { rows } = await client.query<{ rows: number }>(`select count(*) as rows from "${name}"`)
    found[name] = Number(rows[0]?.rows)
  }
  return found
}
