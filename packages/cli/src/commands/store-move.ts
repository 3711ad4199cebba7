import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { verifyLog, type LogVerdict, type StoreReader } from 'paycircle-server/store/port'
import { configurationError, databaseFileName, readConfiguration } from '../configuration/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { writerName } from '../open-store.js'
import { storeMoveMessages } from './store-move-messages.js'

interface StoreMoveOptions {
  readonly from: string | undefined
}

const progressRows = 20_000

/** `store move`: copies a store from its file to the configured PostgreSQL, all of it or nothing. */
export async function storeMove(
  invocation: Invocation,
  { options }: { readonly options: StoreMoveOptions },
): Promise<ExitCode> {
  const { clock, environment, language, output, workingFolder } = invocation
  const say = storeMoveMessages[language]
  const { data, databaseUrl } = readConfiguration(environment, workingFolder).installation
  if (databaseUrl === undefined || databaseUrl.startsWith('file:')) {
    throw configurationError('configuration-no-postgres', {})
  }
  const from = options.from ?? (data === undefined ? undefined : join(data, databaseFileName))
  if (from === undefined) throw configurationError('configuration-no-store', {})
  const path = resolve(workingFolder, from)
  const { openSqliteReader, openSqliteStore, readSqliteTables } = await import('paycircle-server/store/sqlite')
  const { fillPostgresTables, openPostgresReader } = await import('paycircle-server/store/postgres')
  // Says so where there is none, before one is made.
  await (await openSqliteReader({ path })).close()

  // Owned until it is copied: a service that runs on it keeps us out, and none can start on it.
  const source = await openSqliteStore({ path, writerName, clock, random: randomBytes, writer: 'in-thread' })
  try {
    output.notice(say.verifying(path))
    const before = await verifyLog(source)
    if (!before.ok) return told(before, {})
    let copied = 0
    const tables = await fillPostgresTables(databaseUrl, (take) =>
      readSqliteTables(path, async (table, rows) => {
        await take(table, rows)
        const shown = Math.floor(copied / progressRows)
        copied += rows.length
        if (Math.floor(copied / progressRows) > shown) output.notice(say.copied(copied))
      }),
    )
    const target = await openPostgresReader({ url: databaseUrl })
    const after = await verified(target)
    const same = after.ok && after.rows === before.rows
    return told(same ? after : { ...after, ok: false }, tables)
  } finally {
    await source.close()
  }

  async function verified(store: StoreReader): Promise<LogVerdict> {
    try {
      return await verifyLog(store)
    } finally {
      await store.close()
    }
  }

  function told({ ok, rows }: Pick<LogVerdict, 'ok' | 'rows'>, tables: Readonly<Record<string, number>>): ExitCode {
    const moved = Object.values(tables).reduce((sum, count) => sum + count, 0)
    output.result({ from: path, moved, tables, log: { ok, rows } }, () =>
      ok ? [say.moved(moved, rows), say.next(path)].join('\n') : say.logBroken,
    )
    return ok ? exitCode.done : exitCode.no
  }
}
