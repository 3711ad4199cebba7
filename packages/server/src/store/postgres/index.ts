export { fillPostgresTables } from './fill-tables.js'
export { openPostgresReader, openPostgresStore, type PostgresStoreLimits, type PostgresStoreOptions } from './open.js'
