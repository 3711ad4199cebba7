import { readFileSync } from 'node:fs'
import { ManualClock } from 'paycircle/internal/base'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDriver, type Connection } from '../../../src/store/sqlite/driver.js'
import { openSqliteStore } from '../../../src/store/sqlite/index.js'
import { signingUnit } from '../suite/index.js'
import { optionsFor, temporaryFolder } from './sqlite-home.js'

let folder: ReturnType<typeof temporaryFolder>
let path: string
let clock: ManualClock
let stranger: Connection | undefined
beforeEach(() => {
  folder = temporaryFolder()
  path = `${folder.path}/store.sqlite`
  clock = new ManualClock()
})
afterEach(() => {
  stranger?.close()
  stranger = undefined
  folder.remove()
})

/** Another program that takes SQLite's write lock, as a shell on the file would. */
function takeWriteLock(): Connection {
  stranger = loadDriver().open(path, 'read-write')
  stranger.execute('begin immediate')
  return stranger
}

/** Lets the queue go on until it waits for the clock. */
async function untilWaiting(): Promise<void> {
  while (clock.pending === 0) await Promise.resolve()
}

/** Counts the frames that end a transaction: those that hold the size of the database after it. */
function transactionsInLog(file: string): number {
  const log = readFileSync(file)
  const [headerBytes, frameHeaderBytes] = [32, 24]
  const frameBytes = frameHeaderBytes + log.readUInt32BE(8)
  let transactions = 0
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    if (log.readUInt32BE(at + 4) !== 0) transactions++
  }
  return transactions
}

describe('the commit queue', () => {
  it('refuses what exceeds its length, tells when to try again, and writes the rest', async () => {
    const store = await openSqliteStore(optionsFor(path, { limits: { queuedUnits: 10 } }))
    const results = await Promise.allSettled(
      Array.from({ length: 14 }, (_, number) => store.commit(signingUnit(number))),
    )
    expect(results.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 10 }, () => 'fulfilled'),
      ...Array.from({ length: 4 }, () => 'rejected'),
    ])
    const error = (results[13] as PromiseRejectedResult).reason as { code: string; fields: { retryAfterMs: number } }
    expect(error.code).toBe('store-busy')
    expect(error.fields.retryAfterMs).toBeGreaterThan(0)
    expect(await store.agreement('agr-13')).toBeUndefined()
    expect(await store.commit(signingUnit(13))).toEqual({ result: 'done' })
    await store.close()
  })

  it('writes one transaction, and so syncs once, for as many units as a batch takes', async () => {
    const store = await openSqliteStore(optionsFor(path, { limits: { batchUnits: 50 } }))
    await Promise.all(Array.from({ length: 100 }, (_, number) => store.commit(signingUnit(number))))
    expect(transactionsInLog(`${path}-wal`)).toBe(2)
    await store.commit(signingUnit(100))
    expect(transactionsInLog(`${path}-wal`)).toBe(3)
    await store.close()
  })

  it('waits for another program’s write lock by the clock and writes once it is gone', async () => {
    const store = await openSqliteStore(optionsFor(path, { clock }))
    const lock = takeWriteLock()
    const committed = store.commit(signingUnit(1))
    await untilWaiting()
    lock.execute('rollback')
    clock.advance(20)
    expect(await committed).toEqual({ result: 'done' })
    await store.close()
  })

  it('gives up with store-busy when the lock outlasts its patience, having written nothing', async () => {
    const store = await openSqliteStore(optionsFor(path, { clock, limits: { lockWaitMs: 100 } }))
    const lock = takeWriteLock()
    let settled = false
    const committed = store.commit(signingUnit(1)).finally(() => (settled = true))
    committed.catch(() => undefined)
    for (let waits = 0; waits < 5; waits++) {
      expect(settled).toBe(false)
      await untilWaiting()
      clock.advance(20)
    }
    await expect(committed).rejects.toMatchObject({ code: 'store-busy' })
    lock.execute('rollback')
    expect(await store.agreement('agr-1')).toBeUndefined()
    expect(await store.commit(signingUnit(1))).toEqual({ result: 'done' })
    await store.close()
  })
})
