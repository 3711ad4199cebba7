import type { OperationNodeSource } from 'kysely'
import type { SqlValue } from './codec.js'
import { statement, type Statement } from './statement.js'
import type { TableShape } from './table.js'

/** How a guard is checked. */
export interface GuardCheck<One> {
  readonly statement: Statement<One>
  /** Whether it holds where the statement finds a row, or where it finds none. */
  readonly holds: 'found' | 'none'
  /** The row on which it rests, by its key: it must stand still until the unit is written. */
  readonly row?: (guard: One) => GuardedRow
}

export interface GuardedRow {
  readonly table: TableShape
  readonly key: SqlValue
}

/** A check for each of the guards. */
export type GuardChecks<Guards extends { readonly guard: string }> = {
  readonly [Name in Guards['guard']]: GuardCheck<Extract<Guards, { guard: Name }>>
}

/** The guard holds where that row is found. */
export function found<One extends object>(
  build: (slots: One) => OperationNodeSource,
  row: (guard: NoInfer<One>) => GuardedRow,
): GuardCheck<One> {
  return { statement: statement(build), holds: 'found', row }
}

/** The guard holds where no such row is found. */
export function none<One extends object>(build: (slots: One) => OperationNodeSource): GuardCheck<One> {
  return { statement: statement(build), holds: 'none' }
}
