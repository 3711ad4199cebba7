import { describe, expect, onTestFinished, test } from 'vitest'
import { checksDone, createWorld, hour, minute, profileId, second, storeWith } from './world.js'

const email = 'agent@example.com'
const reference = { by: 'email', email } as const
const ask = { profileId, agreement: reference, actor: 'api-key:key_1' } as const

describe('a check', () => {
  test('records the intention before the call and the answer after it, under one operation', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const letGo = world.gateway.hold()
    world.gateway.will(email, { signed: ['F', 'T'] })
    const checking = engine.check(ask)
    await world.gateway.reached(1)
    expect((await world.log()).map(({ kind }) => kind)).toEqual(['query.intended'])
    letGo()
    const result = await checking
    expect(result).toMatchObject({ outcome: { outcome: 'signed', autoDebit: false, autoRefund: true } })
    expect(result.agreement).toMatchObject({ state: 'signed', autoDebit: false, autoRefund: true, leaseToken: null })
    const log = await world.log()
    expect(log.map(({ kind, operationId, outcome, actor }) => [kind, operationId, outcome, actor])).toEqual([
      ['query.intended', result.operationId, null, 'api-key:key_1'],
      ['query.answered', result.operationId, 'signed', 'api-key:key_1'],
    ])
    expect(await world.agreement(email)).toEqual(result.agreement)
    expect((await world.events()).map(({ type }) => type)).toEqual(['agreement.signed'])
  })

  test('the log holds neither key nor account in its details', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await engine.check(ask)
    const started = await engine.startSigning({ ...ask, email })
    await engine.depart(started.token, { actor: 'agent', userAgent: 'Mozilla/5.0' })
    const log = await world.log()
    const details = JSON.stringify(log.map((record) => record.details))
    expect(details).not.toContain(email)
    expect(details).not.toContain(started.token)
    expect(details).not.toContain('k9x2m4n6')
    expect(log.every(({ account }) => account === email)).toBe(true)
  })

  test('one account is asked once however many want to know, and all get that answer', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const results = await Promise.all(
      ['Agent@Example.com', ' agent@example.com', email].map((one) =>
        engine.check({ ...ask, agreement: { by: 'email', email: one } }),
      ),
    )
    expect(world.gateway.asked).toEqual([email])
    expect(new Set(results.map(({ operationId }) => operationId)).size).toBe(1)
  })

  test('two engines on one store do not ask about one account at the same time', async () => {
    const world = await createWorld()
    const one = world.engine({ nodeName: 'node-a' }).engine
    const two = world.engine({ nodeName: 'node-b' }).engine
    const letGo = world.gateway.hold()
    const checking = one.check(ask)
    await world.gateway.reached(1)
    const other = await two.check({ ...ask, force: true, reason: 'the customer waits' })
    expect(other).toMatchObject({ outcome: { outcome: 'held', reason: 'under-way' }, operationId: null })
    expect(other.nextCheckAt).toBe(world.clock.now() + minute)
    letGo()
    await checking
    expect(world.gateway.asked).toEqual([email])
  })

  test('by account number uses the configured parameter, and is refused without one', async () => {
    const account = '20880000000000010156'
    const without = (await createWorld()).engine().engine
    await expect(without.check({ ...ask, agreement: { by: 'account', account } })).rejects.toMatchObject({
      code: 'account-parameter-missing',
      rows: ['Q3-25'],
    })
    const world = await createWorld({ accountParameter: 'trans_account' })
    const result = await world.engine().engine.check({ ...ask, agreement: { by: 'account', account } })
    expect(world.gateway.asked).toEqual([account])
    expect(result.agreement).toMatchObject({ account: `account:${account}`, accountAsGiven: account })
  })

  test('by id asks about the same agreement; an id of another profile is unknown', async () => {
    const world = await createWorld()
    const other = { ...world.profile, id: 'other' }
    const { engine } = world.engine({ profiles: [world.profile, other] })
    const { agreement } = await engine.check(ask)
    const byId = { by: 'id', id: agreement?.id ?? '' } as const
    world.clock.advance(minute)
    expect((await engine.check({ ...ask, agreement: byId })).agreement?.id).toBe(byId.id)
    await expect(engine.check({ ...ask, profileId: 'other', agreement: byId })).rejects.toMatchObject({
      code: 'agreement-unknown',
    })
  })

  test.each(['no-at-sign', 'a b@example.com', `${'a'.repeat(90)}@example.com`, ''])(
    'of "%s" is refused before anything is stored or sent',
    async (wrong) => {
      const world = await createWorld()
      const checking = world.engine().engine.check({ ...ask, agreement: { by: 'email', email: wrong } })
      await expect(checking).rejects.toMatchObject({ rows: ['Q3-10'] })
      expect(world.gateway.asked).toEqual([])
      expect(await world.log()).toEqual([])
    },
  )
})

