import fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { signSeal, type Seal } from '../../src/ledger/index.js'
import { verifyLog, type LogFault } from '../../src/store/port/index.js'
import { newKey, World } from './world.js'

/** Ten records sealed, ten more sealed, two not sealed yet. */
async function sealedWorld(): Promise<World> {
  const world = await new World().open()
  await world.write(5)
  await world.custody.seal()
  await world.write(5)
  await world.custody.seal()
  await world.write(1)
  return world
}

const columns = [
  'writer',
  'operation_id',
  'at',
  'clock_source',
  'kind',
  'profile_id',
  'agreement_id',
  'account',
  'actor',
  'outcome',
  'code',
  'details',
  'account_salt',
  'account_digest',
  'previous_hash',
  'hash',
] as const

/** As if the chain had ended there. */
const cutHead = (last: number) =>
  `update chain_head set sequence = ${last}, hash = (select hash from operation_record where sequence = ${last})`

const deeds: readonly (readonly [string, string, { sequence: number; reason: LogFault }])[] = [
  ['deletes the first record', 'delete from operation_record where sequence = 1', { sequence: 1, reason: 'sequence' }],
  ['deletes one in the middle', 'delete from operation_record where sequence = 8', { sequence: 8, reason: 'sequence' }],
  ['deletes the last', 'delete from operation_record where sequence = 22', { sequence: 22, reason: 'missing' }],
  [
    'cuts off the end behind the last seal but one',
    `delete from operation_record where sequence > 15; ${cutHead(15)}`,
    { sequence: 16, reason: 'truncated' },
  ],
  [
    'cuts off the end and the seals on it',
    `delete from operation_record where sequence > 15; ${cutHead(15)}; delete from seal where number = 2`,
    { sequence: 20, reason: 'truncated' },
  ],
  ['drops the first seal', 'delete from seal where number = 1', { sequence: 20, reason: 'seal-missing' }],
  ['drops the last seal', 'delete from seal where number = 2', { sequence: 20, reason: 'seal-missing' }],
  ['drops all seals', 'delete from seal', { sequence: 10, reason: 'seal-missing' }],
  ['moves a seal', 'update seal set sequence = 9 where number = 1', { sequence: 9, reason: 'signature' }],
  [
    'empties the whole log',
    'delete from operation_record; delete from chain_head',
    { sequence: 1, reason: 'truncated' },
  ],
  [
    'empties everything',
    'delete from operation_record; delete from chain_head; delete from seal',
    { sequence: 10, reason: 'truncated' },
  ],
  [
    'says that the beginning was archived',
    `insert into archive select writer, epoch, sequence, hash, at, null, key_id, signature from seal where number = 1;
     delete from operation_record where sequence <= 10`,
    { sequence: 10, reason: 'signature' },
  ],
]

