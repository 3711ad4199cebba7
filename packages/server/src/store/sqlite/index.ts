export { readSqliteTables } from './read-tables.js'
export { openSqliteReader, openSqliteStore, type SqliteStoreLimits, type SqliteStoreOptions } from './open.js'
