import { sql } from 'kysely'
import type { OperationRecord } from '../../ledger/index.js'
import type { ChainPoint } from '../../ledger/index.js'
import type { Guard } from '../port/index.js'
import {
  checkOf,
  columnList,
  countsOf,
  slots,
  tables,
  withPresent,
  type Change,
  type OnPresent,
  type SqlValue,
  type TableShape,
} from '../sql/index.js'
import { named, type NamedStatement } from './statement.js'

type Insert = Extract<Change, { change: 'insert' }>
type Update = Extract<Change, { change: 'update' }>

/** What one statement writes. */
export interface Work {
  readonly guards: readonly Guard[]
  readonly changes: readonly (Insert | Update)[]
  readonly records: readonly OperationRecord[]
  /** Where the chain ended before the records. */
  readonly head: ChainPoint | undefined
}

/** What the statement answers in the place of a guard's position. */
export const verdicts = { rowMissing: -1, headMoved: -2 } as const

/**
 * Two changes of one row cannot stand in one statement: PostgreSQL would carry out one of them. Nor can a new row beside
 * a changed one of its table: what the change gives up of a unique index would still stand in the way.
 */
export function fitsOneStatement(changes: readonly Change[]): changes is (Insert | Update)[] {
  const touched = new Set<string>()
  const updated = new Set(changes.flatMap((one) => (one.change === 'update' ? [one.table] : [])))
  for (const change of changes) {
    if (change.change === 'run') return false
    if (change.change === 'insert' && updated.has(change.table)) return false
    if (change.change === 'insert' && change.onPresent === 'keep') continue
    const name = rowName(change.table, change.change === 'insert' ? keyOf(change) : change.key)
    if (touched.has(name)) return false
    touched.add(name)
  }
  return true
}

const made = new Map<string, NamedStatement>()

/** As many as there are ways in which the service writes, with room. */
const keptStatements = 500

/** The statement that checks and writes the work, and its values. Units of one shape share the statement. */
export function planOf(work: Work): { readonly statement: NamedStatement; readonly values: SqlValue[] } {
  const parts = new Parts()
  const pieces = piecesOf(work, parts)
  const shape = pieces.map(({ shape }) => shape).join('\n')
  let statement = made.get(shape)
  if (statement === undefined) {
    statement = named(assemble(pieces))
    if (made.size >= keptStatements) made.clear()
    made.set(shape, statement)
  }
  return { statement, values: statement.bind(...parts.values) }
}

/** The values of the pieces, and the slots that stand for them. */
class Parts {
  readonly values: object[] = []

  add(values: object): number {
    return this.values.push(values) - 1
  }
}

type Fragment = ReturnType<typeof sql>

/** A piece of the statement: what tells it from others, and how it is made. */
interface Piece {
  readonly shape: string
  readonly role: 'lock' | 'guard' | 'write' | 'expected-head'
  readonly make: () => Fragment
}

function piecesOf({ guards, changes, records, head }: Work, parts: Parts): Piece[] {
  const updates = changes.filter((change) => change.change === 'update')
  const inserts = changes.filter((change) => change.change === 'insert')
  const pieces = guards.map((guard) => guardPiece(guard, parts))
  pieces.push(...lockPieces(guards, updates, parts))
  if (head !== undefined && records.length > 0) pieces.push(...logPieces(records, head, parts))
  for (const change of updates) pieces.push(updatePiece(change, parts))
  for (const group of grouped(inserts)) pieces.push(insertPiece(group.table, group.onPresent, group.rows, parts))
  return pieces
}

function guardPiece(guard: Guard, parts: Parts): Piece {
  const { statement, holds } = checkOf(guard)
  const part = parts.add(guard)
  const built = () => sql`exists (${statement.build(slots(part) as Guard)})`
  return {
    shape: `guard ${guard.guard}`,
    role: 'guard',
    make: () => (holds === 'found' ? sql`not ${built()}` : built()),
  }
}

/** Rows that are changed or rested on, table by table in the order of their keys, so that no two units lock crosswise. */
function lockPieces(guards: readonly Guard[], updates: readonly Update[], parts: Parts): Piece[] {
  const rows = new Map<string, { readonly table: TableShape; readonly key: readonly SqlValue[] }>()
  const add = (table: TableShape, key: readonly SqlValue[]) => rows.set(rowName(table, key), { table, key })
  for (const { table, key } of updates) add(table, key)
  for (const guard of guards) {
    const row = checkOf(guard).row?.(guard)
    if (row !== undefined) add(row.table, [row.key])
  }
  const byTable = groupByTable([...rows.values()])
  return [...byTable]
    .sort(([a], [b]) => (a.name < b.name ? -1 : 1))
    .map(([table, locked]) =>
      lockPiece(
        table,
        locked.map(({ key }) => key),
        parts,
      ),
    )
}

function groupByTable<Row extends { readonly table: TableShape }>(rows: readonly Row[]): Map<TableShape, Row[]> {
  const groups = new Map<TableShape, Row[]>()
  for (const row of rows) groups.set(row.table, [...(groups.get(row.table) ?? []), row])
  return groups
}

function lockPiece(table: TableShape, keys: readonly (readonly SqlValue[])[], parts: Parts): Piece {
  const places = keys.map((key) => parts.add(key))
  return {
    shape: `lock ${table.name} ${keys.length}`,
    role: 'lock',
    make: () => {
      const rows = places.map((place) => sql`(${isKey(table, place)})`)
      return sql`select 1 from ${sql.table(table.name)} where ${sql.join(rows, sql` or `)}
        order by ${columnList(table.keyColumns)} for no key update`
    },
  }
}

