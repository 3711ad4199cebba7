import { randomBytes } from 'node:crypto'
import { systemClock } from 'paycircle/internal/base'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { verifyLog, type Store, type Unit } from '../../../src/store/port/index.js'
import { openPostgresReader, openPostgresStore, type PostgresStoreLimits } from '../../../src/store/postgres/index.js'
import { agreementRow, eventRow, logEntry, noon, signingUnit, unitOf } from '../suite/index.js'
import { webhookRow } from '../suite/deliveries.js'
import { PostgresServer } from './server.js'

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

async function open(url: string, limits: Partial<PostgresStoreLimits> = {}): Promise<Store> {
  const store = await openPostgresStore({ url, writerName: 'node', clock: systemClock, random: randomBytes, limits })
  onTestFinished(() => store.close())
  return store
}

/** A connection that the test holds itself. */
async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

describe('several nodes on one database', () => {
  it('make its tables together, each once', async () => {
    const url = await server.newDatabase()
    const stores = await Promise.all([open(url), open(url), open(url)])
    for (const [number, store] of stores.entries()) await store.commit(signingUnit(number))
    expect(await verifyLog(stores[0])).toEqual({ ok: true, rows: 6 })
  })

  it('extend no chain together, though they bear one name', async () => {
    const url = await server.newDatabase()
    const stores = [await open(url), await open(url)] as const
    const units = Array.from({ length: 200 }, (_, number) => signingUnit(number))
    await Promise.all(units.map((unit, number) => (stores[number % 2] ?? stores[0]).commit(unit)))
    const verdict = await verifyLog(stores[0])
    expect(verdict).toEqual({ ok: true, rows: 400 })
    expect((await stores[0].chainHeads()).length).toBeGreaterThan(1)
  })

  it('pass over deliveries that another node is claiming, and wait for nothing', async () => {
    const url = await server.newDatabase()
    const store = await open(url)
    const ids = ['1', '2', '3']
    await store.commit(
      unitOf({
        writes: [
          { write: 'insert-webhook', row: webhookRow() },
          ...ids.map((id) => ({ write: 'insert-agreement', row: agreementRow({ id, account: id }) }) as const),
          ...ids.map(
            (id) => ({ write: 'insert-event', row: eventRow({ id, agreementId: id, createdAt: noon }) }) as const,
          ),
        ],
      }),
    )
    const other = await connect(url)
    await other.query('begin')
    await other.query("update delivery set lease_until = lease_until where event_id = '1'")
    const claim = { ids: ids.map((id) => `whk-1/${id}`), token: 'ours', at: noon, until: noon + 1000 }
    expect((await store.claimDeliveries({ ...claim, most: 1 })).map(({ event }) => event.id)).toEqual(['2'])
    await other.query('rollback')
    expect((await store.claimDeliveries({ ...claim, most: 1 })).map(({ event }) => event.id)).toEqual(['1'])
  })

  it('give a lease to one of all that ask for it at once', async () => {
    const url = await server.newDatabase()
    const stores = [await open(url), await open(url), await open(url)] as const
    await stores[0].commit(unitOf({ writes: [{ write: 'insert-agreement', row: agreementRow() }] }))
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, number) =>
        (stores[number % 3] ?? stores[0]).commit(
          unitOf({
            guards: [{ guard: 'lease-free', agreementId: 'agr-1', at: noon }],
            writes: [
              {
                write: 'update-agreement',
                agreementId: 'agr-1',
                changes: { leaseToken: `op-${number}`, leaseUntil: noon + 1000, updatedAt: noon },
              },
            ],
            log: [logEntry({ operationId: `op-${number}` })],
          }),
        ),
      ),
    )
    expect(results.filter((one) => one.result === 'done')).toHaveLength(1)
    expect(await stores[0].agreement('agr-1')).toMatchObject({ version: 2 })
    expect(await verifyLog(stores[0])).toEqual({ ok: true, rows: 1 })
  })

  it('answer a guard of absence, where two add the same at once, with its conflict', async () => {
    const url = await server.newDatabase()
    const stores = [await open(url), await open(url)] as const
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, number) => {
        const { writes, ...unit } = signingUnit(1)
        const others = writes.map((write) =>
          write.write === 'insert-agreement'
            ? { ...write, row: { ...write.row, id: `other-${number}` } }
            : write.write === 'insert-signing'
              ? {
                  ...write,
                  row: { ...write.row, id: `s-${number}`, agreementId: `other-${number}`, tokenDigest: `t-${number}` },
                }
              : write,
        )
        return (stores[number % 2] ?? stores[0]).commit({ ...unit, writes: others })
      }),
    )
    expect(results.filter((one) => one.result === 'done')).toHaveLength(1)
    expect(results.filter((one) => one.result === 'conflict')).toHaveLength(19)
  })
})

