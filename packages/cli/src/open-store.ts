import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from 'paycircle/internal/base'
import type { Store, StoreReader } from 'paycircle-server/store/port'

/** One process at a time writes to an SQLite store, so one chain of the log holds what all of them did. */
export const writerName = 'main'

/** Whose clock the log's times were read from. */
export const nodeName =
  hostname()
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, 64) || 'localhost'

/** Opens the store and owns it until it is closed; it is made where there is none. */
export async function openStore(path: string, clock: Clock): Promise<Store> {
  const { openSqliteStore } = await import('paycircle-server/store/sqlite')
  return openSqliteStore({ path, writerName, clock, random: randomBytes })
}

/** Opens the store for reading, also while a service owns it. */
export async function openStoreReader(path: string): Promise<StoreReader> {
  const { openSqliteReader } = await import('paycircle-server/store/sqlite')
  return openSqliteReader({ path })
}
