import type { Guard, Unit } from '../port/index.js'
import {
  changesOf,
  checkOf,
  saltsFor,
  type Change,
  type GuardedRow,
  type SqlValue,
  type TableShape,
} from '../sql/index.js'

export type Insert = Extract<Change, { change: 'insert' }>
export type Update = Extract<Change, { change: 'update' }>

/** A unit as it is written: what it does to the tables, and what tells whether others can go with it. */
export interface ReadyUnit {
  readonly unit: Unit
  readonly changes: readonly Change[]
  /** Of the accounts that its records name. */
  readonly salts: readonly string[]
  /**
   * Units of one shape are written by the same statement, many at once where they touch different rows; undefined where
   * one statement cannot write it.
   */
  readonly shape: string | undefined
  /** The rows that it changes or rests on. */
  readonly rows: readonly string[]
}

/** @throws WriteRefused, DefectError where the unit is invalid */
export function readyUnit(unit: Unit, random: (byteCount: number) => Uint8Array): ReadyUnit {
  const changes = unit.writes.flatMap((write) => changesOf(write))
  const isPlain = unit.writer === undefined && fitsOneStatement(changes)
  return {
    unit,
    changes,
    salts: saltsFor(unit, random),
    shape: isPlain ? shapeOf(unit, changes) : undefined,
    rows: rowsOf(unit, changes),
  }
}

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
    const name = rowName(change.table, keyOf(change))
    if (touched.has(name)) return false
    touched.add(name)
  }
  return true
}

function shapeOf({ guards, log }: Unit, changes: readonly (Insert | Update)[]): string {
  const inserts = new Set<string>()
  const updates = new Set<string>()
  for (const change of changes) {
    if (change.change === 'insert') inserts.add(insertName(change))
    else updates.add(updateName(change))
  }
  return [...guards.map(guardName), ...[...updates].sort(), ...[...inserts].sort(), log.length > 0 ? 'log' : ''].join(
    '\n',
  )
}

/** With the types of its values, which the statement names. */
function guardName(guard: Guard): string {
  return `${guard.guard} ${Object.values(guard).map(typeCode).join('')}`
}

function typeCode(value: unknown): string {
  return typeof value === 'number' ? 'n' : 't'
}

/** What tells the inserts apart that one piece of a statement carries out. */
export function insertName({ table, onPresent }: Insert): string {
  return `${onPresent} ${table.name}`
}

/** What tells the updates apart that one piece of a statement carries out. */
export function updateName({ table, columns }: Update): string {
  return `${table.name} ${columns.join()}`
}

function rowsOf({ guards }: Unit, changes: readonly Change[]): readonly string[] {
  const rows: string[] = []
  for (const change of changes) if (change.change !== 'run') rows.push(rowName(change.table, keyOf(change)))
  for (const guard of guards) {
    const row = guardedRow(guard)
    if (row !== undefined) rows.push(rowName(row.table, [row.key]))
  }
  return rows
}

/** The row on which a guard rests, where it rests on one. */
export function guardedRow(guard: Guard): GuardedRow | undefined {
  return checkOf(guard).row?.(guard)
}

/** The values of the table's key. */
export function keyOf(change: Insert | Update): readonly SqlValue[] {
  if (change.change === 'update') return change.key
  const { table, values } = change
  return table.keyColumns.map((column) => values[table.columns.indexOf(column)] ?? null)
}

export function rowName(table: TableShape, key: readonly SqlValue[]): string {
  return `${table.name}\0${key.join('\0')}`
}
