import { columnDrift, fanOutTrigger, type ColumnRow, type Drift } from '../sql/index.js'
import type { Connection } from './driver.js'
import { fanOutStatement } from './migrations/index.js'

/** Compares tables and trigger with what this program reads, writes and rests on; undefined where all is there. */
export function driftOf(connection: Connection): Drift | undefined {
  const rows = connection
    .prepare(
      `select made.name as "table", info.name as "column", info.type as type, info."notnull" as required,
         info.dflt_value is not null as filled
       from sqlite_schema as made join pragma_table_info(made.name) as info where made.type = 'table'`,
    )
    .all([])
    .map((row): ColumnRow => ({
      table: String(row.table),
      column: String(row.column),
      type: String(row.type),
      required: Boolean(row.required),
      filled: Boolean(row.filled),
    }))
  const drift = columnDrift(rows)
  if (drift !== undefined) return drift
  const trigger = connection
    .prepare(`select sql from sqlite_schema where type = 'trigger' and name = ? and tbl_name = ?`)
    .get([fanOutTrigger.trigger, fanOutTrigger.table])
  return asWritten(String(trigger?.sql)) === asWritten(fanOutStatement) ? undefined : { ...fanOutTrigger, column: '' }
}

function asWritten(statement: string): string {
  return statement.replace(/\s+/g, ' ').trim().toLowerCase()
}
