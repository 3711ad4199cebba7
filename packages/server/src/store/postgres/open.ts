import { invariant, PaycircleError, type Clock } from 'paycircle/internal/base'
import { storeError, type Store, type StoreReader } from '../port/index.js'
import { connectionPool, expectAddress, placeOf, type ConnectionLimits } from './client.js'
import { Connections } from './connections.js'
import { codeOf } from './failures.js'
import { expectMigrated, migrate } from './migrate.js'
import { PostgresStore } from './postgres-store.js'
import { ReadConnection } from './read-connection.js'
import { WriterSlots } from './writer-slots.js'

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`; it appears in no message. */
  readonly url: string
  /**
   * What the chains of this process's connections are called, with a number behind it. Several processes may bear one
   * name: then they share its numbers, never a chain. Letters, digits, `.`, `_` and `-`, at most 56.
   */
  readonly writerName: string
  readonly clock: Clock
  /** Unpredictable bytes. */
  readonly random: (byteCount: number) => Uint8Array
  readonly limits?: Partial<PostgresStoreLimits>
}

export interface PostgresStoreLimits extends ConnectionLimits {
  /** Units and reads that may wait for a connection; one more is refused with `store-busy`. */
  readonly waiting: number
  /** How far this process's clock may be from the database's where it takes leases, milliseconds. */
  readonly clockApartMs: number
}

const defaultLimits: PostgresStoreLimits = {
  connections: 16,
  statementMs: 30_000,
  lockWaitMs: 5000,
  connectMs: 10_000,
  waiting: 4096,
  clockApartMs: 1000,
}

/**
 * Opens the store on PostgreSQL for writing, makes or migrates its tables. Any number of processes may have it open.
 *
 * @throws store-unusable where the database cannot be reached or a later release has changed it
 * @throws store-drifted where its tables are not what this program needs
 *
 * @example
 * const store = await openPostgresStore({ url: 'postgres://localhost/paycircle', writerName: 'node-1', clock: systemClock, random: randomBytes })
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, writerName, clock, random } = options
  invariant(/^[A-Za-z0-9._-]{1,56}$/.test(writerName), 'a writer is named by 1 to 56 letters, digits, . _ -')
  const connections = await connect(url, options.limits, migrate)
  const { clockApartMs, waiting: mostWaiting } = { ...defaultLimits, ...options.limits }
  const slots = new WriterSlots(writerName)
  return new PostgresStore(connections, { slots, mostWaiting, clock, random, clockApartMs })
}

/**
 * Opens the store for reading only.
 *
 * @throws store-unusable where there is no store, or one of another version
 */
export async function openPostgresReader(options: Pick<PostgresStoreOptions, 'url' | 'limits'>): Promise<StoreReader> {
  return new ReadConnection(await connect(options.url, options.limits, expectMigrated))
}

async function connect(
  url: string,
  changes: Partial<PostgresStoreLimits> | undefined,
  prepare: typeof migrate,
): Promise<Connections> {
  const limits = { ...defaultLimits, ...changes }
  for (const [name, value] of Object.entries(limits)) invariant(value >= 1, `the limit ${name} is at least 1`)
  expectAddress(url)
  const place = placeOf(url)
  const pool = await connectionPool(url, limits)
  try {
    const client = await pool.connect()
    try {
      await prepare(client, place)
    } finally {
      client.release()
    }
    return new Connections(pool, limits.waiting)
  } catch (error) {
    await pool.end()
    throw translated(error, place)
  }
}

function translated(error: unknown, place: string): unknown {
  if (error instanceof PaycircleError) return error
  const code = codeOf(error)
  if (code === '53100') return storeError('store-full', {}, { cause: error })
  // Refused log-ins, unknown databases, missing rights, and what never got that far.
  if (
    code === undefined ||
    code.startsWith('28') ||
    code.startsWith('3D') ||
    code === '42501' ||
    code.startsWith('08')
  ) {
    return storeError('store-unusable', { path: place, reason: 'no-access' }, { cause: error })
  }
  return storeError('store-failed', { written: 'no' }, { cause: error })
}
