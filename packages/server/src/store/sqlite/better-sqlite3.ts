import { createRequire } from 'node:module'
import type Database from 'better-sqlite3'
import type { SqlRow, SqlValue } from '../sql/index.js'
import type { Connection, Driver, PreparedStatement } from './driver.js'

/** SQLite by the package `better-sqlite3`; throws where it is not installed or not built for the running Node. */
export function betterSqlite3(): Driver {
  const Constructor = createRequire(import.meta.url)('better-sqlite3') as typeof Database
  // The package loads its native part with the first database only.
  new Constructor(':memory:').close()
  return {
    name: 'better-sqlite3',
    // A lock is waited for by the store, never by SQLite: its waiting would stop the event loop.
    open: (path, access) =>
      connection(new Constructor(path, { readonly: access === 'read-only', fileMustExist: true, timeout: 0 })),
    resultCode: (error) =>
      error instanceof Constructor.SqliteError ? (primaryCodes[primaryName(error.code)] ?? 1) : undefined,
  }
}

function connection(database: Database.Database): Connection {
  return {
    prepare(sql): PreparedStatement {
      const statement = database.prepare<unknown[], SqlValue[]>(sql)
      const run = (values: readonly SqlValue[]): number => statement.run(...values).changes
      if (!statement.reader) return { get: () => undefined, all: (values) => (run(values), []), run }
      const rowOf = rowMaker(statement.columns().map(({ name }) => name))
      statement.raw()
      return {
        get(values) {
          const found = statement.get(...values)
          return found === undefined ? undefined : rowOf(found)
        },
        all: (values) => statement.all(...values).map(rowOf),
        run,
      }
    },
    execute: (sql) => void database.exec(sql),
    close: () => void database.close(),
  }
}

/**
 * Makes rows of the values in the order of their columns. The package would make them member by member, and every
 * member a change of the object's shape: that takes several times as long as reading a row of thirty columns.
 */
function rowMaker(names: readonly string[]): (values: readonly SqlValue[]) => SqlRow {
  const empty: Readonly<Record<string, SqlValue>> = Object.fromEntries(names.map((name) => [name, null]))
  return (values) => {
    const row = { ...empty }
    for (let index = 0; index < names.length; index++) row[names[index] ?? ''] = values[index] ?? null
    return row
  }
}

/** `SQLITE_CONSTRAINT` of `SQLITE_CONSTRAINT_UNIQUE`. */
function primaryName(code: string): string {
  return code.split('_').slice(0, 2).join('_')
}

const primaryCodes: Readonly<Record<string, number>> = {
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_CONSTRAINT: 19,
  SQLITE_NOTADB: 26,
}
