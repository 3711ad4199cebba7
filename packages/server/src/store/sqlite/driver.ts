import { storeError } from '../port/index.js'
import type { SqlRow, SqlValue } from '../sql/index.js'
import { betterSqlite3 } from './better-sqlite3.js'
import { nodeSqlite } from './node-sqlite.js'

export interface PreparedStatement {
  get(values: readonly SqlValue[]): SqlRow | undefined
  all(values: readonly SqlValue[]): SqlRow[]
  /** How many rows were changed. */
  run(values: readonly SqlValue[]): number
}

export interface Connection {
  prepare(sql: string): PreparedStatement
  /** Runs statements that take no values and whose rows do not matter. */
  execute(sql: string): void
  close(): void
}

/** What went wrong, in words common to the drivers. */
export type DriverFailure = 'busy' | 'full' | 'constraint' | 'damaged' | 'not-a-database' | 'no-access' | 'other'

/** SQLite as one package offers it: the only part of the store that differs between them. */
export interface Driver {
  readonly name: 'node:sqlite' | 'better-sqlite3'
  open(path: string, access: 'read-write' | 'read-only'): Connection
  /** The result code of SQLite in an error of this driver; undefined where the error is not SQLite's. */
  resultCode(error: unknown): number | undefined
}

const candidates = [nodeSqlite, betterSqlite3]
let loaded: Driver | undefined

/**
 * The driver that the running Node has: `node:sqlite` where it is there without a flag, else `better-sqlite3`.
 *
 * @throws driver-missing
 */
export function loadDriver(): Driver {
  const causes: unknown[] = []
  for (const candidate of loaded === undefined ? candidates : []) {
    try {
      loaded = candidate()
      break
    } catch (cause) {
      causes.push(cause)
    }
  }
  if (loaded === undefined) throw storeError('driver-missing', {}, { cause: new AggregateError(causes) })
  return loaded
}

/** Result codes of SQLite, without the detail in their upper bits. */
const failures: Readonly<Record<number, DriverFailure>> = {
  5: 'busy',
  6: 'busy',
  8: 'no-access',
  11: 'damaged',
  13: 'full',
  14: 'no-access',
  19: 'constraint',
  26: 'not-a-database',
}

/** What SQLite refused or failed at; undefined where the error does not come from SQLite. */
export function failureOf(driver: Driver, error: unknown): DriverFailure | undefined {
  const code = driver.resultCode(error)
  return code === undefined ? undefined : (failures[code & 0xff] ?? 'other')
}
