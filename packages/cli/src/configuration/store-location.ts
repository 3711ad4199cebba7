import { join } from 'node:path'
import { configurationError } from './errors.js'
import type { InstallationValues } from './schema.js'

/** The database's name in a data folder. */
export const databaseFileName = 'paycircle.sqlite'

/** The path of the configured database; undefined where none is configured. */
export function storePath({ databaseUrl, data }: InstallationValues): string | undefined {
  if (databaseUrl === undefined) return data === undefined ? undefined : join(data, databaseFileName)
  if (!databaseUrl.startsWith('file:')) {
    throw configurationError('configuration-postgres', { where: 'PAYCIRCLE_DATABASE_URL' })
  }
  return databaseUrl.slice('file:'.length)
}
