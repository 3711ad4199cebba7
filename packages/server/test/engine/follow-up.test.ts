import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { checksDone, createWorld, hour, minute, profileId, second, storeWith, type World } from './world.js'

const email = 'agent@example.com'
const agent = { actor: 'agent' } as const

async function departed(engine: ReturnType<World['engine']>['engine'], who = email) {
  const { token } = await engine.startSigning({ profileId, email: who, actor: 'api-key:key_1' })
  await engine.depart(token, agent)
  return token
}

describe('after a departure', () => {
  test('the gateway is asked by the schedule until the agent has signed', async () => {
    const world = await createWorld()
    const { engine, meter } = world.engine()
    world.gateway.will(email, { code: 'NO_SIGN_CUSTOMER' }, { code: 'NO_SIGN_CUSTOMER' }, { signed: ['T', 'T'] })
    engine.start()
    await departed(engine)
    for (const [checks, waitMs] of [
      [1, 30 * second],
      [2, 30 * second],
      [3, minute],
    ] as const) {
      world.clock.advance(waitMs)
      await meter.reached(checksDone, checks)
    }
    expect(await world.agreement(email)).toMatchObject({ state: 'signed', departedAt: null, nextCheckAt: null })
    world.clock.advance(48 * hour)
    expect(world.gateway.asked).toHaveLength(3)
    expect((await world.events()).map(({ type }) => type)).toEqual(['agreement.signed'])
    const asked = (await world.log()).filter(({ kind }) => kind === 'query.intended')
    expect(asked.map(({ actor, details }) => [actor, details.trigger])).toEqual(
      Array.from({ length: 3 }, () => ['engine', 'follow-up']),
    )
  })

  test('one who never signs ends on the operator\u2019s list, after eight queries', async () => {
    const world = await createWorld()
    const { engine, meter } = world.engine()
    engine.start()
    await departed(engine)
    const delays = [30, 60, 120, 300, 600, 1800, 7200, 86_400].map((count) => count * second)
    for (const [index, delayMs] of delays.entries()) {
      world.clock.advance(delayMs - (delays[index - 1] ?? 0))
      await meter.reached(checksDone, index + 1)
    }
    expect(await world.agreement(email)).toMatchObject({
      state: 'not_signed',
      attention: 'follow-up-ended',
      nextCheckAt: null,
    })
    expect((await world.log()).at(-1)).toMatchObject({ kind: 'operator.asked', details: { reason: 'follow-up-ended' } })
    expect(world.gateway.asked).toHaveLength(8)
  })

  test('it goes on after a restart, with what fell due in between asked at once', async () => {
    const world = await createWorld()
    const before = world.engine()
    before.engine.start()
    await departed(before.engine)
    await before.engine.stop()
    await world.reopen()
    world.clock.advance(7 * minute)
    expect(world.gateway.asked).toEqual([])
    const { engine, meter } = world.engine()
    engine.start()
    await meter.reached(checksDone, 1)
    const { departedAt, nextCheckAt } = await world.agreement(email)
    expect(nextCheckAt).toBe((departedAt ?? 0) + 10 * minute)
    world.clock.advance(3 * minute)
    await meter.reached(checksDone, 2)
  })
})

