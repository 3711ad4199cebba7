import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ManualClock } from 'paycircle/internal/base'
import { verifyLog, type Store } from 'paycircle-server/store/port'
import { openPostgresStore } from 'paycircle-server/store/postgres'
import { PostgresServer } from '../store/postgres/server.js'
import { checksDone, createWorld, profileId, second, type World } from './world.js'

const ask = { profileId, agreement: { by: 'email', email: 'agent@example.com' }, actor: 'api-key:key_1' } as const

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.dispose())

/** Nodes with a store of their own each, as processes have, on one database. Their time is the test's. */
async function nodes(): Promise<{ readonly world: World; readonly other: Store }> {
  const url = await server.newDatabase()
  const limits = { clockApartMs: Number.MAX_SAFE_INTEGER }
  const open = (clock: ManualClock) =>
    openPostgresStore({ url, writerName: 'node', clock, random: randomBytes, limits })
  const world = await createWorld({}, open)
  const other = await open(world.clock)
  onTestFinished(() => other.close())
  return { world, other }
}

describe('two nodes on one PostgreSQL', () => {
  test('do not ask about one account at the same time', async () => {
    const { world, other } = await nodes()
    const one = world.engine({ nodeName: 'node-a' }).engine
    const two = world.engine({ nodeName: 'node-b', store: other }).engine
    const results = await Promise.all([one.check(ask), two.check(ask)])
    expect(world.gateway.asked).toHaveLength(1)
    expect(results.map(({ outcome }) => outcome.outcome)).toContain('held')
    expect(await verifyLog(other)).toMatchObject({ ok: true })
  })

  test('follow up each agent once, with one event each', async () => {
    const { world, other } = await nodes()
    const a = world.engine({ nodeName: 'node-a' })
    const b = world.engine({ nodeName: 'node-b', store: other })
    const agents = Array.from({ length: 20 }, (_, index) => `agent${index}@example.com`)
    for (const email of agents) {
      world.gateway.will(email, { signed: ['T', 'T'] })
      const { token } = await a.engine.startSigning({ profileId, email, actor: 'api-key:key_1' })
      await a.engine.depart(token, { actor: 'agent' })
    }
    a.engine.start()
    b.engine.start()
    world.clock.advance(30 * second)
    await world.gateway.reached(20)
    await Promise.all([a.engine.stop(), b.engine.stop()])
    expect([...world.gateway.asked].sort()).toEqual([...agents].sort())
    expect(a.meter.total(checksDone, 'signed') + b.meter.total(checksDone, 'signed')).toBe(20)
    expect(await world.events()).toHaveLength(20)
    expect(await verifyLog(other)).toMatchObject({ ok: true })
  })

  test('share one rate: of two that may call at once, one waits', async () => {
    const { world, other } = await nodes()
    const limits = { callSpacingMs: 500 }
    const one = world.engine({ nodeName: 'node-a', limits }).engine
    const two = world.engine({ nodeName: 'node-b', store: other, limits }).engine
    const letGo = world.gateway.hold()
    const first = one.check(ask)
    await world.gateway.reached(1)
    const second = two.check({ ...ask, agreement: { by: 'email', email: 'other@example.com' } })
    while (world.clock.pending < 2) await new Promise((resolve) => setImmediate(resolve))
    expect(world.gateway.asked).toHaveLength(1)
    world.clock.advance(500)
    await world.gateway.reached(2)
    letGo()
    await Promise.all([first, second])
    expect(world.gateway.asked).toHaveLength(2)
  })
})