function isKey(table: TableShape, place: number, from = 0): Fragment {
  const values = slots(place) as readonly SqlValue[]
  return sql.join(
    table.keyColumns.map((column, index) => sql`${sql.ref(column)} = ${values[from + index]}`),
    sql` and `,
  )
}

function updatePiece({ table, columns, values, key }: Update, parts: Parts): Piece {
  const place = parts.add([...values, ...key])
  return {
    shape: `update ${table.name} ${columns.join()}`,
    role: 'write',
    make: () => {
      const given = slots(place) as readonly SqlValue[]
      const set = columns.map((column, index) => sql`${sql.ref(column)} = ${given[index]}`)
      if (table.versioned) set.push(sql`version = version + 1`)
      return sql`update ${sql.table(table.name)} set ${sql.join(set)}
        where ${isKey(table, place, columns.length)} and ${mayWrite}`
    },
  }
}

const mayWrite = sql`(select code from verdict) is null`

/** The rows go as one value: however many there are, the statement is the same. */
function insertPiece(
  table: TableShape,
  onPresent: OnPresent,
  rows: readonly (readonly SqlValue[])[],
  parts: Parts,
): Piece {
  const place = parts.add({ rows: rowsAsJson(table, rows) })
  return {
    shape: `${onPresent} ${table.name}`,
    role: 'write',
    make: () => withPresent(insertion(table, place), table, onPresent),
  }
}

function insertion(table: TableShape, place: number): Fragment {
  const { rows } = slots(place) as { readonly rows: string }
  const columns = columnList(table.columns)
  const name = sql.table(table.name)
  return sql`insert into ${name} (${columns})
    select ${columns} from json_populate_recordset(null::${name}, ${rows}::json) where ${mayWrite}`
}

function rowsAsJson(table: TableShape, rows: readonly (readonly SqlValue[])[]): string {
  return JSON.stringify(
    rows.map((values) => Object.fromEntries(table.columns.map((column, index) => [column, values[index] ?? null]))),
  )
}

function logPieces(records: readonly OperationRecord[], head: ChainPoint, parts: Parts): Piece[] {
  const last = records.at(-1) ?? head
  const before = parts.add(head)
  const after = parts.add(last)
  const counts = parts.add({
    rows: rowsAsJson(
      tables.operationCount,
      countsOf(records).map((row) => tables.operationCount.encode(row)),
    ),
  })
  const { writer, sequence, hash } = slots(before) as ChainPoint
  const next = slots(after) as ChainPoint
  return [
    {
      shape: 'head',
      role: 'expected-head',
      make: () =>
        sql`not exists (select from chain_head where writer = ${writer} and sequence = ${sequence} and hash = ${hash})`,
    },
    {
      shape: 'head',
      role: 'write',
      make: () => sql`update chain_head set sequence = ${next.sequence}, hash = ${next.hash}
        where writer = ${writer} and sequence = ${sequence} and ${mayWrite}`,
    },
    insertPiece(
      tables.operationRecord,
      'refuse',
      records.map((record) => tables.operationRecord.encode(record)),
      parts,
    ),
    {
      shape: 'counts',
      role: 'write',
      make: () => sql`${insertion(tables.operationCount, counts)}
        on conflict (${columnList(tables.operationCount.keyColumns)})
        do update set count = operation_count.count + excluded.count`,
    },
  ]
}

function assemble(pieces: readonly Piece[]): Fragment {
  const of = (role: Piece['role']) => pieces.filter((piece) => piece.role === role).map(({ make }) => make())
  const locks = of('lock')
  const counts = pieces
    .filter(({ role }) => role === 'lock')
    .map(
      ({ shape }, index) =>
        sql`(select count(*) from ${sql.table(`lock_${index}`)}) <> ${sql.lit(Number(shape.split(' ')[2]))}`,
    )
  const cases = [
    ...of('guard').map((failing, index) => sql`when ${failing} then ${sql.lit(index)}`),
    ...counts.map((missing) => sql`when ${missing} then ${sql.lit(verdicts.rowMissing)}`),
    ...of('expected-head').map((moved) => sql`when ${moved} then ${sql.lit(verdicts.headMoved)}`),
    sql`when false then 0`,
  ]
  const steps = [
    ...locks.map((lock, index) => sql`${sql.table(`lock_${index}`)} as materialized (${lock})`),
    sql`verdict as materialized (select case ${sql.join(cases, sql` `)} end as code)`,
    ...of('write').map((write, index) => sql`${sql.table(`write_${index}`)} as (${write})`),
  ]
  return sql`with ${sql.join(steps)} select code from verdict`
}

interface Group {
  readonly table: TableShape
  readonly onPresent: OnPresent
  readonly rows: (readonly SqlValue[])[]
}

/** Inserts of a table together, ordered by key where rows may be there already. */
function grouped(inserts: readonly Insert[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { table, onPresent, values } of inserts) {
    const name = `${table.name} ${onPresent}`
    const group = groups.get(name) ?? { table, onPresent, rows: [] }
    group.rows.push(values)
    groups.set(name, group)
  }
  for (const { table, onPresent, rows } of groups.values()) {
    if (onPresent !== 'refuse') rows.sort((a, b) => (keyText(table, a) < keyText(table, b) ? -1 : 1))
  }
  return [...groups.values()].sort((a, b) => (a.table.name < b.table.name ? -1 : 1))
}

function keyOf({ table, values }: Insert): SqlValue[] {
  return table.keyColumns.map((column) => values[table.columns.indexOf(column)] ?? null)
}

function keyText(table: TableShape, values: readonly SqlValue[]): string {
  return table.keyColumns.map((column) => String(values[table.columns.indexOf(column)]).padStart(20, '0')).join('\0')
}

function rowName(table: TableShape, key: readonly SqlValue[]): string {
  return `${table.name}\0${key.join('\0')}`
}