describe('a sealed log', () => {
  it('is good as it stands, and its anchors agree', async () => {
    const world = await sealedWorld()
    expect(await world.verify()).toEqual({ ok: true, rows: 22, seals: 2, anchors: 2, signaturesChecked: true })
  })

  for (const column of columns) {
    it(`shows a change in the column ${column}`, async () => {
      const world = await sealedWorld()
      const value = column === 'at' ? 'at + 1' : `coalesce(${column}, '') || 'x'`
      world.tamper(`update operation_record set ${column} = ${value} where sequence = 7`)
      const { ok, firstBad } = await world.verify()
      expect(ok).toBe(false)
      expect(firstBad).toMatchObject({ writer: 'node-1', sequence: 7 })
    })
  }

  for (const [title, sql, { sequence, reason }] of deeds) {
    it(`shows where somebody ${title}`, async () => {
      const world = await sealedWorld()
      world.tamper(sql)
      const { ok, firstBad } = await world.verify()
      expect(ok).toBe(false)
      expect(firstBad).toMatchObject({ writer: 'node-1', sequence, reason })
    })
  }

  for (const column of ['hash', 'signature', 'at', 'number', 'sequence', 'epoch', 'key_id']) {
    it(`shows a change in the seal’s column ${column}`, async () => {
      const world = await sealedWorld()
      const value = ['hash', 'signature', 'key_id'].includes(column) ? `${column} || 'A'` : `${column} + 1`
      world.tamper(`update seal set ${column} = ${value} where number = 2`)
      expect(await world.verify({ anchors: false })).toMatchObject({ ok: false })
    })
  }

  it('shows a seal of a foreign key, also where it fits the chain', async () => {
    const world = await sealedWorld()
    const seal = (await world.store.lastSeal('node-1')) as Seal
    const { keyId, signature } = signSeal(seal, newKey().key)
    world.tamper(`update seal set key_id = '${keyId}', signature = '${signature}' where number = 2`)
    const firstBad = { writer: 'node-1', sequence: 20, reason: 'foreign-key' }
    expect(await world.verify({ anchors: false })).toMatchObject({ ok: false, firstBad })
  })

  it('shows that the history was written anew, even with the true key', async () => {
    const world = await sealedWorld()
    const [, second = ''] = world.anchorLines()
    const anchor = JSON.parse(second) as Seal
    const other = signSeal({ ...anchor, at: anchor.at + 1 }, world.keys.key)
    world.tamper(`update seal set at = ${other.at}, signature = '${other.signature}' where number = 2`)
    expect(await world.verify({ anchors: false })).toMatchObject({ ok: true })
    const firstBad = { writer: 'node-1', sequence: 20, reason: 'rewritten', line: 2 }
    expect(await world.verify()).toMatchObject({ ok: false, firstBad })
  })

  it('says that it checked no signature where it was given no key', async () => {
    const world = await sealedWorld()
    expect(await verifyLog(world.store)).toEqual({ ok: true, rows: 22, seals: 2, signaturesChecked: false })
  })
})

describe('anchors', () => {
  it('are not believed where a field was changed, a line is no anchor, or a foreign key made it', async () => {
    const world = await sealedWorld()
    const [first = '', second = ''] = world.anchorLines()
    const anchor = JSON.parse(second) as Seal
    const forged = [
      JSON.stringify({ ...anchor, sequence: 19 }),
      JSON.stringify({ ...anchor, hash: 'a'.repeat(64) }),
      JSON.stringify({ ...anchor, extra: 1 }),
      JSON.stringify(signSeal(anchor, newKey().key)),
      '',
      'null',
      '{"writer":"node-1"}',
      'x'.repeat(100_000),
    ]
    for (const line of forged) {
      world.writeAnchors([first, line])
      expect(await world.verify(), line.slice(0, 80)).toMatchObject({
        ok: false,
        firstBad: { reason: 'anchor', line: 2 },
      })
    }
  })

  it('are held against a line that was not written whole, which is no anchor yet', async () => {
    const world = await sealedWorld()
    writeFileSync(world.anchorPath, `${world.anchorLines().join('\n')}\n{"writer":"node`)
    expect(await world.verify()).toMatchObject({ ok: true, anchors: 2 })
    await world.custody.seal()
    expect(world.anchorLines()).toHaveLength(3)
    expect(await world.verify()).toMatchObject({ ok: true, anchors: 3 })
  })
})

describe('any one byte', () => {
  it('that is changed in any column of any record is found, at that record', async () => {
    const world = await sealedWorld()
    const text = columns.filter((column) => column !== 'at')
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 22 }),
        fc.constantFrom(...text),
        fc.nat(40),
        async (row, column, at) => {
          const read = `select ${column} from operation_record where position = ${row}`
          world.tamper(`create table kept as ${read}`)
          world.tamper(`update operation_record set ${column} = coalesce(substr(${column}, 1, ${at}), '') || '~' || coalesce(substr(${column}, ${at + 2}), '')
          where position = ${row}`)
          const { ok, firstBad } = await world.verify()
          world.tamper(
            `update operation_record set ${column} = (select ${column} from kept) where position = ${row}; drop table kept`,
          )
          expect(ok).toBe(false)
          expect(firstBad?.sequence).toBe(row)
        },
      ),
      { numRuns: 30 },
    )
    expect(await world.verify()).toMatchObject({ ok: true })
  })
})
