import { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { verifyLog } from '../../../src/store/port/index.js'
import { loadDriver } from '../../../src/store/sqlite/driver.js'
import { logEntry, signingUnit, storeBehaviour, unitOf } from '../suite/index.js'
import { builtStore } from './built-store.js'
import { optionsFor, sqliteHome, temporaryFolder } from './sqlite-home.js'

const { openSqliteStore } = await builtStore()

storeBehaviour({
  title: `SQLite by ${loadDriver().name}, writing on a worker thread`,
  makeHome: () => Promise.resolve(sqliteHome(openSqliteStore, 'worker')),
})

describe('the writer’s thread', () => {
  it('leaves nobody waiting when it dies, says that the outcome is unknown, and is there again for the next', async () => {
    const folder = temporaryFolder()
    const started = vi.spyOn(Worker.prototype, 'postMessage')
    const store = await openSqliteStore(optionsFor(`${folder.path}/store.sqlite`, { writer: 'worker' }))
    await store.commit(signingUnit(0))
    const thread = started.mock.contexts[0] as Worker
    started.mockRestore()

    const pending = Array.from({ length: 300 }, (_, index) => store.commit(signingUnit(index + 1)))
    const ended = thread.terminate()
    const results = await Promise.allSettled(pending)
    await ended
    const refused = results.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    const words = refused.map((one) => (one as PromiseRejectedResult).reason as { code: string; fields: object })
    expect(new Set(words.map(({ code }) => code))).toEqual(new Set(['store-failed']))
    expect(words.map(({ fields }) => fields)).toContainEqual({ written: 'unknown' })

    expect(await store.commit(signingUnit(999))).toEqual({ result: 'done' })
    expect(await store.probe()).toEqual({ clockAheadMs: 0, queuedUnits: 0 })
    expect(await store.signing('sgn-999')).toBeDefined()
    // What the dead thread had written stands in the chain, and the next one went on from there.
    expect(await verifyLog(store)).toMatchObject({ ok: true })
    await store.close()
    folder.remove()
  })

  it('leaves nobody waiting for a unit that cannot cross to it, and goes on with the next', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore(optionsFor(`${folder.path}/store.sqlite`, { writer: 'worker' }))
    const details = { big: 1n as unknown as number }
    const uncrossable = store.commit(unitOf({ log: [logEntry({ details })] }))
    await expect(uncrossable).rejects.toMatchObject({ code: 'store-failed' })
    expect(await store.commit(signingUnit(1))).toEqual({ result: 'done' })
    expect(await store.signing('sgn-1')).toBeDefined()
    await store.close()
    folder.remove()
  })

  it('lets the event loop run while it syncs', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore(optionsFor(`${folder.path}/store.sqlite`, { writer: 'worker' }))
    let turns = 0
    let busy = true
    const turn = () => {
      turns++
      if (busy) setImmediate(turn)
    }
    setImmediate(turn)
    for (let number = 0; number < 50; number++) await store.commit(signingUnit(number))
    busy = false
    expect(turns).toBeGreaterThan(50)
    await store.close()
    folder.remove()
  })
})
