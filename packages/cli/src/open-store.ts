import { mkdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { systemRandom, type Clock } from 'paycircle/internal/base'
import type { Store, StoreReader } from 'paycircle-server/store/port'
import type { StorePlace } from './configuration/index.js'

/** One process at a time writes to an SQLite store, so one chain of the log holds what all of them did. */
export const writerName = 'main'

/** Whose clock the log's times were read from. */
export const nodeName =
  hostname()
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, 64) || 'localhost'

/**
 * Opens the store, which is made where there is none. A file is owned until it is closed; PostgreSQL serves any number
 * of processes.
 *
 * @param writer - where a file is written: a service keeps its event loop free by a thread, which is longer in starting
 *   than a single command takes to write without one
 */
export async function openStore(
  { path, databaseUrl }: StorePlace,
  clock: Clock,
  writer: 'worker' | 'in-thread',
): Promise<Store> {
  if (databaseUrl === undefined) {
    const { openSqliteStore } = await import('paycircle-server/store/sqlite')
    return openSqliteStore({ path, writerName, clock, random: systemRandom, writer })
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const { openPostgresStore } = await import('paycircle-server/store/postgres')
  return openPostgresStore({ url: databaseUrl, writerName: nodeName.slice(0, 56), clock, random: systemRandom })
}

/** Opens the store for reading, also while a service owns it. */
export async function openStoreReader({ path, databaseUrl }: StorePlace): Promise<StoreReader> {
  if (databaseUrl === undefined) {
    const { openSqliteReader } = await import('paycircle-server/store/sqlite')
    return openSqliteReader({ path })
  }
  const { openPostgresReader } = await import('paycircle-server/store/postgres')
  return openPostgresReader({ url: databaseUrl })
}
