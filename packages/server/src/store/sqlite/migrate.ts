import { Kysely, Migrator, SqliteAdapter, SqliteDialect } from 'kysely'
import { storeError, type UnusableReason } from '../port/index.js'
import type { SqlValue } from '../sql/index.js'
import type { Connection } from './driver.js'
import { migrations } from './migrations/index.js'

/** The version of the tables that this program writes; stands in the file as `user_version`. */
export const schemaVersion = Object.keys(migrations).length

/** Marks the file as ours: the letters `pcir`. */
const applicationId = 0x70636972

/**
 * Brings an open store to this program's tables, or creates them; each step whole or not at all.
 *
 * @throws store-unusable where another program or a newer version wrote the file; then it is not changed
 */
export async function migrate(connection: Connection, path: string): Promise<void> {
  const reason = reasonAgainst(connection)
  if (reason === undefined) return
  if (reason !== 'older' && reason !== 'absent') throw storeError('store-unusable', { path, reason })
  connection.execute(`pragma application_id = ${applicationId}`)
  const database = new Kysely({ dialect: new TransactionalSqliteDialect({ database: asKyselyDatabase(connection) }) })
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    // A store of its own migrations has them after the shared ones, however many of those are added later.
    allowUnorderedMigrations: true,
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error })
  connection.execute(`pragma user_version = ${schemaVersion}`)
}

/** Why this program cannot use the file as it is; undefined where it can. */
export function reasonAgainst(connection: Connection): UnusableReason | undefined {
  const pragma = (name: string): SqlValue | undefined => connection.prepare(`pragma ${name}`).get([])?.[name]
  const version = Number(pragma('user_version'))
  if (pragma('application_id') !== applicationId) {
    const empty = connection.prepare('select count(*) as tables from sqlite_schema').get([])?.tables === 0
    return empty ? 'absent' : 'not-a-store'
  }
  if (version === schemaVersion) return undefined
  return version > schemaVersion ? 'newer' : 'older'
}

/** SQLite can undo the making of tables; kysely does not count on it. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function asKyselyDatabase(connection: Connection): ConstructorParameters<typeof SqliteDialect>[0]['database'] {
  return () =>
    Promise.resolve({
      close: () => undefined,
      prepare(sql) {
        const statement = connection.prepare(sql)
        const all = (values: readonly unknown[]) => statement.all(values as SqlValue[])
        return {
          reader: true,
          all,
          run: () => ({ changes: 0, lastInsertRowid: 0 }),
          iterate: (values) => all(values)[Symbol.iterator](),
        }
      },
    })
}
