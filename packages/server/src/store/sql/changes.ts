import { sql, type OperationNodeSource } from 'kysely'
import type { SqlValue } from './codec.js'
import { statement, type Statement } from './statement.js'
import type { Table, TableShape } from './table.js'

/** What an insert does where a row of the same key stands. */
export type OnPresent = 'refuse' | 'keep' | 'replace'

/** What a write does to the tables, in no dialect yet. A feature describes its writes with these. */
export type Change =
  | {
      readonly change: 'insert'
      readonly table: TableShape
      readonly onPresent: OnPresent
      /** In the order of the table's columns. */
      readonly values: readonly SqlValue[]
    }
  | {
      readonly change: 'update'
      readonly table: TableShape
      readonly columns: readonly string[]
      readonly values: readonly SqlValue[]
      /** In the order of the table's key. */
      readonly key: readonly SqlValue[]
    }
  | { readonly change: 'run'; readonly statement: Statement<object>; readonly values: object }

/** Thrown where a write names what is not there or may not be changed; its unit is then undone. */
export class WriteRefused extends Error {}

/** Adds a row; one of the same key makes the unit invalid. */
export function insert<Row>(table: Table<Row>, row: Row): Change {
  return { change: 'insert', table, onPresent: 'refuse', values: table.encode(row) }
}

/** Adds a row, or leaves it out where one stands with which it cannot stand. */
export function insertMissing<Row>(table: Table<Row>, row: Row): Change {
  return { change: 'insert', table, onPresent: 'keep', values: table.encode(row) }
}

/** Puts a row in the place of the one of the same key. */
export function put<Row>(table: Table<Row>, row: Row): Change {
  return { change: 'insert', table, onPresent: 'replace', values: table.encode(row) }
}

/**
 * Changes fields of the row of that key; where there is none, the unit is invalid. Nothing where no field is named.
 *
 * @throws WriteRefused where a name is no field
 */
export function update<Row>(table: Table<Row>, key: Partial<Row>, changes: object): readonly Change[] {
  const set = table.encodeSome(changes)
  const of = table.encodeSome(key)
  if (set === undefined || of === undefined) throw new WriteRefused(`an unknown field of ${table.name}`)
  if (set.columns.length === 0) return []
  return [{ change: 'update', table, columns: set.columns, values: set.values, key: of.values }]
}

/** Runs a statement of its own, for what the others cannot say; how many rows it finds does not matter. */
export function run<Values extends object>(made: Statement<Values>, values: Values): Change {
  return { change: 'run', statement: made, values }
}

/** The statement that carries out an insert or an update; its slots are numbered: values, then the key. */
export function statementOf(change: Exclude<Change, { change: 'run' }>): Statement<readonly SqlValue[]> {
  const { table } = change
  const name =
    change.change === 'insert' ? `${change.onPresent} ${table.name}` : `${table.name} ${change.columns.join()}`
  let known = statements.get(name)
  if (known === undefined) {
    known = change.change === 'insert' ? insertInto(table, change.onPresent) : updateOf(table, change.columns)
    statements.set(name, known)
  }
  return known
}

/** Callers change few different sets of columns. */
const statements = new Map<string, Statement<readonly SqlValue[]>>()

// kysely would have each table's own columns; they come from its codec, which the row's type keeps complete.
function insertInto(table: TableShape, onPresent: OnPresent): Statement<readonly SqlValue[]> {
  return statement<readonly SqlValue[]>((slots) =>
    withPresent(
      sql`insert into ${sql.table(table.name)} (${columnList(table.columns)}) values (${sql.join(
        table.columns.map((_column, index) => slots[index]),
      )})`,
      table,
      onPresent,
    ),
  )
}

/** Adds to an insert what it does where a row of the same key stands. */
export function withPresent(
  insertion: ReturnType<typeof sql>,
  table: TableShape,
  onPresent: OnPresent,
): ReturnType<typeof sql> {
  if (onPresent === 'refuse') return insertion
  if (onPresent === 'keep') return sql`${insertion} on conflict do nothing`
  const assignments = table.columns
    .filter((column) => !table.keyColumns.includes(column))
    .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`)
  return sql`${insertion} on conflict (${columnList(table.keyColumns)}) do update set ${sql.join(assignments)}`
}

/** Column names, with commas between them. */
export function columnList(columns: readonly string[]): OperationNodeSource & ReturnType<typeof sql> {
  return sql.join(columns.map((column) => sql.ref(column)))
}

function updateOf(table: TableShape, columns: readonly string[]): Statement<readonly SqlValue[]> {
  return statement<readonly SqlValue[]>((slots) => {
    const assignments = columns.map((column, index) => sql`${sql.ref(column)} = ${slots[index]}`)
    if (table.versioned) assignments.push(sql`version = version + 1`)
    const key = table.keyColumns.map((column, index) => sql`${sql.ref(column)} = ${slots[columns.length + index]}`)
    return sql`update ${sql.table(table.name)} set ${sql.join(assignments)} where ${sql.join(key, sql` and `)}`
  })
}