describe('cool-down', () => {
  test('after an unsuccessful answer the next check is held, for 30 s, then 60 s; nothing is sent or logged', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await engine.check(ask)
    const held = await engine.check(ask)
    const until = world.clock.now() + 30 * second
    expect(held).toMatchObject({
      outcome: { outcome: 'held', reason: 'cool-down', nextCheckAt: until },
      operationId: null,
    })
    expect(await world.log()).toHaveLength(2)
    world.clock.advance(30 * second)
    expect((await engine.check(ask)).outcome.outcome).toBe('not_signed')
    expect((await engine.check(ask)).nextCheckAt).toBe(world.clock.now() + minute)
    expect(world.gateway.asked).toHaveLength(2)
  })

  test('it survives a restart', async () => {
    const world = await createWorld()
    const before = world.engine().engine
    await before.check(ask)
    await before.stop()
    await world.reopen()
    expect((await world.engine().engine.check(ask)).outcome).toMatchObject({ outcome: 'held', reason: 'cool-down' })
  })

  test('force passes it with a reason, which the log keeps; without one it is refused', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await engine.check(ask)
    await expect(engine.check({ ...ask, force: true, reason: ' ' })).rejects.toMatchObject({ code: 'reason-missing' })
    const forced = await engine.check({ ...ask, force: true, reason: 'a refund has just failed' })
    expect(forced.outcome.outcome).toBe('not_signed')
    expect((await world.log()).at(-2)?.details).toMatchObject({ forced: true, reason: 'a refund has just failed' })
  })

  test('a forced check that meets one which is not forced asks all the same', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await engine.check(ask)
    const [held, forced] = await Promise.all([
      engine.check(ask),
      engine.check({ ...ask, force: true, reason: 'a refund has just failed' }),
    ])
    expect([held.outcome.outcome, forced.outcome.outcome]).toEqual(['held', 'not_signed'])
  })

  test('while a departure is followed up it lasts 10 s: "not signed" is expected, and still not asked over and over', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await engine.buildLink({ profileId, email, actor: 'cli' })
    for (const queries of [1, 2, 3]) {
      expect((await engine.check(ask)).outcome.outcome).toBe('not_signed')
      expect((await engine.check(ask)).nextCheckAt).toBe(world.clock.now() + 10 * second)
      expect(world.gateway.asked).toHaveLength(queries)
      world.clock.advance(10 * second)
    }
  })

  test('a signed answer has none', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, { signed: ['T', 'T'] })
    await engine.check(ask)
    await engine.check(ask)
    expect(world.gateway.asked).toHaveLength(2)
  })

  test('a query of which nothing was sent has none', async () => {
    const world = await createWorld()
    const { engine } = world.engine({ profiles: [{ ...world.profile, gateway: 'http://127.0.0.1:1/gateway.do' }] })
    expect((await engine.check(ask)).outcome).toMatchObject({ outcome: 'not_sent' })
    expect((await engine.check(ask)).outcome).toMatchObject({ outcome: 'not_sent' })
    expect((await world.agreement(email)).state).toBe('unknown')
  })
})

