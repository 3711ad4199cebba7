import { allTables } from './all-tables.js'

/** Where the tables are not what this program reads and writes. */
export interface Drift {
  readonly table: string
  /** Empty where the whole table is missing, or what `trigger` names. */
  readonly column: string
  /** A trigger on the table that is missing, switched off or other than its migration has made it. */
  readonly trigger?: string
}

/** A column as the store itself tells of it. */
export interface ColumnRow {
  readonly table: string
  readonly column: string
  /** In the store's words. */
  readonly type: string
  readonly required: boolean
  /** A row may be added without it all the same. */
  readonly filled: boolean
}

/** The trigger by which events become deliveries. S3-18 */
export const fanOutTrigger = { table: 'event', trigger: 'event_fan_out' } as const

const usableTypes: ReadonlySet<string> = new Set(['text', 'bigint', 'integer'])

/**
 * Compares the columns that are there with those that this program reads and writes; undefined where all are there. What
 * is there beside them is a later release's, as long as rows can be added without it.
 */
export function columnDrift(rows: readonly ColumnRow[]): Drift | undefined {
  for (const { name, columns } of Object.values(allTables)) {
    const found = new Map(rows.filter(({ table }) => table === name).map((row) => [row.column, row]))
    if (found.size === 0) return { table: name, column: '' }
    const missing = columns.find((column) => !usableTypes.has(found.get(column)?.type.toLowerCase() ?? ''))
    if (missing !== undefined) return { table: name, column: missing }
    const known = new Set<string>(columns)
    const unfilled = [...found.values()].find((row) => !known.has(row.column) && row.required && !row.filled)
    if (unfilled !== undefined) return { table: name, column: unfilled.column }
  }
  return undefined
}
