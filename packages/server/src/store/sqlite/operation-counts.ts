import type { OperationRecord } from '../../ledger/index.js'
import type { OperationCount, OperationCountFilter, OperationCountRow } from '../port/index.js'
import { codecs } from './codec.js'
import type { PreparedStatements } from './statement.js'

const hourMs = 3_600_000

const add = `insert into operation_count (${codecs.operationCount.columns.join(', ')}) values (?, ?, ?, ?, ?, ?, ?)
  on conflict do update set count = count + excluded.count`

const sum = `select kind, outcome, code, sum(count) as count from operation_count
  where profile_id = ? and hour >= ? and hour < ? group by kind, outcome, code order by kind, outcome, code`

/** Adds the records of a batch to the hours in which they fall: one write for all that are counted alike. */
export function countRecords(prepared: PreparedStatements, records: readonly OperationRecord[]): void {
  const rows = new Map<string, OperationCountRow>()
  for (const { profileId, at, writer, kind, outcome, code } of records) {
    const alike = { profileId, hour: Math.floor(at / hourMs), writer, kind, outcome: outcome ?? '', code: code ?? '' }
    const key = Object.values(alike).join('\0')
    rows.set(key, { ...alike, count: (rows.get(key)?.count ?? 0) + 1 })
  }
  for (const row of rows.values()) prepared.of(add).run(codecs.operationCount.encode(row))
}

/** Sums the writers' hours. */
export function readOperationCounts(
  prepared: PreparedStatements,
  { profileId, since, until }: OperationCountFilter,
): readonly OperationCount[] {
  const rows = prepared.of(sum).all([profileId, Math.floor(since / hourMs), Math.ceil(until / hourMs)])
  return rows.map(({ kind, outcome, code, count }) => ({
    kind: String(kind),
    outcome: outcome === '' ? null : String(outcome),
    code: code === '' ? null : String(code),
    count: Number(count),
  }))
}
