import Module, { createRequire } from 'node:module'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { failureOf, loadDriver } from '../../../src/store/sqlite/driver.js'
import { createPrivateFile } from '../../../src/store/sqlite/files.js'
import { temporaryFolder } from './sqlite-home.js'

type Load = (this: unknown, id: string, ...rest: unknown[]) => unknown
const loader = Module as unknown as { _load: Load }
const load = loader._load

/** A Node on which these modules are not there. */
async function driverWithout(missing: readonly string[]): Promise<ReturnType<typeof loadDriver>> {
  loader._load = function (id, ...rest) {
    if (missing.includes(id)) throw Object.assign(new Error(`no ${id}`), { code: 'MODULE_NOT_FOUND' })
    return load.call(this, id, ...rest)
  }
  vi.resetModules()
  const fresh = await import('../../../src/store/sqlite/driver.js')
  return fresh.loadDriver()
}

afterEach(() => {
  loader._load = load
  vi.resetModules()
})

describe(`the driver, here ${loadDriver().name}`, () => {
  it('is node:sqlite wherever the running Node has it', () => {
    let builtIn = true
    try {
      createRequire(import.meta.url)('node:sqlite')
    } catch {
      builtIn = false
    }
    expect(loadDriver().name).toBe(builtIn ? 'node:sqlite' : 'better-sqlite3')
  })

  it('says in one sentence what to do where there is none', async () => {
    const error: unknown = await driverWithout(['node:sqlite', 'better-sqlite3']).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'driver-missing' })
    expect((error as { describe(language: string): { remedy: string } }).describe('en').remedy).toMatch(
      /node:sqlite.*python3, make and g\+\+.*npm rebuild better-sqlite3/,
    )
  })

  it('tells apart what SQLite refuses', () => {
    const folder = temporaryFolder()
    const driver = loadDriver()
    const failure = (act: () => unknown) => {
      try {
        act()
      } catch (error) {
        return failureOf(driver, error)
      }
      return 'none'
    }
    expect(failure(() => driver.open(`${folder.path}/missing`, 'read-only'))).toBe('no-access')
    createPrivateFile(`${folder.path}/file`)
    const connection = driver.open(`${folder.path}/file`, 'read-write')
    connection.execute('create table t (a integer unique) strict; insert into t values (1)')
    const run = (sql: string) => () => connection.prepare(sql).run([])
    expect(failure(run('insert into t values (1)'))).toBe('constraint')
    expect(failure(run("insert into t values ('x')"))).toBe('constraint')
    expect(failure(run('select nothing from t'))).toBe('other')
    expect(failure(() => connection.prepare('select ?').get([Symbol('x') as unknown as string]))).toBeUndefined()
    const second = driver.open(`${folder.path}/file`, 'read-write')
    second.execute('begin immediate')
    expect(failure(run('insert into t values (2)'))).toBe('busy')
    second.close()
    const reader = driver.open(`${folder.path}/file`, 'read-only')
    expect(failure(() => reader.prepare('insert into t values (2)').run([]))).toBe('no-access')
    reader.close()
    connection.close()
    folder.remove()
  })
})
