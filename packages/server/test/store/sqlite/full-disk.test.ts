import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { verifyLog, type Store } from '../../../src/store/port/index.js'
import { openSqliteStore } from '../../../src/store/sqlite/index.js'
import { signingUnit } from '../suite/index.js'
import { optionsFor, temporaryFolder } from './sqlite-home.js'

/** Commits in batches until the store refuses; answers how many units were acknowledged. */
async function fill(store: Store, from: number): Promise<{ acknowledged: number[]; codes: Set<string> }> {
  const acknowledged: number[] = []
  const codes = new Set<string>()
  for (let number = from; codes.size === 0; number += 20) {
    const numbers = Array.from({ length: 20 }, (_, index) => number + index)
    const results = await Promise.allSettled(numbers.map((one) => store.commit(signingUnit(one))))
    results.forEach((one, index) => {
      if (one.status === 'fulfilled') acknowledged.push(number + index)
      else codes.add((one.reason as { code: string }).code)
    })
  }
  return { acknowledged, codes }
}

async function expectWhole(store: Store, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    expect(await store.agreement(`agr-${number}`)).toBeDefined()
    expect(await store.signing(`sgn-${number}`)).toBeDefined()
  }
}

describe('a store without space', () => {
  it('answers store-full at its size limit, loses nothing acknowledged, and goes on with a higher limit', async () => {
    const folder = temporaryFolder()
    const path = `${folder.path}/store.sqlite`
    const store = await openSqliteStore(optionsFor(path, { limits: { storeBytes: 400 * 1024 } }))
    const { acknowledged, codes } = await fill(store, 0)
    expect(codes).toEqual(new Set(['store-full']))
    expect(acknowledged.length).toBeGreaterThan(20)
    await expectWhole(store, acknowledged)
    expect(await verifyLog(store)).toEqual({ ok: true, rows: acknowledged.length * 2 })
    await store.close()

    const larger = await openSqliteStore(optionsFor(path))
    expect(await larger.commit(signingUnit(100_000))).toEqual({ result: 'done' })
    expect(await verifyLog(larger)).toEqual({ ok: true, rows: acknowledged.length * 2 + 2 })
    await larger.close()
    folder.remove()
  })
})

/** A file system of 4 MiB, where this user may mount one. */
function smallDisk(): { readonly path: string; remove(): void } | undefined {
  const folder = temporaryFolder()
  const path = `${folder.path}/disk`
  mkdirSync(path)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    folder.remove()
    return undefined
  }
  return {
    path,
    remove() {
      execFileSync('umount', [path])
      folder.remove()
    },
  }
}

const disk = smallDisk()
if (disk === undefined) {
  describe('a full disk', () => {
    it('could not be tried: this user may not mount a small one, so the size limit stands for it', () => {
      expect(process.getuid?.()).not.toBe(0)
    })
  })
} else {
  describe('a full disk', () => {
    afterAll(() => disk.remove())

    it('makes the store answer store-full, and without a restart it goes on when there is space again', async () => {
      const ballast = `${disk.path}/ballast`
      const store = await openSqliteStore(optionsFor(`${disk.path}/store.sqlite`))
      await store.commit(signingUnit(0))
      const file = openSync(ballast, 'w')
      writeSync(file, Buffer.alloc(2 * 1024 * 1024))
      const { acknowledged, codes } = await fill(store, 1)
      expect(codes).toEqual(new Set(['store-full']))
      await expectWhole(store, acknowledged)

      closeSync(file)
      rmSync(ballast)
      await expect(store.probe()).resolves.toEqual({ clockAheadMs: 0, queuedUnits: 0 })
      expect(await store.commit(signingUnit(100_000))).toEqual({ result: 'done' })
      expect(await verifyLog(store)).toEqual({ ok: true, rows: (acknowledged.length + 2) * 2 })
      await store.close()
    })
  })
}