describe('a crash between intention and answer', () => {
  test('is asked again when the claim has run out, and the log tells what became of the first', async () => {
    const world = await createWorld()
    const crashed = world.engine({ nodeName: 'node-a' })
    crashed.engine.start()
    const letGo = world.gateway.hold()
    await departed(crashed.engine)
    world.clock.advance(30 * second)
    await world.gateway.reached(1)
    const intended = (await world.log()).at(-1)
    expect(intended?.kind).toBe('query.intended')

    // The first engine hangs in its call for good; what follows has only the store.
    const { engine, meter } = world.engine({ nodeName: 'node-b' })
    world.gateway.will(email, { signed: ['T', 'F'] })
    engine.start()
    await world.store.probe()
    world.clock.advance(10 * second)
    expect(meter.total(checksDone)).toBe(0)
    letGo()
    world.gateway.hold()()
    world.clock.advance(minute)
    await meter.reached(checksDone, 1)
    const log = await world.log()
    const abandoned = log.find(({ kind }) => kind === 'query.abandoned')
    expect(abandoned?.operationId).toBe(intended?.operationId)
    expect((await world.agreement(email)).state).toBe('signed')
    expect((await world.events()).map(({ type }) => type)).toEqual(['agreement.signed'])
  })

  test('of a query that somebody asked for is made up by whoever starts next', async () => {
    const world = await createWorld()
    const crashed = world.engine({ nodeName: 'node-a' })
    const letGo = world.gateway.hold()
    const lost = crashed.engine.check({ profileId, agreement: { by: 'email', email }, actor: 'cli' })
    await world.gateway.reached(1)
    const { engine, meter } = world.engine({ nodeName: 'node-b' })
    engine.start()
    world.clock.advance(minute)
    letGo()
    await meter.reached(checksDone, 1)
    expect(world.gateway.asked).toEqual([email, email])
    await lost
  })
})

describe('failures', () => {
  test('are asked again by themselves, and a hold opens with the first readable answer', async () => {
    const world = await createWorld()
    const { engine, meter } = world.engine()
    world.gateway.will(email, { code: 'SYSTEM_ERROR' }, { status: 503 }, { signed: ['F', 'T'] })
    engine.start()
    await engine.check({ profileId, agreement: { by: 'email', email }, actor: 'cli' })
    expect((await world.agreement(email)).holdCode).toBe('SYSTEM_ERROR')
    world.clock.advance(30 * second)
    await meter.reached(checksDone, 2)
    expect(await world.agreement(email)).toMatchObject({ holdCode: 'SYSTEM_ERROR', unsuccessfulChecks: 2 })
    world.clock.advance(minute)
    await meter.reached(checksDone, 3)
    expect(await world.agreement(email)).toMatchObject({ state: 'signed', holdCode: null, nextCheckAt: null })
    expect((await world.events()).map(({ type }) => type)).toEqual([
      'agreement.held',
      'agreement.signed',
      'agreement.released',
    ])
  })

  test('a store in trouble is left alone for a while, and what was due is asked then', async () => {
    const world = await createWorld()
    let broken = true
    const troubled = storeWith(world.store, {
      agreementsDue: (id, at, limit) =>
        broken ? Promise.reject(new Error('disk')) : world.store.agreementsDue(id, at, limit),
    })
    const { engine, meter } = world.engine({ store: troubled })
    engine.start()
    await meter.reached('engine.follow_up_failures_total', 1)
    await departed(engine)
    world.clock.advance(second)
    await meter.reached('engine.follow_up_failures_total', 2)
    broken = false
    world.clock.advance(minute)
    await meter.reached(checksDone, 1)
    expect(world.gateway.asked).toEqual([email])
  })

  test('what cannot be asked as things are configured is put off, and stands in nobody\u2019s way', async () => {
    const world = await createWorld()
    const account = '20880000000000010156'
    const configured = { ...world.profile, accountParameter: 'trans_account' } as const
    const before = world.engine({ profiles: [configured] }).engine
    world.gateway.will(account, { status: 503 })
    await before.check({ profileId, agreement: { by: 'account', account }, actor: 'cli' })
    await departed(before)
    await before.stop()

    const { engine, meter } = world.engine()
    engine.start()
    world.clock.advance(30 * second)
    await meter.reached(checksDone, 1)
    expect(world.gateway.asked).toEqual([account, email])
    const postponed = (await world.log()).find(({ kind }) => kind === 'query.postponed')
    expect(postponed?.details).toEqual({ reason: 'account-parameter-missing', until: world.clock.now() + hour })
  })
})