describe('what the gateway does wrong', () => {
  const signed = { signed: ['T', 'T'] } as const
  const faults = [
    ['SYSTEM_ERROR', { code: 'SYSTEM_ERROR' }, 'indeterminate', 'SYSTEM_ERROR'],
    ['a code that nobody knows', { code: 'NEVER_SEEN' }, 'indeterminate', 'NEVER_SEEN'],
    ['503', { status: 503 }, 'indeterminate', null],
    ['a broken connection', 'reset', 'indeterminate', null],
    ['an unreadable answer', { body: '<html>' }, 'indeterminate', null],
    ['ILLEGAL_SIGN', { code: 'ILLEGAL_SIGN' }, 'refused', null],
  ] as const

  test.each(faults)('%s leaves the state as it was known', async (_name, answer, outcome, holdCode) => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, signed, answer)
    await engine.check(ask)
    const result = await engine.check(ask)
    expect(result.outcome.outcome).toBe(outcome)
    expect(result.agreement).toMatchObject({ state: 'signed', autoDebit: true, autoRefund: true, holdCode })
    const asksAgain = outcome === 'indeterminate' ? world.clock.now() + 30 * second : null
    expect(result.agreement?.nextCheckAt).toBe(asksAgain)
    const told = (await world.events()).map(({ type }) => type).filter((type) => type.startsWith('agreement.'))
    expect(told).toEqual(holdCode === null ? ['agreement.signed'] : ['agreement.signed', 'agreement.held'])
  })

  test('a time-out leaves the state, sets no hold, and is asked again', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, 'hang')
    const checking = engine.check(ask)
    await world.gateway.reached(1)
    world.clock.advance(20 * second)
    const result = await checking
    expect(result.outcome).toMatchObject({ outcome: 'indeterminate', reason: 'timeout' })
    expect(result.agreement).toMatchObject({
      state: 'unknown',
      holdCode: null,
      nextCheckAt: world.clock.now() + 30 * second,
    })
  })

  test('a signed agreement that answers NO_SIGN_CUSTOMER is terminated, and told once', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, signed, { code: 'NO_SIGN_CUSTOMER' })
    await engine.check(ask)
    await engine.check(ask)
    world.clock.advance(hour)
    await engine.check(ask)
    expect((await world.events()).map(({ type }) => type)).toEqual(['agreement.signed', 'agreement.terminated'])
  })
})

describe('a claim that runs out', () => {
  test('is not used once too little of it is left for a call', async () => {
    const world = await createWorld()
    const stalled = storeWith(world.store, {
      async commit(unit) {
        const result = await world.store.commit(unit)
        if (unit.log.some(({ kind }) => kind === 'query.intended')) world.clock.advance(50 * second)
        return result
      },
    })
    const result = await world.engine({ store: stalled }).engine.check(ask)
    expect(result.outcome).toEqual({ outcome: 'not_sent', reason: 'aborted' })
    expect(world.gateway.asked).toEqual([])
    expect((await world.agreement(email)).leaseToken).toBeNull()
  })

  test('what happens during the call is not lost by its answer', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token } = await engine.startSigning({ ...ask, email })
    const letGo = world.gateway.hold()
    const checking = engine.check(ask)
    await world.gateway.reached(1)
    world.clock.advance(second)
    await engine.depart(token, { actor: 'agent' })
    letGo()
    const { agreement } = await checking
    const departedAt = world.clock.now()
    expect(agreement).toMatchObject({ state: 'awaiting_signer', departedAt, nextCheckAt: departedAt + 30 * second })
  })
})

describe('pace', () => {
  test('calls of one profile are half a second apart', async () => {
    const world = await createWorld()
    const { engine, meter } = world.engine({ limits: { callSpacingMs: second / 2 } })
    const checks = ['a', 'b', 'c'].map((name) =>
      engine.check({ ...ask, agreement: { by: 'email', email: `${name}@example.com` } }),
    )
    await meter.reached(checksDone, 1)
    expect(world.gateway.asked).toHaveLength(1)
    world.clock.advance(second / 2)
    await meter.reached(checksDone, 2)
    expect(world.gateway.asked).toHaveLength(2)
    world.clock.advance(second / 2)
    await Promise.all(checks)
    expect(world.gateway.asked).toHaveLength(3)
  })

  test('many that wait for their turn wait quietly, and stopping sends none of them', async () => {
    const warnings: unknown[] = []
    const collect = (warning: unknown) => warnings.push(warning)
    process.on('warning', collect)
    onTestFinished(() => void process.off('warning', collect))
    const world = await createWorld()
    const { engine, meter } = world.engine({ limits: { callSpacingMs: second / 2 } })
    const checks = Array.from({ length: 20 }, (_, index) =>
      engine.check({ ...ask, agreement: { by: 'email', email: `agent${index}@example.com` } }),
    )
    await meter.reached(checksDone, 1)
    const stopped = engine.stop()
    const ends = await Promise.allSettled(checks)
    await stopped
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(ends.at(-1)).toMatchObject({ reason: { code: 'engine-stopped' } })
    expect(world.gateway.asked).toHaveLength(1)
    expect(warnings).toEqual([])
  })

  test('a check that would wait too long for its turn is held', async () => {
    const world = await createWorld()
    const { engine } = world.engine({ limits: { turnMs: 0, callSpacingMs: second / 2 } })
    await engine.check(ask)
    const other = await engine.check({ ...ask, agreement: { by: 'email', email: 'b@example.com' } })
    expect(other.outcome).toMatchObject({ outcome: 'held', reason: 'busy', nextCheckAt: world.clock.now() + 500 })
  })
})