describe('units of one shape that come at once', () => {
  const agreements = Array.from({ length: 20 }, (_, number) =>
    agreementRow({ id: `agr-${number}`, account: `agent${number}@example.com` }),
  )
  const change = (id: string, guards: Unit['guards'] = []) =>
    unitOf({
      guards,
      writes: [{ write: 'update-agreement', agreementId: id, changes: { updatedAt: noon + 1 } }],
      log: [logEntry()],
    })

  async function filled() {
    const url = await server.newDatabase()
    const store = await open(url)
    await store.commit(unitOf({ writes: agreements.map((row) => ({ write: 'insert-agreement', row }) as const) }))
    return { url, store }
  }

  it('are one transaction, without those that meet a conflict', async () => {
    const { url, store } = await filled()
    const results = await Promise.all(
      agreements.map(({ id }, number) =>
        store.commit(change(id, [{ guard: 'agreement-version', agreementId: id, version: number % 5 === 3 ? 9 : 1 }])),
      ),
    )
    expect(results.map(({ result }) => result)).toEqual(
      agreements.map((_row, number) => (number % 5 === 3 ? 'conflict' : 'done')),
    )
    expect(results[3]).toMatchObject({ guard: { agreementId: 'agr-3' } })
    const { rows } = await (
      await connect(url)
    ).query('select xmin, count(*)::integer as changed from agreement where version = 2 group by xmin')
    expect(rows).toEqual([{ xmin: expect.anything() as unknown, changed: 16 }])
    expect(await verifyLog(store)).toEqual({ ok: true, rows: 16 })
  })

  it('do not suffer from one that is invalid', async () => {
    const { store } = await filled()
    const results = await Promise.allSettled(
      agreements.map(({ id }, number) => store.commit(change(number === 7 ? 'agr-unknown' : id))),
    )
    expect(results.flatMap(({ status }, number) => (status === 'rejected' ? [number] : []))).toEqual([7])
    expect(results[7]).toMatchObject({ reason: { code: 'unit-invalid' } })
    expect(await verifyLog(store)).toEqual({ ok: true, rows: 19 })
  })

  it('that touch one row follow each other', async () => {
    const { store } = await filled()
    const results = await Promise.all(Array.from({ length: 20 }, () => store.commit(change('agr-0'))))
    expect(results.every(({ result }) => result === 'done')).toBe(true)
    expect(await store.agreement('agr-0')).toMatchObject({ version: 21 })
  })

  it('wait no longer than a moment for a row of the first that somebody holds', async () => {
    const { url, store } = await filled()
    const holder = await connect(url)
    await holder.query(`begin; select from agreement where id = 'agr-0' for update`)
    const held = store.commit(change('agr-0'))
    expect(await store.commit(change('agr-1'))).toEqual({ result: 'done' })
    await holder.query('rollback')
    expect(await held).toEqual({ result: 'done' })
  })

  it('are all written before the store is closed', async () => {
    const { url, store } = await filled()
    const written = agreements.map(({ id }) => store.commit(change(id)))
    await store.close()
    expect(await Promise.all(written)).toHaveLength(20)
    await expect(store.commit(change('agr-1'))).rejects.toMatchObject({ code: 'store-closed' })
    expect(await verifyLog(await open(url))).toEqual({ ok: true, rows: 20 })
  })
})

