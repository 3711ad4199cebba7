import { statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteReader, openSqliteStore } from '../../../src/store/sqlite/index.js'
import { signingUnit } from '../suite/index.js'
import { optionsFor, temporaryFolder } from './sqlite-home.js'

let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = `${folder.path}/data/store.sqlite`
})
afterEach(() => folder.remove())

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('the owner of a store', () => {
  it('keeps every other writer out until it closes', async () => {
    const store = await openSqliteStore(optionsFor(path))
    for (let attempt = 0; attempt < 2; attempt++) {
      const second = openSqliteStore(optionsFor(path, { writerName: 'cli' }))
      await expect(second).rejects.toMatchObject({ code: 'store-locked-by-other' })
    }
    expect(await store.commit(signingUnit(1))).toEqual({ result: 'done' })
    await store.close()
    const next = await openSqliteStore(optionsFor(path, { writerName: 'cli' }))
    await next.close()
  })

  it('lets others read meanwhile, who see each commit that was answered', async () => {
    const store = await openSqliteStore(optionsFor(path))
    const reader = await openSqliteReader({ path })
    await store.commit(signingUnit(1))
    expect((await reader.operations({ limit: 10 })).rows).toHaveLength(2)
    await store.commit(signingUnit(2))
    expect((await reader.operations({ limit: 10 })).rows).toHaveLength(4)
    await reader.close()
    await expect(reader.chainHeads()).rejects.toMatchObject({ code: 'store-closed' })
    await expect(store.probe()).resolves.toEqual({ clockAheadMs: 0, queuedUnits: 0 })
    await store.close()
  })

  it('lets others read when nobody owns it', async () => {
    const store = await openSqliteStore(optionsFor(path))
    await store.commit(signingUnit(1))
    await store.close()
    const reader = await openSqliteReader({ path })
    expect((await reader.operations({ limit: 10 })).rows).toHaveLength(2)
    await reader.close()
  })

  it('gives the folder and every file in it to its user alone', async () => {
    const store = await openSqliteStore(optionsFor(path))
    await store.commit(signingUnit(1))
    expect(modeOf(`${folder.path}/data`)).toBe('700')
    for (const suffix of ['', '-wal', '-shm', '.lock']) expect(modeOf(path + suffix), suffix).toBe('600')
    await store.close()
  })
})
