import { Secret } from 'paycircle/internal/base'
import { redactionOf } from '../../src/engine/index.js'
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { anchorFile, createCustody, type AnchorBook } from '../../src/custody/index.js'
import { World } from './world.js'

describe('sealing', () => {
  it('happens at least every minute while there is something new, and not where there is nothing', async () => {
    const world = await new World().open()
    world.custody.start()
    await world.write(1)
    world.clock.advance(60_000)
    await world.custody.seal()
    expect(world.anchorLines()).toHaveLength(1)
    await world.custody.seal()
    expect(world.anchorLines()).toHaveLength(1)
    await world.write(1)
    await world.custody.stop()
    expect(world.anchorLines()).toHaveLength(2)
    expect(world.clock.pending).toBe(0)
  })

  it('writes down later what a crash kept from the anchors', async () => {
    const world = await new World().open()
    await world.write(1)
    const broken: AnchorBook = {
      ...anchorFile(world.anchorPath),
      publish: () => Promise.reject(new Error('killed between seal and anchor')),
    }
    await world.store.close()
    await world.open({ anchors: broken })
    await expect(world.custody.seal()).rejects.toThrow('killed')
    expect(await world.store.unpublishedSeals(9)).toHaveLength(1)
    await world.store.close()
    await world.open()
    expect(await world.custody.open()).toEqual([])
    await world.custody.seal()
    expect(world.anchorLines()).toHaveLength(1)
    expect(await world.store.unpublishedSeals(9)).toEqual([])
    expect(await world.verify()).toMatchObject({ ok: true, anchors: 1 })
  })

  it('bears anchors that a crash let be written twice', async () => {
    const world = await new World().open()
    await world.write(1)
    await world.custody.seal()
    world.tamper('update seal set published_at = null')
    await world.custody.seal()
    expect(world.anchorLines()).toHaveLength(2)
    expect(await world.verify()).toMatchObject({ ok: true, anchors: 2 })
  })

  it('says where it cannot write, keeps the seal, and needs a key', async () => {
    const world = await new World().open({ anchors: anchorFile('/dev/null/anchors.jsonl') })
    await world.write(1)
    await expect(world.custody.seal()).rejects.toMatchObject({ code: 'anchors-unwritable' })
    expect(await world.store.lastSeal('node-1')).toMatchObject({ sequence: 2, publishedAt: null })
    const { store, clock, random, nodeName } = world.options()
    await world.write(1)
    await expect(createCustody({ store, clock, random, nodeName }).seal()).rejects.toMatchObject({
      code: 'seal-key-missing',
    })
  })
})

describe('a key that somebody typed into a reason', () => {
  it('stands in no record of custody', async () => {
    const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
    const world = await new World().open({ redact: redactionOf(new Set([Secret.fromText(key)])) })
    await world.write(1)
    await world.custody.newEpoch({ reason: `moved, key ${key}`, actor: 'cli' })
    const { rows } = await world.store.operations({ kind: 'epoch.opened', limit: 1 })
    expect(rows[0]?.details.reason).toContain('moved')
    expect(JSON.stringify(rows)).not.toContain(key)
  })
})

describe('reading', () => {
  it('is recorded once an hour for each reader and account', async () => {
    const world = await new World().open()
    const note = { actor: 'operator:a', profileId: 'default', agreementId: 'agr-1', account: 'a@example.com' }
    const read = (actor: string) => world.custody.noteRead({ ...note, actor, what: 'log' })
    for (const actor of ['operator:a', 'operator:a', 'operator:b', 'operator:a']) await read(actor)
    const count = async () => (await world.store.operations({ kind: 'log.read', limit: 9 })).rows.length
    expect(await count()).toBe(2)
    world.clock.advance(60 * 60_000)
    await read('operator:a')
    expect(await count()).toBe(3)
  })
})

describe('forgetting an account', () => {
  it('leaves a valid log in which the account stands nowhere, and says that it was done', async () => {
    const world = await new World().open()
    await world.write(3)
    await world.custody.seal()
    const account = 'agent1@example.com'
    const asked = { profileId: 'default', account, reason: 'as asked', actor: 'cli' }
    const pseudonym = await world.custody.pseudonymise(asked)
    expect(await world.verify()).toMatchObject({ ok: true, rows: 7 })
    const { rows } = await world.store.operations({ limit: 20 })
    expect(JSON.stringify(rows)).not.toContain(account)
    expect(rows[0]).toMatchObject({ kind: 'log.pseudonymised', account: pseudonym, details: { reason: 'as asked' } })
    expect(await world.store.agreementByAccount('default', account)).toBeUndefined()
    await expect(world.custody.pseudonymise(asked)).rejects.toMatchObject({ code: 'account-unknown' })
    await expect(world.custody.pseudonymise({ ...asked, reason: '' })).rejects.toMatchObject({ code: 'reason-missing' })
  })

  it('waits for a query that is under way', async () => {
    const world = await new World().open()
    await world.write(1)
    world.tamper(`update agreement set lease_token = 'op-9', lease_until = ${world.clock.now() + 1000}`)
    const asked = { profileId: 'default', account: 'agent0@example.com', reason: 'as asked', actor: 'cli' }
    await expect(world.custody.pseudonymise(asked)).rejects.toMatchObject({ code: 'account-busy' })
  })
})

describe('an anchors’ file', () => {
  it('of any size tells its last lines', async () => {
    const world = await new World().open()
    await world.write(1)
    await world.custody.seal()
    const [line = ''] = world.anchorLines()
    writeFileSync(world.anchorPath, `${line}\n`.repeat(5000))
    const found = await anchorFile(world.anchorPath).linesSince(({ number }) => number === 1)
    expect(found.length).toBeLessThan(5000)
    expect(await anchorFile(world.anchorPath).linesSince(() => false)).toHaveLength(5000)
  })
})
