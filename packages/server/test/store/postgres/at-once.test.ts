import { randomBytes } from 'node:crypto'
import { ManualClock, systemClock, type PaycircleError } from 'paycircle/internal/base'
import { createAccess } from 'paycircle-server/access'
import { openPostgresStore } from 'paycircle-server/store/postgres'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { cheapPasswords, password } from '../../access/world.js'
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
})
