import { createRequire } from 'node:module'
import type { SqlRow, SqlValue } from '../sql/index.js'
import type { Connection, Driver, PreparedStatement } from './driver.js'

/** What the store uses of `node:sqlite`, whose types are not part of Node 20's. */
interface DatabaseSync {
  prepare(sql: string): StatementSync
  exec(sql: string): void
  close(): void
}

interface StatementSync {
  get(...values: readonly SqlValue[]): SqlRow | undefined
  all(...values: readonly SqlValue[]): SqlRow[]
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint }
}

interface NodeSqlite {
  readonly DatabaseSync: new (path: string, options: { readonly readOnly: boolean }) => DatabaseSync
}

/** SQLite as part of Node; throws where the running Node lacks it or wants a flag for it. */
export function nodeSqlite(): Driver {
  const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as NodeSqlite
  return {
    name: 'node:sqlite',
    open: (path, access) => connection(new DatabaseSync(path, { readOnly: access === 'read-only' })),
    resultCode: (error) =>
      error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined,
  }
}

function connection(database: DatabaseSync): Connection {
  return {
    prepare(sql): PreparedStatement {
      const statement = database.prepare(sql)
      return {
        get: (values) => statement.get(...values),
        all: (values) => statement.all(...values),
        run: (values) => Number(statement.run(...values).changes),
      }
    },
    execute: (sql) => database.exec(sql),
    close: () => database.close(),
  }
}
