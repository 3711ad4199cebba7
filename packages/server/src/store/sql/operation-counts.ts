import { sql } from 'kysely'
import type { OperationRecord } from '../../ledger/index.js'
import type { OperationCount, OperationCountFilter, OperationCountRow } from '../port/index.js'
import { columnList } from './changes.js'
import type { SqlRow, SqlValue } from './codec.js'
import { statement } from './statement.js'
import { tables } from './tables.js'

const hourMs = 3_600_000

/** The hours in which the records fall: one row for all that are counted alike. */
export function countsOf(records: readonly OperationRecord[]): readonly OperationCountRow[] {
  const rows = new Map<string, OperationCountRow & { count: number }>()
  for (const { profileId, at, writer, kind, outcome, code } of records) {
    const hour = Math.floor(at / hourMs)
    const key = `${profileId}\0${hour}\0${writer}\0${kind}\0${outcome ?? ''}\0${code ?? ''}`
    const alike = rows.get(key)
    if (alike !== undefined) alike.count++
    else rows.set(key, { profileId, hour, writer, kind, outcome: outcome ?? '', code: code ?? '', count: 1 })
  }
  return [...rows.values()]
}

/** Sums the writers' hours. */
export const sumOfCounts = statement<{ profileId: string; from: number; to: number }>(
  ({ profileId, from, to }) =>
    sql`select kind, outcome, code, sum(count) as count from operation_count
      where profile_id = ${profileId} and hour >= ${from} and hour < ${to}
      group by kind, outcome, code order by kind, outcome, code`,
)

/** The values of `sumOfCounts`. */
export function hoursOf({ profileId, since, until }: OperationCountFilter) {
  return { profileId, from: Math.floor(since / hourMs), to: Math.ceil(until / hourMs) }
}

export function decodeCount({ kind, outcome, code, count }: SqlRow): OperationCount {
  return {
    kind: String(kind),
    outcome: outcome === '' ? null : String(outcome),
    code: code === '' ? null : String(code),
    count: Number(count),
  }
}

/** Adds one hour of records that are alike to what was counted of them before. */
export const addToCounts = statement<readonly SqlValue[]>((values) => {
  const { columns, keyColumns } = tables.operationCount
  return sql`insert into operation_count (${columnList(columns)})
    values (${sql.join(columns.map((_column, index) => values[index]))})
    on conflict (${columnList(keyColumns)}) do update set count = operation_count.count + excluded.count`
})
