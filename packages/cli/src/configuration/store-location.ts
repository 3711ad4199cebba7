import { join } from 'node:path'
import type { InstallationValues } from './schema.js'

/** The database's name in a data folder. */
export const databaseFileName = 'paycircle.sqlite'

/** Where the store is. */
export interface StorePlace {
  /** The file of the store; on PostgreSQL no file, but what this node's own files stand beside: seal key, anchors, socket. */
  readonly path: string
  /** Of PostgreSQL, with the password: shown to nobody. */
  readonly databaseUrl?: string
}

/** The place of the configured database; undefined where none is configured. */
export function storePlace({ databaseUrl, data }: InstallationValues): StorePlace | undefined {
  if (databaseUrl?.startsWith('file:') === true) return { path: databaseUrl.slice('file:'.length) }
  if (data === undefined) return undefined
  return databaseUrl === undefined
    ? { path: join(data, databaseFileName) }
    : { path: join(data, 'paycircle.postgresql'), databaseUrl }
}
