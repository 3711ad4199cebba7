import { sql } from 'kysely'
import type { ChainPoint, OperationRecord } from '../../ledger/index.js'
import type { Guard } from '../port/index.js'
import { checkOf, columnList, countsOf, tables, withPresent, type SqlValue, type TableShape } from '../sql/index.js'
import { insertName, guardedRow, keyOf, rowName, updateName, type Insert, type Update } from './ready-unit.js'
import { named, type NamedStatement } from './statement.js'
import { givenRows, Parts, rowsAsJson, type Fragment } from './given-rows.js'

/** What one statement writes: units of one shape that touch different rows, and the records of all of them. */
export interface Work {
  readonly units: readonly {
    readonly guards: readonly Guard[]
    readonly changes: readonly (Insert | Update)[]
  }[]
  readonly records: readonly OperationRecord[]
  /** Where the chain ended before the records. */
  readonly head: ChainPoint | undefined
}

/** What the statement answers of a unit: the position of the guard that did not hold, or one of `verdicts`. */
export interface Refused {
  readonly unit: number
  readonly code: number
}

export const verdicts = { rowMissing: -1, headMoved: -2 } as const

const made = new Map<string, NamedStatement>()

/** As many as there are ways in which the service writes, with room. */
const keptStatements = 500

/**
 * The statement that checks and writes the work, and its values. It answers a row for each unit against which it found;
 * where there is one nothing at all is written. However many units of one shape there are, the statement is the same.
 */
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

/** A piece of the statement: what tells it from others, and how it is made. */
interface Piece {
  readonly shape: string
  readonly role: 'units' | 'guard' | 'lock' | 'lock-count' | 'expected-head' | 'write'
  readonly make: () => Fragment
}

function piecesOf({ units, records, head }: Work, parts: Parts): Piece[] {
  const changes = units.flatMap((unit) => unit.changes)
  const updates = changes.filter((change) => change.change === 'update')
  const inserts = changes.filter((change) => change.change === 'insert')
  return [
    ...guardPieces(
      units.map(({ guards }) => guards),
      parts,
    ),
    ...lockPieces(
      units.flatMap(({ guards }) => guards),
      updates,
      parts,
      // Units that go together wait for nobody's row: the others of them would wait as well.
      units.length > 1 ? 'nowait' : '',
    ),
    ...(head !== undefined && records.length > 0 ? logPieces(records, head, parts) : []),
    ...[...groupBy(updates, updateName)].map(([, group]) => updatePiece(group, parts)),
    ...[...groupBy(inserts, insertName)].map(([, group]) => insertPiece(group, parts)),
  ]
}

/** The values of the units' guards go as rows; each guard finds its own in the unit's. */
function guardPieces(guards: readonly (readonly Guard[])[], parts: Parts): Piece[] {
  const [first = []] = guards
  const columns = first.flatMap((guard, index) =>
    valuesOf(guard).map(([field, value]) => ({
      name: `${field}_${index}`,
      type: typeof value === 'number' ? 'bigint' : 'text',
    })),
  )
  const rows = guards.map((one, unit) => [unit, ...one.flatMap((guard) => valuesOf(guard).map(([, value]) => value))])
  const slot = parts.add(rowsAsJson(['unit', ...columns.map(({ name }) => name)], rows))
  const list = columns.map(({ name, type }) => sql`, ${sql.ref(name)} ${sql.raw(type)}`)
  return [
    {
      shape: columns.map(({ name, type }) => `${name} ${type}`).join(),
      role: 'units',
      make: () => sql`json_to_recordset(${slot}::json) as units (unit integer${sql.join(list, sql``)})`,
    },
    ...first.map((guard, index) => guardPiece(guard, index)),
  ]
}

function valuesOf(guard: Guard): readonly (readonly [string, SqlValue])[] {
  return (Object.entries(guard as object) as [string, SqlValue][]).filter(([field]) => field !== 'guard')
}

function guardPiece(guard: Guard, index: number): Piece {
  const { statement, holds } = checkOf(guard)
  const ofUnit = new Proxy({}, { get: (_target, field) => sql.ref(`units.${String(field)}_${index}`) })
  // `offset 0`: else a table that PostgreSQL believes to be small would be read whole, to have all its keys at hand.
  const built = () => sql`exists (select from (${statement.build(ofUnit as Guard)}) as found offset 0)`
  return {
    shape: `guard ${guard.guard}`,
    role: 'guard',
    make: () => (holds === 'found' ? sql`not ${built()}` : built()),
  }
}

