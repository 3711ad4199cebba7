import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyLog, type StoreReader } from '../../../src/store/port/index.js'
import type { BatchOutcome, PreparedUnit } from '../../../src/store/sqlite/batch.js'
import { loadDriver, type Connection, type Driver } from '../../../src/store/sqlite/driver.js'
import { openSqliteReader, openSqliteStore } from '../../../src/store/sqlite/index.js'
import { WriteConnection } from '../../../src/store/sqlite/write-connection.js'
import { signingUnit } from '../suite/index.js'
import { optionsFor, temporaryFolder } from './sqlite-home.js'

const real = loadDriver()

/** The real driver; the next statement that begins as told fails with SQLite's code, before or after it had its effect. */
class FailingDriver implements Driver {
  readonly name = real.name
  fault: { readonly statement: string; readonly code: number; readonly when: 'before' | 'after' } | undefined

  opened: Connection | undefined

  open(path: string, access: 'read-write' | 'read-only') {
    const connection = real.open(path, access)
    this.opened = connection
    return {
      ...connection,
      prepare: (sql: string) => {
        const statement = connection.prepare(sql)
        return {
          ...statement,
          run: (values: Parameters<typeof statement.run>[0]) => {
            const fault = this.fault?.statement === sql.slice(0, this.fault?.statement.length) ? this.fault : undefined
            if (fault === undefined) return statement.run(values)
            this.fault = undefined
            if (fault.when === 'after') statement.run(values)
            throw new InjectedFailure(fault.code)
          },
        }
      },
    }
  }

  resultCode(error: unknown): number | undefined {
    return error instanceof InjectedFailure ? error.code : real.resultCode(error)
  }
}

class InjectedFailure extends Error {
  constructor(readonly code: number) {
    super(`injected ${code}`)
  }
}

const inputOutputError = 10
const full = 13
const busy = 5

const batchOf = (...numbers: number[]): PreparedUnit[] =>
  numbers.map((number) => ({
    unit: signingUnit(number),
    salts: ['0', '1'].map((digit) => `${number}${digit}`.padStart(32, '0')),
  }))

/** Where SQLite may fail, what the callers hear, and whether the batch stands in the store. */
const cases: readonly (readonly [string, NonNullable<FailingDriver['fault']>, Partial<BatchOutcome>, boolean])[] = [
  ['the beginning is locked out', { statement: 'begin', code: busy, when: 'before' }, { batch: 'locked' }, false],
  [
    'the beginning fails',
    { statement: 'begin', code: inputOutputError, when: 'before' },
    { batch: 'failed', written: 'no' },
    false,
  ],
  ['a row finds no space', { statement: 'insert into "signing"', code: full, when: 'after' }, { batch: 'full' }, false],
  [
    'a row cannot be written',
    { statement: 'insert into "operation_record"', code: inputOutputError, when: 'before' },
    { batch: 'failed', written: 'no' },
    false,
  ],
  ['the commit finds no space', { statement: 'commit', code: full, when: 'before' }, { batch: 'full' }, false],
  [
    'the commit fails and was not made',
    { statement: 'commit', code: inputOutputError, when: 'before' },
    { batch: 'failed', written: 'unknown' },
    false,
  ],
  [
    'the commit fails and was made all the same',
    { statement: 'commit', code: inputOutputError, when: 'after' },
    { batch: 'failed', written: 'unknown' },
    true,
  ],
]

describe('a batch that SQLite fails at', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let driver: FailingDriver
  let connection: WriteConnection
  let reader: StoreReader
  beforeEach(async () => {
    folder = temporaryFolder()
    const path = `${folder.path}/store.sqlite`
    await (await openSqliteStore(optionsFor(path))).close()
    driver = new FailingDriver()
    connection = new WriteConnection(driver, { path, writerName: 'node-1', storeBytes: 2 ** 30 })
    reader = await openSqliteReader({ path })
  })
  afterEach(async () => {
    await reader.close()
    connection.close()
    folder.remove()
  })

  for (const [title, fault, outcome, stands] of cases) {
    it(`is answered honestly where ${title}, and the chain goes on after it`, async () => {
      expect(connection.write(batchOf(1))).toEqual({ batch: 'written', units: [{ unit: 'done' }] })
      driver.fault = fault
      expect(connection.write(batchOf(2, 3))).toMatchObject(outcome)
      expect(driver.fault).toBeUndefined()
      expect((await reader.agreement('agr-2')) !== undefined).toBe(stands)
      expect((await reader.agreement('agr-3')) !== undefined).toBe(stands)
      expect(connection.write(batchOf(4))).toEqual({ batch: 'written', units: [{ unit: 'done' }] })
      expect(await verifyLog(reader)).toEqual({ ok: true, rows: stands ? 8 : 4 })
    })
  }
})

describe('the connection that writes', () => {
  it('syncs every commit to the disk, keeps foreign keys and takes no more than the store may have', async () => {
    const folder = temporaryFolder()
    const path = `${folder.path}/store.sqlite`
    await (await openSqliteStore(optionsFor(path))).close()
    const driver = new FailingDriver()
    const connection = new WriteConnection(driver, { path, writerName: 'node-1', storeBytes: 2 ** 20 })
    const pragma = (name: string) => driver.opened?.prepare(`pragma ${name}`).get([])?.[name]
    const fullySynchronous = 2
    expect(pragma('synchronous')).toBe(fullySynchronous)
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('foreign_keys')).toBe(1)
    expect(Number(pragma('max_page_count')) * Number(pragma('page_size'))).toBe(2 ** 20)
    connection.close()
    folder.remove()
  })
})
