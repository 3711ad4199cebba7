import { describe, expect, it } from 'vitest'
import { createWorld, hour, minute, profileId, type World } from '../world.js'

const day = 24 * hour
const sweepEveryMs = day

async function signed(world: World, ...emails: string[]): Promise<void> {
  const { engine } = world.engine()
  for (const email of emails) {
    world.gateway.will(email, { signed: ['T', 'T'] })
    await engine.check({ profileId, agreement: { by: 'email', email }, actor: 'cli' })
  }
}

/** Lets time pass in steps, none of them while a query is under way: its claim would run out. */
async function pass(world: World, ms: number, until: () => Promise<boolean>): Promise<void> {
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const isQuiet = async () => {
    const { rows } = await world.store.agreements({ profileId, limit: 200 })
    return rows.every(({ leaseToken }) => leaseToken === null)
  }
  for (let passed = 0; passed < ms && !(await until()); passed += 10 * minute) {
    world.clock.advance(10 * minute)
    for (let turns = 0; turns < 10; turns++) await turn()
    while (!(await isQuiet())) await turn()
    for (let turns = 0; turns < 10; turns++) await turn()
  }
}

const finished = (world: World) => async () => (await world.log()).some(({ kind }) => kind === 'sweep.finished')

describe('a sweep', () => {
  it('asks again about signed agreements, finds what was terminated and tells what changed', async () => {
    const world = await createWorld()
    await signed(world, 'a@example.com', 'b@example.com', 'c@example.com')
    world.gateway.will('b@example.com', { code: 'NO_SIGN_CUSTOMER' })
    world.gateway.will('c@example.com', { signed: ['F', 'T'] })
    world.clock.advance(13 * hour)
    world.engine({ limits: { sweepEveryMs } }).engine.start()
    await pass(world, day, finished(world))
    expect((await world.agreement('b@example.com')).state).toBe('terminated')
    expect(world.gateway.asked.slice(3).sort()).toEqual(['a@example.com', 'b@example.com', 'c@example.com'])
    const summary = { entries: 3, outcomes: { signed: 2, not_signed: 1 } }
    const changes = { 'agreement.terminated': 1, 'agreement.half_changed': 1 }
    expect((await world.log()).at(-1)).toMatchObject({ kind: 'sweep.finished', details: { ...summary, changes } })
    const event = (await world.events()).at(-1)
    expect(event?.type).toBe('sweep.finished')
    expect(JSON.parse(event?.payload ?? '')).toEqual({ ...summary, changes })
  })

  it('leaves alone what was confirmed within half its interval, and comes once an interval', async () => {
    const world = await createWorld()
    await signed(world, 'old@example.com')
    world.clock.advance(13 * hour)
    await signed(world, 'new@example.com')
    world.engine({ limits: { sweepEveryMs } }).engine.start()
    await pass(world, day / 2, finished(world))
    expect(world.gateway.asked).toEqual(['old@example.com', 'new@example.com', 'old@example.com'])
  })

  it('goes on after a restart with what was left', async () => {
    const world = await createWorld()
    const emails = ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com']
    await signed(world, ...emails)
    world.clock.advance(13 * hour)
    const { engine } = world.engine({ limits: { sweepEveryMs } })
    engine.start()
    await pass(world, day, () => Promise.resolve(world.gateway.asked.length >= 6))
    await engine.stop()
    await world.reopen()
    world.engine({ limits: { sweepEveryMs } }).engine.start()
    await pass(world, day, finished(world))
    expect(world.gateway.asked.slice(4).sort()).toEqual(emails)
  })

  it('is off where its interval is nought', async () => {
    const world = await createWorld()
    await signed(world, 'a@example.com')
    world.engine().engine.start()
    await pass(world, 3 * day, finished(world))
    expect(world.gateway.asked).toHaveLength(1)
  })
})
