import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { createAccess, type Access } from 'paycircle-server/access'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import type { Store } from 'paycircle-server/store/port'

/** So that a test does not wait for what a guess costs; never the default. */
export const cheapPasswords = { cost: 16, blockSize: 1, parallelization: 1 }

export const password = 'four words of nothing'

export interface AccessWorld {
  readonly clock: ManualClock
  readonly path: string
  readonly store: Store
  readonly access: Access
  /** The kinds of all records, oldest first. */
  readonly kinds: () => Promise<readonly string[]>
  /** A user with `password`. */
  readonly userOf: (name: string, role?: string) => Promise<void>
}

export async function accessWorld(): Promise<AccessWorld> {
  const clock = new ManualClock()
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-access-'))
  const path = join(folder, 'store.sqlite')
  const store = await openSqliteStore({ path, writerName: 'node-a', clock, random: randomBytes, writer: 'in-thread' })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const access = createAccess({ store, clock, random: randomBytes, nodeName: 'node-a', passwordCost: cheapPasswords })
  return {
    clock,
    path,
    store,
    access,
    async kinds() {
      return (await store.operations({ limit: 200, oldestFirst: true })).rows.map(({ kind }) => kind)
    },
    async userOf(name, role = 'operator') {
      const { token } = await access.createUser({ name, role, actor: 'cli' })
      await access.setPassword({ token, password })
    },
  }
}

export const browser = { address: '192.0.2.1', userAgent: 'Firefox', previousToken: undefined }
