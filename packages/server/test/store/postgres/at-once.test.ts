import { randomBytes } from 'node:crypto'
import { ManualClock, silentMeter, systemClock, type PaycircleError } from 'paycircle/internal/base'
import { createAccess } from 'paycircle-server/access'
import { doOnce, nameRequest } from 'paycircle-server/idempotency'
import { openPostgresStore } from 'paycircle-server/store/postgres'
import { createWatch, type AlarmNotice } from 'paycircle-server/alarms'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { cheapPasswords, password } from '../../access/world.js'
import { agreementRow, unitOf } from '../suite/index.js'
import { PostgresServer } from './server.js'

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

/** Two nodes on one new database. */
async function twoStores() {
  const url = await server.newDatabase()
  const open = async (writerName: string) => {
    const store = await openPostgresStore({ url, writerName, clock: systemClock, random: randomBytes })
    onTestFinished(() => store.close())
    return store
  }
  return [await open('a'), await open('b')] as const
}

describe('what two nodes do at once', () => {
  it('opens one alarm, tells of it once, and of its end once', async () => {
    const stores = await twoStores()
    const [store] = stores
    const clock = new ManualClock()
    const told: string[] = []
    const send = ({ kind, rule, id }: AlarmNotice) => {
      told.push(`${kind} ${rule ?? ''} ${id}`)
      return Promise.resolve()
    }
    const watches = stores.map((one) =>
      createWatch({ store: one, clock, channels: [{ name: 'list', send }], profileIds: () => ['p-1'] }),
    )
    const hold = (holdCode: string | null) =>
      store.commit(
        unitOf({
          writes: [{ write: 'update-agreement', agreementId: 'agr-1', changes: { holdCode, updatedAt: clock.now() } }],
        }),
      )
    await store.commit(unitOf({ writes: [{ write: 'insert-agreement', row: agreementRow({ profileId: 'p-1' }) }] }))
    for (let round = 0; round < 5; round++) {
      await hold('SYSTEM_ERROR')
      await Promise.all(watches.map((watch) => watch.look()))
      clock.advance(1000)
      await hold(null)
      await Promise.all(watches.map((watch) => watch.look()))
      clock.advance(1000)
    }
    const kinds = told.map((line) => line.split(' ').slice(0, 2).join(' '))
    expect(kinds).toEqual(
      Array.from({ length: 5 }, () => ['opened agreements-held', 'resolved agreements-held']).flat(),
    )
    expect(new Set(told).size).toBe(10)
    expect(await store.profileStanding('p-1')).toEqual({ heldAgreements: 0, deadDeliveries: 0, firstLeaseUntil: null })
  })

  it('leaves an administrator where two demote each other, whichever of them is quicker', async () => {
    const stores = await twoStores()
    const [first, second] = stores.map((store, node) =>
      createAccess({
        store,
        clock: new ManualClock(),
        random: randomBytes,
        nodeName: String(node),
        passwordCost: cheapPasswords,
      }),
    )
    if (first === undefined || second === undefined) throw new Error('there are two')
    const names = ['li', 'wang'] as const
    for (const name of names) {
      const { token } = await first.createUser({ name, role: 'administrator', actor: 'cli' })
      await first.setPassword({ token, password })
    }
    for (let round = 0; round < 5; round++) {
      for (const name of names) await first.changeUser({ name, role: 'administrator', actor: 'cli' })
      const demotions = await Promise.allSettled([
        first.changeUser({ name: 'li', role: 'viewer', actor: 'operator:wang' }),
        second.changeUser({ name: 'wang', role: 'viewer', actor: 'operator:li' }),
      ])
      const left = (await first.users('', 200)).filter(({ role }) => role === 'administrator')
      expect(left).toHaveLength(1)
      const refused = demotions.flatMap((one) => (one.status === 'rejected' ? [one.reason as PaycircleError] : []))
      expect(refused.map(({ code }) => ['last-administrator', 'user-changed-meanwhile'].includes(code))).toEqual([true])
    }
  })

  it('does a request once that both are asked for under one Idempotency-Key', async () => {
    const stores = await twoStores()
    const clock = new ManualClock()
    for (let round = 0; round < 20; round++) {
      const named = nameRequest(`key-${round}`, ['request'])
      if (named === undefined) throw new Error('it has a name')
      let done = 0
      const doIt = () => Promise.resolve(`done ${++done}`)
      // Three on each node: some meet in one transaction, some in two.
      const asked = [0, 1, 0, 1, 0, 1].map((node) => {
        const store = stores[node as 0 | 1]
        const context = { store, clock, meter: silentMeter }
        return doOnce(context, { profileId: 'p-1', named, status: 200 }, doIt, () => true)
      })
      const answers = await Promise.allSettled(asked)
      expect(done).toBe(1)
      const told = answers.map((one) =>
        one.status === 'fulfilled' ? one.value.body : (one.reason as PaycircleError).code,
      )
      expect(told.filter((one) => one !== 'idempotency-key-in-use')).toContain('done 1')
      expect(new Set([...told, 'idempotency-key-in-use'])).toEqual(new Set(['done 1', 'idempotency-key-in-use']))
    }
  })
})