describe('the feed of events', () => {
  it('passes over no event whose transaction was committed late', async () => {
    const url = await server.newDatabase()
    const store = await open(url)
    const late = await connect(url)
    await late.query('begin')
    await late.query(
      `insert into event (id, profile_id, type, payload, created_at) values ('late', 'default', 't', '{}', 1)`,
    )
    await store.commit(unitOf({ writes: [{ write: 'insert-event', row: eventRow({ id: 'early' }) }] }))
    expect((await store.events({ profileId: 'default', limit: 10 })).rows).toEqual([])
    await late.query('commit')
    const { rows } = await store.events({ profileId: 'default', limit: 10 })
    expect(rows.map(({ id }) => id)).toEqual(['late', 'early'])
  })

  it('gives in their order events whose positions were taken the other way about', async () => {
    const url = await server.newDatabase()
    const store = await open(url)
    const late = await connect(url)
    // The position is taken before the transaction has its number.
    const { rows: taken } = await late.query<{ position: string }>(
      `select nextval(pg_get_serial_sequence('event', 'position')) as position`,
    )
    await store.commit(unitOf({ writes: [{ write: 'insert-event', row: eventRow({ id: 'first' }) }] }))
    const page = await store.events({ profileId: 'default', limit: 1 })
    expect(page.rows.map(({ id }) => id)).toEqual(['first'])
    await late.query(
      `insert into event (position, id, profile_id, type, payload, created_at) values ($1, 'second', 'default', 't', '{}', 1)`,
      [taken[0]?.position],
    )
    await store.commit(unitOf({ writes: [{ write: 'insert-event', row: eventRow({ id: 'third' }) }] }))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const more = cursor === undefined ? {} : { cursor }
      const { rows, next } = await store.events({ profileId: 'default', limit: 1, ...more })
      seen.push(...rows.map(({ id }) => id))
      cursor = next
    } while (cursor !== undefined)
    expect(seen).toEqual(['first', 'second', 'third'])
  })

  it('goes on after its events were restored into a server whose transactions have lower numbers', async () => {
    const url = await server.newDatabase()
    const store = await open(url)
    await store.commit(unitOf({ writes: [{ write: 'insert-event', row: eventRow({ id: 'restored' }) }] }))
    const client = await connect(url)
    await client.query('update event set transaction_id = transaction_id + 1000000')
    const again = await open(url)
    await again.commit(unitOf({ writes: [{ write: 'insert-event', row: eventRow({ id: 'new' }) }] }))
    const { rows } = await again.events({ profileId: 'default', limit: 10 })
    expect(rows.map(({ id }) => id)).toEqual(['restored', 'new'])
  })
})

describe('what can go wrong with the server', () => {
  it('a connection that is lost under a unit leaves open whether it was written', async () => {
    const url = await server.newDatabase()
    const store = await open(url)
    await store.commit(unitOf({ writes: [{ write: 'insert-agreement', row: agreementRow() }] }))
    const holder = await connect(url)
    await holder.query(`begin; select from agreement for update`)
    const waiting = store.commit(
      unitOf({ writes: [{ write: 'update-agreement', agreementId: 'agr-1', changes: { updatedAt: noon + 1 } }] }),
    )
    const lost = expect(waiting).rejects.toMatchObject({ code: 'store-failed', fields: { written: 'unknown' } })
    for (let ended = 0; ended === 0;) {
      const { rowCount } = await holder.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      )
      ended = rowCount ?? 0
    }
    await lost
    await holder.query('rollback')
    // Another connection takes its place.
    await store.commit(signingUnit(5))
    expect(await verifyLog(store)).toEqual({ ok: true, rows: 2 })
  })

  it('a row that somebody else holds too long makes the store busy', async () => {
    const url = await server.newDatabase()
    const store = await open(url, { lockWaitMs: 50 })
    await store.commit(unitOf({ writes: [{ write: 'insert-agreement', row: agreementRow() }] }))
    const holder = await connect(url)
    await holder.query(`begin; select from agreement for update`)
    const change = { write: 'update-agreement', agreementId: 'agr-1', changes: { updatedAt: noon + 1 } } as const
    await expect(store.commit(unitOf({ writes: [change] }))).rejects.toMatchObject({ code: 'store-busy' })
    await holder.query('rollback')
    expect(await store.commit(unitOf({ writes: [change] }))).toEqual({ result: 'done' })
  })

  it('more callers than may wait are refused at once, with a time to come back', async () => {
    const url = await server.newDatabase()
    const store = await open(url, { connections: 1, waiting: 5 })
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, number) => store.commit(signingUnit(number))),
    )
    const refused = results.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown)
    expect(refused.length).toBeGreaterThan(0)
    for (const error of refused) expect(error).toMatchObject({ code: 'store-busy' })
    expect(await verifyLog(store)).toMatchObject({ ok: true, rows: 2 * (20 - refused.length) })
  })

  it('a chain that somebody else has moved is not extended', async () => {
    const url = await server.newDatabase()
    const store = await open(url)
    await store.commit(signingUnit(1))
    const client = await connect(url)
    await client.query('update chain_head set sequence = sequence + 1')
    await expect(store.commit(signingUnit(2))).rejects.toMatchObject({
      code: 'store-failed',
      fields: { written: 'no' },
    })
    expect(await store.agreement('agr-2')).toBeUndefined()
  })

  it('keeps what it acknowledged when the server is killed, and goes on when it is back', async () => {
    const own = await PostgresServer.start()
    onTestFinished(() => own.dispose())
    const store = await open(await own.newDatabase())
    await store.commit(signingUnit(1))
    await own.kill()
    await expect(store.commit(signingUnit(2))).rejects.toMatchObject({ code: 'store-failed' })
    await own.resume()
    await store.commit(signingUnit(3))
    expect(await store.agreement('agr-1')).toBeDefined()
    expect(await verifyLog(store)).toMatchObject({ ok: true })
  })
})

