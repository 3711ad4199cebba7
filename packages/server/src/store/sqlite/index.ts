export { openSqliteReader, openSqliteStore, type SqliteStoreLimits, type SqliteStoreOptions } from './open.js'
