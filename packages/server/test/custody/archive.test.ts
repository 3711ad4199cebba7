import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { periodOf, periodStart, verifyArchive } from '../../src/custody/index.js'
import { answerRow, noon, unitOf } from '../store/suite/specimens.js'
import { newKey, World } from './world.js'

const day = 24 * 60 * 60 * 1000

/** Ten records of the first day, ten of the second, two of the third that are not sealed. */
async function threeDays(): Promise<World> {
  const world = await new World().open()
  for (const signings of [5, 5]) {
    await world.write(signings)
    await world.custody.seal()
    world.clock.advance(day)
  }
  await world.write(1)
  return world
}

describe('an archive', () => {
  it('takes whole sealed segments, which verify by themselves, and leaves a log that verifies from there on', async () => {
    const world = await threeDays()
    const folder = world.folder('archive')
    const [first] = await world.custody.archive({ before: noon + day, folder, actor: 'cli' })
    expect(first).toMatchObject({ writer: 'node-1', through: 10, records: 10, file: join(folder, 'node-1-1-10.jsonl') })
    expect(await world.store.chain('node-1', 0, 200)).toHaveLength(13)
    expect(await world.verify()).toEqual({ ok: true, rows: 13, seals: 2, anchors: 2, signaturesChecked: true })
    const [second] = await world.custody.archive({ before: noon + 2 * day, folder, actor: 'cli' })
    expect(second).toMatchObject({ through: 20, records: 10 })
    expect(await world.custody.archive({ before: noon + 2 * day, folder, actor: 'cli' })).toEqual([])
    for (const file of readdirSync(folder)) {
      expect(await verifyArchive(join(folder, file), world.keys.trusted)).toEqual({
        ok: true,
        rows: 10,
        signaturesChecked: true,
      })
    }
    await world.custody.seal()
    expect(await world.verify()).toMatchObject({ ok: true, rows: 4, seals: 3, anchors: 3 })
  })

  it('is found changed wherever a line is', async () => {
    const world = await threeDays()
    const folder = world.folder('archive')
    await world.custody.archive({ before: noon + day, folder, actor: 'cli' })
    await world.custody.archive({ before: noon + 2 * day, folder, actor: 'cli' })
    const file = join(folder, 'node-1-11-20.jsonl')
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
    const verdictOf = async (changed: readonly string[]) => {
      writeFileSync(file, changed.map((line) => `${line}\n`).join(''))
      return verifyArchive(file, world.keys.trusted)
    }
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] ?? ''
      const digit = line.search(/[0-9](?=[0-9a-f]{8})/)
      const other = `${line.slice(0, digit)}${line[digit] === '1' ? '2' : '1'}${line.slice(digit + 1)}`
      expect(await verdictOf(lines.with(index, other)), `line ${index + 1}`).toMatchObject({ ok: false })
      expect(await verdictOf(lines.toSpliced(index, 1)), `without ${index + 1}`).toMatchObject({ ok: false })
      expect(await verdictOf(lines.toSpliced(index, 0, line)), `twice ${index + 1}`).toMatchObject({ ok: false })
    }
    for (const junk of [[], ['null'], ['{'], [''], [...lines, '{}']]) {
      expect(await verdictOf(junk)).toMatchObject({ ok: false })
    }
    await verdictOf(lines)
    expect(await verifyArchive(file, newKey().trusted)).toMatchObject({
      ok: false,
      firstBad: { reason: 'foreign-key' },
    })
    await expect(verifyArchive(join(folder, 'none'))).rejects.toMatchObject({ code: 'file-unreadable' })
  })

  it('is not made of a segment that somebody changed, nor without a key, nor over a file', async () => {
    const world = await threeDays()
    const folder = world.folder('archive')
    const archive = () => world.custody.archive({ before: noon + day, folder, actor: 'cli' })
    writeFileSync(world.folder('file'), '')
    const onFile = world.custody.archive({ before: noon + day, folder: world.folder('file'), actor: 'cli' })
    await expect(onFile).rejects.toMatchObject({ code: 'archive-unwritable' })
    world.tamper("update operation_record set actor = 'somebody' where sequence = 3")
    await expect(archive()).rejects.toMatchObject({ code: 'segment-broken', fields: { sequence: 3 } })
    expect(readdirSync(folder)).toEqual([])
    world.tamper("update operation_record set actor = 'engine' where sequence = 3")
    await archive()
    expect(await world.verify()).toMatchObject({ ok: true })
  })

  it('goes on removing where a crash left records of it', async () => {
    const world = await threeDays()
    world.tamper('create table kept as select * from operation_record where sequence <= 10')
    await world.custody.archive({ before: noon + day, folder: world.folder('archive'), actor: 'cli' })
    world.tamper('insert into operation_record select * from kept; drop table kept')
    expect(await world.verify()).toMatchObject({ ok: true, rows: 13 })
    expect(await world.custody.archive({ before: noon + day, folder: world.folder('archive'), actor: 'cli' })).toEqual(
      [],
    )
    expect((await world.store.chain('node-1', 0, 1))[0]?.sequence).toBe(11)
  })
})

describe('the retention period', () => {
  it('is written in days or by ISO 8601', () => {
    expect(periodOf('730d')).toEqual({ years: 0, months: 0, days: 730 })
    expect(periodOf('P2Y6M10D')).toEqual({ years: 2, months: 6, days: 10 })
    expect(periodOf('P8W')).toEqual({ years: 0, months: 0, days: 56 })
    for (const text of ['', 'P', '0d', 'P0D', '30', '2y', 'P1H', 'P-1D']) expect(periodOf(text), text).toBeUndefined()
  })

  it('is counted by the calendar', () => {
    const start = (end: string, text: string) => {
      const period = periodOf(text)
      return period && new Date(periodStart(Date.parse(end), period)).toISOString().slice(0, 10)
    }
    expect(start('2026-03-31', 'P1M')).toBe('2026-02-28')
    expect(start('2024-02-29', 'P1Y')).toBe('2023-02-28')
    expect(start('2026-01-15', 'P2M')).toBe('2025-11-15')
    expect(start('2026-01-15', '20d')).toBe('2025-12-26')
  })

  it('ends for sealed segments and idempotent answers, a statement staying in the place of the records', async () => {
    const world = await threeDays()
    const answers = [answerRow(), answerRow({ key: 'key-2', createdAt: noon + 2 * day })]
    await world.store.commit(unitOf({ writes: answers.map((row) => ({ write: 'insert-answer', row }) as const) }))
    await world.store.close()
    await world.open({ retention: { years: 0, months: 0, days: 2 } })
    world.custody.start()
    world.clock.advance(60_000)
    await world.custody.stop()
    expect((await world.store.chain('node-1', 0, 1))[0]?.sequence).toBe(11)
    expect(await world.store.idempotentAnswer('default', 'key-1')).toBeUndefined()
    expect(await world.store.idempotentAnswer('default', 'key-2')).toBeDefined()
    expect(await world.store.lastArchive('node-1')).toMatchObject({ sequence: 10, digest: null })
    expect(await world.verify()).toMatchObject({ ok: true })
  })
})