describe('a node whose clock is apart from the database’s', () => {
  it.each([5000, -5000])('by %d ms takes no lease until it is set right, and writes all else', async (apartMs) => {
    const url = await server.newDatabase()
    let offMs = apartMs
    const clock = { ...systemClock, now: () => systemClock.now() + offMs, monotonic: () => systemClock.monotonic() }
    const store = await openPostgresStore({ url, writerName: 'node', clock, random: randomBytes })
    onTestFinished(() => store.close())
    await store.commit(unitOf({ writes: [{ write: 'insert-agreement', row: agreementRow() }] }))
    const claim = unitOf({
      writes: [
        {
          write: 'update-agreement',
          agreementId: 'agr-1',
          changes: { leaseToken: 'op-1', leaseUntil: noon, updatedAt: noon },
        },
      ],
    })
    await expect(store.commit(claim)).rejects.toMatchObject({ code: 'store-clock-apart' })
    expect(await store.agreement('agr-1')).toMatchObject({ leaseToken: null })
    offMs = 0
    expect(await store.commit(claim)).toEqual({ result: 'done' })
  })
})

describe('a database that is not as it should be', () => {
  it('is refused with the table and column that was changed by hand', async () => {
    const url = await server.newDatabase()
    await (await openPostgresStore({ url, writerName: 'n', clock: systemClock, random: randomBytes })).close()
    const client = await connect(url)
    await client.query('alter table signing drop column return_to')
    await expect(open(url)).rejects.toMatchObject({
      code: 'store-drifted',
      fields: { table: 'signing', column: 'return_to' },
    })
    await client.query('drop table pace')
    await client.query('alter table signing add column return_to text')
    await expect(open(url)).rejects.toMatchObject({ code: 'store-drifted', fields: { table: 'pace', column: '' } })
  })

  it.each(['drop trigger event_fan_out on event', 'alter table event disable trigger event_fan_out'])(
    'is refused after `%s`, for webhooks would get nothing',
    async (tampering) => {
      const url = await server.newDatabase()
      await (await openPostgresStore({ url, writerName: 'n', clock: systemClock, random: randomBytes })).close()
      const client = await connect(url)
      await client.query(tampering)
      await expect(open(url)).rejects.toMatchObject({
        code: 'store-drifted',
        fields: { table: 'event', trigger: 'event_fan_out' },
      })
    },
  )

  it('is read by the release before, where a later one only added to it', async () => {
    const url = await server.newDatabase()
    const store = await open(url)
    const client = await connect(url)
    await client.query(
      `alter table agreement add column something_new text; insert into schema_migration (name) values ('9999-later')`,
    )
    const other = await open(url)
    await other.commit(signingUnit(1))
    expect(await store.agreement('agr-1')).toBeDefined()
  })

  it('is not opened for reading before a service has made it', async () => {
    const url = await server.newDatabase()
    await expect(openPostgresReader({ url })).rejects.toMatchObject({ fields: { reason: 'absent' } })
  })
})
