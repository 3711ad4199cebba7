import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { invariant, PaycircleError, type Clock } from 'paycircle/internal/base'
import { storeError, type Store, type StoreReader } from '../port/index.js'
import { CommitQueue } from './commit-queue.js'
import { driftOf } from './drift.js'
import { failureOf, loadDriver, type Driver } from './driver.js'
import { createPrivateFile, createPrivateFolderOf } from './files.js'
import { inThreadWriter } from './in-thread-writer.js'
import { migrate, reasonAgainst } from './migrate.js'
import { ownStore } from './ownership.js'
import { ReadConnection } from './read-connection.js'
import { SqliteStore } from './sqlite-store.js'
import { workerWriter } from './worker-writer.js'
import { WriteConnection } from './write-connection.js'

export interface SqliteStoreOptions {
  /** The file of the store; it and its folder are made where they are missing, for this user alone. */
  readonly path: string
  /**
   * Whose chain the log records go to: the name of this node, the same after a restart, so that its chain goes on.
   * Letters, digits, `.`, `_` and `-`, at most 64.
   */
  readonly writerName: string
  readonly clock: Clock
  /** Unpredictable bytes. */
  readonly random: (byteCount: number) => Uint8Array
  /** Where SQL and syncs run; `worker` by default, `in-thread` for simulation and single commands. */
  readonly writer?: 'worker' | 'in-thread'
  readonly limits?: Partial<SqliteStoreLimits>
}

export interface SqliteStoreLimits {
  /** Units that may wait for the writer; one more is refused with `store-busy`. */
  readonly queuedUnits: number
  /** Units that share one transaction and one sync. */
  readonly batchUnits: number
  /** How long another program's write lock is waited for, milliseconds. */
  readonly lockWaitMs: number
  /** How large the store's file may grow; `store-full` above it. */
  readonly storeBytes: number
}

const defaultLimits: SqliteStoreLimits = {
  queuedUnits: 4096,
  batchUnits: 64,
  lockWaitMs: 5000,
  storeBytes: 1024 ** 4,
}

/**
 * Opens the store for writing, makes or migrates it, and owns it until it is closed or the process ends.
 *
 * @throws store-locked-by-other while another process owns it
 * @throws store-unusable where the file is not ours to write
 * @throws store-drifted where its tables are not what its migrations have made
 * @throws driver-missing
 *
 * @example
 * const store = await openSqliteStore({ path: 'data/store.sqlite', writerName: 'node-1', clock: systemClock, random: randomBytes })
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  invariant(/^[A-Za-z0-9._-]{1,64}$/.test(options.writerName), 'a writer is named by 1 to 64 letters, digits, . _ -')
  const limits = { ...defaultLimits, ...options.limits }
  for (const [name, value] of Object.entries(limits)) invariant(value >= 1, `the limit ${name} is at least 1`)
  const path = resolve(options.path)
  const driver = loadDriver()
  const undo: (() => unknown)[] = []
  try {
    createPrivateFolderOf(path)
    const ownership = ownStore(driver, path)
    undo.push(() => ownership.release())
    await prepareFile(driver, path)
    const writerOptions = { path, writerName: options.writerName, storeBytes: limits.storeBytes }
    const writer =
      options.writer === 'in-thread'
        ? inThreadWriter(new WriteConnection(driver, writerOptions))
        : await workerWriter(writerOptions)
    undo.push(() => writer.close())
    const queue = new CommitQueue(writer, options.clock, limits)
    return new SqliteStore(driver, path, { queue, writer, ownership, random: options.random })
  } catch (error) {
    for (const step of undo.reverse()) await step()
    throw translated(driver, path, error)
  }
}

/**
 * Opens the store for reading only, also while a running service owns it. Sees every commit that was answered.
 *
 * @throws store-unusable where there is no store, or one of another version
 * @throws driver-missing
 */
export async function openSqliteReader(options: { readonly path: string }): Promise<StoreReader> {
  const path = resolve(options.path)
  if (!existsSync(path)) throw storeError('store-unusable', { path, reason: 'absent' })
  const driver = loadDriver()
  try {
    refuseOtherVersions(driver, path)
    return await Promise.resolve(new ReadConnection(driver, path))
  } catch (error) {
    throw translated(driver, path, error)
  }
}

function refuseOtherVersions(driver: Driver, path: string): void {
  const connection = driver.open(path, 'read-only')
  try {
    const reason = reasonAgainst(connection)
    if (reason !== undefined) throw storeError('store-unusable', { path, reason })
  } finally {
    connection.close()
  }
}

async function prepareFile(driver: Driver, path: string): Promise<void> {
  createPrivateFile(path)
  const connection = driver.open(path, 'read-write')
  try {
    // Readers go on reading while the writer writes.
    connection.execute('pragma journal_mode = wal')
    await migrate(connection, path)
    const drift = driftOf(connection)
    if (drift !== undefined) throw storeError('store-drifted', { path, ...drift })
  } finally {
    connection.close()
  }
}

function translated(driver: Driver, path: string, error: unknown): unknown {
  if (error instanceof PaycircleError) return error
  const failure = isFileError(error) ? 'no-access' : failureOf(driver, error)
  switch (failure) {
    case 'not-a-database':
      return storeError('store-unusable', { path, reason: 'not-a-store' }, { cause: error })
    case 'damaged':
    case 'no-access':
      return storeError('store-unusable', { path, reason: failure }, { cause: error })
    case 'busy':
      return storeError('store-locked-by-other', { path }, { cause: error })
    case 'full':
      return storeError('store-full', {}, { cause: error })
    case 'constraint':
    case 'other':
      return storeError('store-failed', { written: 'no' }, { cause: error })
    case undefined:
      return error
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
