import type { PoolClient } from 'pg'
import { columnDrift, fanOutTrigger, type ColumnRow, type Drift } from '../sql/index.js'

/** Compares tables and trigger with what this program reads, writes and rests on; undefined where all is there. */
export async function driftOf(client: PoolClient): Promise<Drift | undefined> {
  const { rows } = await client.query<ColumnRow>(
    `select table_name as table, column_name as column, data_type as type, is_nullable = 'NO' as required,
       column_default is not null or is_identity = 'YES' as filled
     from information_schema.columns where table_schema = current_schema()`,
  )
  const drift = columnDrift(rows)
  if (drift !== undefined) return drift
  const { rowCount } = await client.query(
    `select from pg_trigger where tgname = $1 and tgenabled in ('O', 'A') and tgrelid = to_regclass($2)`,
    [fanOutTrigger.trigger, fanOutTrigger.table],
  )
  return rowCount === 0 ? { ...fanOutTrigger, column: '' } : undefined
}
