import type { PoolClient } from 'pg'
import { allTables } from '../sql/index.js'

/** Where the tables are not what this program reads and writes. */
export interface Drift {
  readonly table: string
  /** Empty where the whole table is missing. */
  readonly column: string
}

/**
 * Compares the tables with what this program reads and writes; undefined where all is there. What is there beside it is
 * a later release's, as long as rows can be added without it.
 */
export async function driftOf(client: PoolClient): Promise<Drift | undefined> {
  const { rows } = await client.query<ColumnRow>(
    `select table_name as table, column_name as column, data_type as type, is_nullable = 'NO' as required,
       column_default is not null or is_identity = 'YES' as filled
     from information_schema.columns where table_schema = current_schema()`,
  )
  for (const { name, columns } of Object.values(allTables)) {
    const found = new Map(rows.filter(({ table }) => table === name).map((row) => [row.column, row]))
    if (found.size === 0) return { table: name, column: '' }
    const missing = columns.find((column) => !usableTypes.has(found.get(column)?.type ?? ''))
    if (missing !== undefined) return { table: name, column: missing }
    const known = new Set<string>(columns)
    const unfilled = [...found.values()].find((row) => !known.has(row.column) && row.required && !row.filled)
    if (unfilled !== undefined) return { table: name, column: unfilled.column }
  }
  return undefined
}

interface ColumnRow {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly required: boolean
  readonly filled: boolean
}

const usableTypes: ReadonlySet<string> = new Set(['text', 'bigint'])
