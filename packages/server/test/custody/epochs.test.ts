import { copyFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { World } from './world.js'

/** Sealed at ten; the backup holds twelve records, the anchors tell of twenty and of thirty. */
async function restoredWorld(): Promise<World> {
  const world = await new World().open()
  await world.write(5)
  await world.custody.seal()
  await world.write(1)
  await world.store.close()
  copyFileSync(world.storePath, world.folder('backup.sqlite'))
  await world.open()
  await world.write(4)
  await world.custody.seal()
  await world.write(5)
  await world.custody.seal()
  await world.store.close()
  copyFileSync(world.folder('backup.sqlite'), world.storePath)
  return world.open()
}

describe('a restored backup', () => {
  it('is noticed at the start, and the chain goes on in a new epoch with the anchor as evidence', async () => {
    const world = await restoredWorld()
    expect(await world.custody.open()).toEqual([{ writer: 'node-1', epoch: 2, lost: 30 }])
    await world.write(1)
    const [seal] = await world.custody.seal()
    expect(seal).toMatchObject({ epoch: 2, number: 1, sequence: 15 })
    const [record] = await world.store.chain('node-1', 12, 1)
    expect(record).toMatchObject({ kind: 'epoch.opened', actor: 'engine' })
    expect(record?.details).toMatchObject({ epoch: 2, explained: false, lost: 30, anchor: { sequence: 30, number: 3 } })
  })

  it('counts as cut off until somebody says why, and stays visible after that', async () => {
    const world = await restoredWorld()
    await world.custody.open()
    const firstBad = { writer: 'node-1', sequence: 13, reason: 'truncated' }
    expect(await world.verify()).toMatchObject({ ok: false, firstBad })
    expect(await world.custody.newEpoch({ reason: 'disk lost, backup restored', actor: 'cli' })).toBe(2)
    await world.custody.seal()
    expect(await world.verify()).toMatchObject({
      ok: true,
      epochs: [{ epoch: 2, lost: 30, explained: true, reason: 'disk lost, backup restored' }],
    })
  })

  it('is not opened twice, and not where nothing is lost', async () => {
    const world = await restoredWorld()
    await world.custody.open()
    expect(await world.custody.open()).toEqual([])
    await world.custody.seal()
    expect(await world.custody.open()).toEqual([])
    const other = await new World().open()
    await other.write(3)
    await other.custody.seal()
    await other.write(1)
    expect(await other.custody.open()).toEqual([])
    expect((await other.store.operations({ kind: 'epoch.opened', limit: 1 })).rows).toEqual([])
  })

  it('may be restored a second time, from before the new epoch', async () => {
    const world = await restoredWorld()
    await world.custody.open()
    await world.custody.newEpoch({ reason: 'first', actor: 'cli' })
    await world.custody.seal()
    await world.store.close()
    copyFileSync(world.folder('backup.sqlite'), world.storePath)
    await world.open()
    expect(await world.custody.open()).toEqual([{ writer: 'node-1', epoch: 3, lost: 30 }])
    await world.custody.newEpoch({ reason: 'second', actor: 'cli' })
    await world.custody.stop()
    expect(await world.verify()).toMatchObject({ ok: true, epochs: [{ epoch: 3, reason: 'second' }] })
  })

  it('gets back the seals that it had lost without their records', async () => {
    const world = await new World().open()
    await world.write(2)
    await world.store.close()
    copyFileSync(world.storePath, world.folder('backup.sqlite'))
    await world.open()
    await world.custody.seal()
    await world.store.close()
    copyFileSync(world.folder('backup.sqlite'), world.storePath)
    await world.open()
    expect(await world.custody.open()).toEqual([])
    expect(await world.store.lastSeal('node-1')).toMatchObject({ sequence: 4 })
    await world.write(1)
    await world.custody.seal()
    expect(await world.verify()).toEqual({ ok: true, rows: 6, seals: 2, anchors: 2, signaturesChecked: true })
  })

  it('excuses no anchor beyond the one that the new epoch names', async () => {
    const world = await restoredWorld()
    const all = world.anchorLines()
    // Whoever cut the store off cut the anchors beside it too; a copy elsewhere has them all.
    world.writeAnchors(all.slice(0, 2))
    await world.custody.open()
    await world.custody.newEpoch({ reason: 'nothing to see', actor: 'cli' })
    await world.custody.stop()
    expect(await world.verify()).toMatchObject({ ok: true })
    world.writeAnchors(all)
    const firstBad = { sequence: 30, reason: 'truncated', line: 3 }
    expect(await world.verify()).toMatchObject({ ok: false, firstBad })
  })

  it('begins a new epoch on order alone, and wants a reason', async () => {
    const world = await new World().open()
    await world.write(1)
    for (const reason of ['', ' ', 'x'.repeat(501)]) {
      await expect(world.custody.newEpoch({ reason, actor: 'cli' })).rejects.toMatchObject({ code: 'reason-missing' })
    }
    expect(await world.custody.newEpoch({ reason: 'moved', actor: 'cli' })).toBe(2)
    expect(await world.custody.newEpoch({ reason: 'moved again', actor: 'cli' })).toBe(3)
    await world.custody.stop()
    expect(await world.verify()).toMatchObject({ ok: true, epochs: [{ epoch: 2 }, { epoch: 3 }] })
  })
})
