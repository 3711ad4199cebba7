import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pseudonymOf } from '../../../src/ledger/index.js'
import { verifyLog, type Store } from '../../../src/store/port/index.js'
import { loadDriver } from '../../../src/store/sqlite/driver.js'
import { openSqliteStore } from '../../../src/store/sqlite/index.js'
import { logEntry, noon, signingUnit, unitOf } from '../suite/index.js'
import { optionsFor, temporaryFolder } from './sqlite-home.js'

/** What somebody with access to the file may do, and where it shows. */
const deeds: readonly (readonly [string, string, { sequence: number; reason: string }])[] = [
  [
    'changes an outcome',
    "update operation_record set outcome = 'signed' where sequence = 7",
    { sequence: 7, reason: 'content' },
  ],
  [
    'changes the details',
    `update operation_record set details = '{"attempt":2}' where sequence = 7`,
    { sequence: 7, reason: 'content' },
  ],
  [
    'leaves details that are no JSON',
    `update operation_record set details = '{' where sequence = 7`,
    { sequence: 7, reason: 'content' },
  ],
  [
    'exchanges an account',
    "update operation_record set account = 'x@example.com' where sequence = 7",
    { sequence: 7, reason: 'account' },
  ],
  ['deletes a record', 'delete from operation_record where sequence = 7', { sequence: 7, reason: 'sequence' }],
  ['deletes the first', 'delete from operation_record where sequence = 1', { sequence: 1, reason: 'sequence' }],
  ['deletes the last', 'delete from operation_record where sequence = 20', { sequence: 20, reason: 'missing' }],
  ['deletes all', 'delete from operation_record', { sequence: 1, reason: 'missing' }],
  [
    'exchanges two records',
    'update operation_record set sequence = 99 where sequence = 7; update operation_record set sequence = 7 where sequence = 8; update operation_record set sequence = 8 where sequence = 99',
    { sequence: 7, reason: 'previous-hash' },
  ],
  [
    'inserts a record and renumbers those that follow',
    `update operation_record set sequence = sequence + 100 where sequence >= 7;
     insert into operation_record select 900, writer, 7, operation_id, at, clock_source, kind, profile_id, agreement_id, account,
       actor, outcome, code, details, account_salt, account_digest, previous_hash, hash from operation_record where sequence = 6;
     update operation_record set sequence = sequence - 99 where sequence > 100`,
    { sequence: 7, reason: 'previous-hash' },
  ],
]

describe('a log that somebody tampered with', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let store: Store
  beforeEach(async () => {
    folder = temporaryFolder()
    store = await openSqliteStore(optionsFor(`${folder.path}/store.sqlite`))
    for (let number = 0; number < 10; number++) await store.commit(signingUnit(number))
  })
  afterEach(async () => {
    await store.close()
    folder.remove()
  })

  function tamper(sql: string): void {
    const connection = loadDriver().open(`${folder.path}/store.sqlite`, 'read-write')
    connection.execute(sql)
    connection.close()
  }

  for (const [title, sql, { sequence, reason }] of deeds) {
    it(`is found where somebody ${title}`, async () => {
      tamper(sql)
      const firstBad = { writer: 'node-1', sequence, reason }
      expect(await verifyLog(store)).toEqual({ ok: false, rows: sequence - 1, firstBad })
    })
  }

  it('is found where somebody adds a record at the end that continues the chain', async () => {
    const beyond = { writer: 'node-1', sequence: 19, hash: (await store.chain('node-1', 18, 1))[0]?.hash ?? '' }
    tamper(`update chain_head set sequence = 18, hash = '${(await store.chain('node-1', 17, 1))[0]?.hash ?? ''}'`)
    const firstBad = { writer: 'node-1', sequence: beyond.sequence, reason: 'unexpected' }
    expect(await verifyLog(store)).toEqual({ ok: false, rows: 18, firstBad })
  })

  it('stays valid where an account is forgotten, and shows a pseudonym that no record accounts for', async () => {
    const pseudonym = pseudonymOf(randomBytes(16))
    const entry = logEntry({ kind: 'log.pseudonymised', account: null, details: { pseudonym } })
    const forget = { write: 'forget-account', agreementId: 'agr-3', pseudonym, at: noon } as const
    await store.commit(unitOf({ writes: [forget], log: [entry] }))
    expect(await verifyLog(store)).toEqual({ ok: true, rows: 21 })
    expect(await store.agreement('agr-3')).toMatchObject({ account: pseudonym, accountAsGiven: pseudonym, version: 2 })
    // Neither the follow-up nor a sweep asks about it again.
    expect(await store.agreement('agr-3')).toMatchObject({ nextCheckAt: null, confirmedAt: null })
    expect((await store.operations({ agreementId: 'agr-3', limit: 9 })).rows.map(({ account }) => account)).toEqual([
      pseudonym,
      pseudonym,
    ])
    const other = pseudonymOf(randomBytes(16))
    tamper(`update operation_record set account = '${other}', account_salt = null where account = 'agent4@example.com'`)
    const firstBad = { writer: 'node-1', sequence: 9, reason: 'pseudonym' }
    expect(await verifyLog(store)).toEqual({ ok: false, rows: 21, firstBad })
  })

  it('is found where somebody takes account and salt away', async () => {
    tamper("update operation_record set account = null, account_salt = null where account = 'agent3@example.com'")
    const firstBad = { writer: 'node-1', sequence: 7, reason: 'account' }
    expect(await verifyLog(store)).toEqual({ ok: false, rows: 6, firstBad })
  })

  it('is found where somebody adds records of a writer that never was', async () => {
    tamper(`insert into operation_record select 900, 'nobody', 1, operation_id, at, clock_source, kind, profile_id,
      agreement_id, account, actor, outcome, code, details, account_salt, account_digest, previous_hash, hash
      from operation_record where sequence = 6`)
    const firstBad = { writer: 'nobody', sequence: 1, reason: 'previous-hash' }
    expect(await verifyLog(store)).toMatchObject({ ok: false, firstBad })
  })

  it('verifies while records are being added', async () => {
    const busy = { on: true }
    const writing = (async () => {
      for (let number = 100; busy.on; number++) {
        await store.commit(signingUnit(number))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    for (let round = 0; round < 20; round++) {
      expect(await verifyLog(store)).toMatchObject({ ok: true })
      await new Promise((resolve) => setImmediate(resolve))
    }
    busy.on = false
    await writing
  })
})
