export { openPostgresReader, openPostgresStore, type PostgresStoreLimits, type PostgresStoreOptions } from './open.js'
