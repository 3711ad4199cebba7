import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import type { PaycircleError } from 'paycircle/internal/base'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDriver } from '../../../src/store/sqlite/driver.js'
import { openSqliteReader, openSqliteStore } from '../../../src/store/sqlite/index.js'
import { signingUnit } from '../suite/index.js'
import { optionsFor, temporaryFolder } from './sqlite-home.js'

let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = `${folder.path}/store.sqlite`
})
afterEach(() => folder.remove())

/** Runs SQL on the file behind the store's back. */
function tamper(sql: string): void {
  const connection = loadDriver().open(path, 'read-write')
  connection.execute(sql)
  connection.close()
}

const unusable = (reason: string) => ({ code: 'store-unusable', fields: { path, reason } })

describe('opening a store', () => {
  it('refuses a file that is no database and leaves it as it is', async () => {
    writeFileSync(path, 'a letter to somebody, and long enough to be taken for a header of a hundred bytes. '.repeat(3))
    const before = readFileSync(path)
    await expect(openSqliteStore(optionsFor(path))).rejects.toMatchObject(unusable('not-a-store'))
    await expect(openSqliteReader({ path })).rejects.toMatchObject(unusable('not-a-store'))
    expect(readFileSync(path)).toEqual(before)
  })

  it('refuses another program’s database and adds no table to it', async () => {
    writeFileSync(path, '')
    tamper('create table theirs (id integer)')
    await expect(openSqliteStore(optionsFor(path))).rejects.toMatchObject(unusable('not-a-store'))
    const connection = loadDriver().open(path, 'read-only')
    expect(connection.prepare('select name from sqlite_schema').all([])).toHaveLength(1)
    connection.close()
  })

  it('refuses a store of a newer version, for writing and for reading', async () => {
    await (await openSqliteStore(optionsFor(path))).close()
    tamper('pragma user_version = 999')
    await expect(openSqliteStore(optionsFor(path))).rejects.toMatchObject(unusable('newer'))
    await expect(openSqliteReader({ path })).rejects.toMatchObject(unusable('newer'))
  })

  it('finishes a migration that was cut off before it was noted, and reads no such store', async () => {
    const store = await openSqliteStore(optionsFor(path))
    await store.commit(signingUnit(1))
    await store.close()
    tamper('pragma user_version = 0')
    await expect(openSqliteReader({ path })).rejects.toMatchObject(unusable('older'))
    const again = await openSqliteStore(optionsFor(path))
    expect(await again.agreement('agr-1')).toBeDefined()
    await again.close()
  })

  it.each([
    ['a column renamed', 'alter table agreement rename column user_id to payer', 'agreement', 'user_id'],
    ['a column dropped', 'alter table signing drop column return_to', 'signing', 'return_to'],
    [
      'a column that rows must fill',
      'alter table seal rename column hash to h; alter table seal add column hash blob',
      'seal',
      'hash',
    ],
    ['a table dropped', 'drop table pace', 'pace', ''],
  ])('refuses a store with %s by hand, and says where', async (_what, sql, table, column) => {
    await (await openSqliteStore(optionsFor(path))).close()
    tamper(sql)
    const fields = { path, table, column }
    await expect(openSqliteStore(optionsFor(path))).rejects.toMatchObject({ code: 'store-drifted', fields })
  })

  it.each([
    ['dropped', 'drop trigger event_fan_out'],
    ['changed', 'drop trigger event_fan_out; create trigger event_fan_out after insert on event begin select 1; end'],
  ])('refuses a store whose trigger was %s, without which webhooks would get nothing', async (_what, sql) => {
    await (await openSqliteStore(optionsFor(path))).close()
    tamper(sql)
    const refused = openSqliteStore(optionsFor(path)).catch((error: unknown) => error)
    const error = (await refused) as PaycircleError
    expect(error).toMatchObject({ code: 'store-drifted', fields: { table: 'event', trigger: 'event_fan_out' } })
    for (const language of ['en', 'zh'] as const) expect(error.describe(language).message).toContain('event_fan_out')
  })

  it('opens a store to which somebody added a column that rows need not fill', async () => {
    await (await openSqliteStore(optionsFor(path))).close()
    tamper('alter table agreement add column remark text')
    await (await openSqliteStore(optionsFor(path))).close()
  })

  it('refuses to read a store that nobody has made, and makes no file', async () => {
    await expect(openSqliteReader({ path })).rejects.toMatchObject(unusable('absent'))
    await expect(openSqliteReader({ path })).rejects.toMatchObject(unusable('absent'))
  })

  it('tells a damaged file from a foreign one', async () => {
    const store = await openSqliteStore(optionsFor(path))
    for (let number = 0; number < 50; number++) await store.commit(signingUnit(number))
    await store.close()
    truncateSync(path, 4096)
    await expect(openSqliteStore(optionsFor(path))).rejects.toMatchObject(unusable('damaged'))
  })

  it('refuses a path that is a folder, or lies below a file', async () => {
    mkdirSync(path)
    await expect(openSqliteStore(optionsFor(path))).rejects.toMatchObject(unusable('no-access'))
    const below = `${folder.path}/file/store.sqlite`
    writeFileSync(`${folder.path}/file`, '')
    await expect(openSqliteStore(optionsFor(below))).rejects.toMatchObject({ code: 'store-unusable' })
  })

  it('lets go of the store after it failed to open, so that the next attempt may succeed', async () => {
    writeFileSync(path, 'no database')
    await expect(openSqliteStore(optionsFor(path))).rejects.toMatchObject(unusable('not-a-store'))
    truncateSync(path, 0)
    await (await openSqliteStore(optionsFor(path))).close()
  })

  it('refuses a name for the writer that could not stand in a report', async () => {
    for (const writerName of ['', 'a b', 'x'.repeat(65), '支付圈', 'a\n']) {
      await expect(openSqliteStore(optionsFor(path, { writerName }))).rejects.toThrow('a writer is named by')
    }
  })
})