/** Rows that are changed or rested on, table by table in the order of their keys, so that no two units lock crosswise. */
function lockPieces(guards: readonly Guard[], updates: readonly Update[], parts: Parts, wait: '' | 'nowait'): Piece[] {
  const rows = new Map<string, { readonly table: TableShape; readonly key: readonly SqlValue[] }>()
  for (const { table, key } of updates) rows.set(rowName(table, key), { table, key })
  for (const guard of guards) {
    const row = guardedRow(guard)
    if (row !== undefined) rows.set(rowName(row.table, [row.key]), { table: row.table, key: [row.key] })
  }
  return [...groupBy([...rows.values()], ({ table }) => table.name)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [{ table }] = group
      const keys = group.map(({ key }) => key)
      const slot = parts.add(rowsAsJson(table.keyColumns, keys))
      const count = parts.add(keys.length)
      const name = `lock_${table.name}`
      return [
        {
          shape: `${name} ${wait}`,
          role: 'lock',
          make: () => sql`${sql.table(name)} as materialized (
            select 1 from ${sql.table(table.name)} join ${givenRows(table, slot)} on ${isGiven(table)}
            order by ${sql.join(table.keyColumns.map((column) => sql.ref(`${table.name}.${column}`)))}
            for no key update of ${sql.table(table.name)} ${sql.raw(wait)})`,
        },
        {
          shape: name,
          role: 'lock-count',
          make: () => sql`(select count(*) from ${sql.table(name)}) <> ${count}::bigint`,
        },
      ] satisfies Piece[]
    })
}

function isGiven(table: TableShape): Fragment {
  return sql.join(
    table.keyColumns.map((column) => sql`${sql.ref(`${table.name}.${column}`)} = ${sql.ref(`given.${column}`)}`),
    sql` and `,
  )
}

function updatePiece(updates: readonly [Update, ...Update[]], parts: Parts): Piece {
  const [first] = updates
  const { table, columns } = first
  const slot = parts.add(
    rowsAsJson(
      [...columns, ...table.keyColumns],
      updates.map(({ values, key }) => [...values, ...key]),
    ),
  )
  return {
    shape: `update ${updateName(first)}`,
    role: 'write',
    make: () => {
      const set = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`given.${column}`)}`)
      if (table.versioned) set.push(sql`version = ${sql.ref(`${table.name}.version`)} + 1`)
      return sql`update ${sql.table(table.name)} set ${sql.join(set)}
        from ${givenRows(table, slot)} where ${isGiven(table)} and ${mayWrite}`
    },
  }
}

const mayWrite = sql`not exists (select from refused)`

function insertPiece(inserts: readonly [Insert, ...Insert[]], parts: Parts): Piece {
  const [first] = inserts
  const { table, onPresent } = first
  // Of rows that may be there already, in one order for all, so that no two statements wait for each other's.
  const rows = onPresent === 'refuse' ? inserts : [...inserts].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const slot = parts.add(
    rowsAsJson(
      table.columns,
      rows.map(({ values }) => values),
    ),
  )
  return {
    shape: insertName(first),
    role: 'write',
    make: () => withPresent(insertion(table, slot), table, onPresent),
  }
}

function insertion(table: TableShape, slot: Fragment): Fragment {
  const columns = columnList(table.columns)
  return sql`insert into ${sql.table(table.name)} (${columns})
    select ${columns} from ${givenRows(table, slot)} where ${mayWrite}`
}

function orderOf(insert: Insert): string {
  return keyOf(insert)
    .map((value) => String(value).padStart(20, '0'))
    .join('\0')
}

function logPieces(records: readonly OperationRecord[], head: ChainPoint, parts: Parts): Piece[] {
  const { sequence, hash } = records.at(-1) ?? head
  const [writer, fromSequence, fromHash, toSequence, toHash] = [
    head.writer,
    head.sequence,
    head.hash,
    sequence,
    hash,
  ].map((value) => parts.add(value))
  const own = parts.add(
    rowsAsJson(
      tables.operationRecord.columns,
      records.map((record) => tables.operationRecord.encode(record)),
    ),
  )
  const counts = parts.add(
    rowsAsJson(
      tables.operationCount.columns,
      countsOf(records).map((row) => tables.operationCount.encode(row)),
    ),
  )
  return [
    {
      shape: 'head',
      role: 'expected-head',
      make: () => sql`not exists (select from chain_head
        where writer = ${writer} and sequence = ${fromSequence} and hash = ${fromHash})`,
    },
    {
      shape: 'head',
      role: 'write',
      make: () => sql`update chain_head set sequence = ${toSequence}, hash = ${toHash}
        where writer = ${writer} and sequence = ${fromSequence} and ${mayWrite}`,
    },
    { shape: 'records', role: 'write', make: () => insertion(tables.operationRecord, own) },
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
  const cases = [
    ...of('guard').map((failing, index) => sql`when ${failing} then ${sql.lit(index)}`),
    ...of('lock-count').map((missing) => sql`when ${missing} then ${sql.lit(verdicts.rowMissing)}`),
    ...of('expected-head').map((moved) => sql`when ${moved} then ${sql.lit(verdicts.headMoved)}`),
    sql`when false then 0`,
  ]
  const steps = [
    ...of('lock'),
    sql`verdict as materialized (select unit, case ${sql.join(cases, sql` `)} end as code from ${sql.join(of('units'))})`,
    sql`refused as materialized (select unit, code from verdict where code is not null)`,
    ...of('write').map((write, index) => sql`${sql.table(`write_${index}`)} as (${write})`),
  ]
  return sql`with ${sql.join(steps)} select unit, code from refused`
}

/** What is alike together, in the order of the first of each. */
function groupBy<One>(all: readonly One[], nameOf: (one: One) => string): Map<string, [One, ...One[]]> {
  const groups = new Map<string, [One, ...One[]]>()
  for (const one of all) {
    const name = nameOf(one)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [one])
    else group.push(one)
  }
  return groups
}