describe('several nodes', () => {
  test('what another node makes due while this one looks is found within a second', async () => {
    const world = await createWorld()
    const other = world.engine({ nodeName: 'node-b' }).engine
    let looks = 0
    const store = storeWith(world.store, {
      async agreementsDue(id, at, limit) {
        const due = await world.store.agreementsDue(id, at, limit)
        if (looks++ > 0) return due
        await other.startSigning({ profileId, email, actor: 'cli' })
        const agreement = { by: 'email', email } as const
        await other.reportCode({ profileId, agreement, code: 'SYSTEM_ERROR', source: 'page', actor: 'cli' })
        return due
      },
    })
    const { engine, meter } = world.engine({ store })
    engine.start()
    while (world.clock.pending === 0) await setImmediate()
    world.clock.advance(second)
    await meter.reached(checksDone, 1)
  })

  test('two engines following up one store ask about each agent once', async () => {
    const world = await createWorld()
    const a = world.engine({ nodeName: 'node-a' })
    const b = world.engine({ nodeName: 'node-b' })
    const agents = Array.from({ length: 20 }, (_, index) => `agent${index}@example.com`)
    for (const one of agents) {
      world.gateway.will(one, { signed: ['T', 'T'] })
      await departed(a.engine, one)
    }
    a.engine.start()
    b.engine.start()
    world.clock.advance(30 * second)
    await world.gateway.reached(20)
    await Promise.all([a.engine.stop(), b.engine.stop()])
    expect([...world.gateway.asked].sort()).toEqual([...agents].sort())
    const done = a.meter.total(checksDone, 'signed') + b.meter.total(checksDone, 'signed')
    expect(done).toBe(20)
    expect(await world.events()).toHaveLength(20)
  })

  test('no more queries are in flight at once than the limit allows', async () => {
    const world = await createWorld()
    const { engine, meter } = world.engine({ limits: { concurrency: 3 } })
    for (let index = 0; index < 10; index++) {
      if (index !== 2) world.gateway.will(`agent${index}@example.com`, 'hang')
      await departed(engine, `agent${index}@example.com`)
    }
    engine.start()
    world.clock.advance(30 * second)
    await meter.reached(checksDone, 1)
    await world.gateway.reached(4)
    for (let turn = 0; turn < 200; turn++) await setImmediate()
    expect(world.gateway.asked).toHaveLength(4)
    const stopped = engine.stop()
    world.clock.advance(20 * second)
    await stopped
    expect(world.gateway.asked).toHaveLength(4)
  })

  test('what waits for its turn is not looked for over and over', async () => {
    const world = await createWorld()
    let looks = 0
    const store = storeWith(world.store, {
      agreementsDue(id, at, limit) {
        looks++
        return world.store.agreementsDue(id, at, limit)
      },
    })
    const { engine, meter } = world.engine({ store, limits: { callSpacingMs: second / 2 } })
    for (let index = 0; index < 2; index++) await departed(engine, `agent${index}@example.com`)
    engine.start()
    world.clock.advance(30 * second)
    await meter.reached(checksDone, 1)
    for (let turn = 0; turn < 200; turn++) await setImmediate()
    expect(looks).toBeLessThan(10)
    world.clock.advance(second / 2)
    await meter.reached(checksDone, 2)
  })
})

test('stopping waits for the call in flight and writes its answer down', async () => {
  const world = await createWorld()
  const { engine } = world.engine()
  world.gateway.will(email, { signed: ['T', 'T'] })
  engine.start()
  await departed(engine)
  const letGo = world.gateway.hold()
  world.clock.advance(30 * second)
  await world.gateway.reached(1)
  const stopped = engine.stop()
  letGo()
  await stopped
  expect(await world.agreement(email)).toMatchObject({ state: 'signed', leaseToken: null })
  expect(world.clock.pending).toBeLessThanOrEqual(1)
})
