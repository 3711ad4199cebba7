import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from 'paycircle/internal/base'
import type { openSqliteStore, SqliteStoreOptions } from '../../../src/store/sqlite/index.js'
import type { StoreHome } from '../suite/index.js'

/** A new folder for a store that the test may take apart. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'paycircle-store-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export function optionsFor(path: string, changes: Partial<SqliteStoreOptions> = {}): SqliteStoreOptions {
  return { path, writerName: 'node-1', clock: systemClock, random: randomBytes, writer: 'in-thread', ...changes }
}

/** Where the suite finds a SQLite store; `open` comes from the sources or from the build. */
export function sqliteHome(open: typeof openSqliteStore, writer: 'worker' | 'in-thread'): StoreHome {
  const folder = temporaryFolder()
  const path = join(folder.path, 'data', 'store.sqlite')
  return {
    open: (writerName = 'node-1') => open(optionsFor(path, { writerName, writer })),
    dispose() {
      folder.remove()
      return Promise.resolve()
    },
  }
}
