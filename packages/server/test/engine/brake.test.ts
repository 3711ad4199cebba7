import { describe, expect, test } from 'vitest'
import type { Engine } from 'paycircle-server/engine'
import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import { gatewayModel, notSigned, signed, timeout } from './gateway-model.js'
import { idle, pass } from './idle.js'
import { createWorld, minute, profileId, second, type World } from './world.js'

const addressOf = (name: string) => `${name}@example.com`

function ask(engine: Engine, name: string, more: { profileId?: string; force?: boolean; reason?: string } = {}) {
  return engine.check({ profileId, agreement: { by: 'email', email: addressOf(name) }, actor: 'cli', ...more })
}

function nodeOn(world: World, options: Parameters<World['engine']>[0] = {}) {
  const model = gatewayModel(world.clock)
  return { model, ...world.engine({ clientOf: model.clientOf, ...options }) }
}

/** Five agents whose queries fail in the same way. */
async function braked(world: World, outcome: QueryOutcome = timeout) {
  const node = nodeOn(world)
  node.model.answer = () => outcome
  for (const name of ['a', 'b', 'c', 'd', 'e']) await ask(node.engine, name)
  return node
}

const kindsOf = async (world: World) => (await world.log()).map(({ kind }) => kind)

describe('five equal failures on different agents in a row', () => {
  const failures: readonly QueryOutcome[] = [
    timeout,
    { outcome: 'indeterminate', reason: 'http-status', status: 503 },
    { outcome: 'indeterminate', reason: 'indeterminate-code', code: 'SYSTEM_ERROR' },
    { outcome: 'indeterminate', reason: 'unreadable-answer' },
    { outcome: 'not_sent', reason: 'dns' },
    { outcome: 'not_sent', reason: 'tls' },
  ]

  test.each(failures)('stop the profile\u2019s queries: $outcome, $reason', async (outcome) => {
    const world = await createWorld()
    const { engine, model, meter } = await braked(world, outcome)
    const nextCheckAt = world.clock.now() + 30 * second
    const held = await ask(engine, 'f')
    expect(held).toMatchObject({ outcome: { outcome: 'held', reason: 'brake', nextCheckAt }, operationId: null })
    expect(model.calls).toHaveLength(5)
    expect((await world.log()).at(-1)).toMatchObject({
      kind: 'brake.set',
      agreementId: (await world.agreement(addressOf('e'))).id,
      details: { nextCanaryAt: nextCheckAt },
    })
    expect((await engine.profileStatus(profileId)).brake).toMatchObject({ nextCanaryAt: nextCheckAt })
    expect(meter.total('engine.brake_total')).toBe(1)
  })

  test('stop them on every node and after a restart, and of that profile alone', async () => {
    const world = await createWorld()
    await braked(world)
    const profiles = [world.profile, { ...world.profile, id: 'other' }]
    expect((await ask(nodeOn(world, { profiles }).engine, 'f')).outcome).toMatchObject({ reason: 'brake' })
    await world.reopen()
    const { engine } = nodeOn(world, { profiles })
    expect((await ask(engine, 'f')).outcome).toMatchObject({ reason: 'brake' })
    expect((await ask(engine, 'f', { profileId: 'other' })).outcome.outcome).toBe('not_signed')
  })

  test('cannot be passed by force', async () => {
    const world = await createWorld()
    const { engine, model } = await braked(world)
    expect((await ask(engine, 'a', { force: true, reason: 'now' })).outcome).toMatchObject({ reason: 'brake' })
    expect(model.calls).toHaveLength(5)
  })

  test('of which two come from another node count together', async () => {
    const world = await createWorld()
    const nodes = [nodeOn(world), nodeOn(world)]
    for (const { model } of nodes) model.answer = () => timeout
    for (const [index, name] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      const node = nodes[index % 2]
      if (node !== undefined) await ask(node.engine, name)
    }
    expect((await kindsOf(world)).at(-1)).toBe('brake.set')
  })
})

describe('the brake stays open', () => {
  const others: readonly [string, readonly [name: string, outcome: QueryOutcome][]][] = [
    [
      'one answer among the failures',
      [
        ['a', timeout],
        ['b', timeout],
        ['c', timeout],
        ['x', notSigned],
        ['d', timeout],
        ['e', timeout],
      ],
    ],
    [
      'a refusal among them: the gateway answers',
      [
        ['a', timeout],
        ['b', timeout],
        ['c', timeout],
        ['d', timeout],
        ['x', { outcome: 'refused', code: 'ILLEGAL_EMAIL' }],
        ['e', timeout],
      ],
    ],
    [
      'failures of several kinds',
      [
        ['a', timeout],
        ['b', timeout],
        ['c', timeout],
        ['d', { outcome: 'not_sent', reason: 'dns' }],
        ['e', timeout],
        ['f', timeout],
      ],
    ],
    [
      'four of them',
      [
        ['a', timeout],
        ['b', timeout],
        ['c', timeout],
        ['d', timeout],
      ],
    ],
  ]

  test.each(others)('after %s', async (_title, queries) => {
    const world = await createWorld()
    const { engine, model } = nodeOn(world)
    for (const [name, outcome] of queries) {
      model.answer = () => outcome
      await ask(engine, name)
    }
    model.answer = () => notSigned
    expect((await ask(engine, 'last')).outcome.outcome).toBe('not_signed')
    expect(await kindsOf(world)).not.toContain('brake.set')
  })

  test('after the same agent has failed again and again', async () => {
    const world = await createWorld()
    const { engine, model } = nodeOn(world)
    model.answer = () => timeout
    for (let count = 0; count < 8; count++) await ask(engine, 'a', { force: true, reason: 'test' })
    expect(model.calls).toHaveLength(8)
    expect((await engine.profileStatus(profileId)).brake).toBeNull()
  })
})

describe('while the brake holds', () => {
  test('one query tries at growing intervals, and an answer opens it', async () => {
    const world = await createWorld()
    const { engine, model } = await braked(world)
    for (const [canaries, waitMs] of [
      [1, 30 * second],
      [2, minute],
      [3, 2 * minute],
      [4, 4 * minute],
    ] as const) {
      world.clock.advance(waitMs - 1)
      expect((await ask(engine, `n${canaries}`)).outcome).toMatchObject({ reason: 'brake' })
      world.clock.advance(1)
      expect((await ask(engine, `n${canaries}`)).outcome.outcome).toBe('indeterminate')
      expect(model.calls).toHaveLength(5 + canaries)
      expect((await kindsOf(world)).at(-1)).toBe('brake.kept')
    }
    world.clock.advance(8 * minute)
    model.answer = () => signed
    expect((await ask(engine, 'last')).outcome.outcome).toBe('signed')
    const log = await world.log()
    expect(log.at(-1)).toMatchObject({ kind: 'brake.opened', details: { nextCanaryAt: null } })
    expect(log.at(-3)).toMatchObject({ kind: 'query.intended', details: { canary: 'brake' } })
    expect((await engine.profileStatus(profileId)).brake).toBeNull()
    expect((await ask(engine, 'next')).outcome.outcome).toBe('signed')
  })

  test('only one of many that ask at that time goes, over all nodes', async () => {
    const world = await createWorld()
    const { engine, model } = await braked(world)
    const other = nodeOn(world)
    world.clock.advance(30 * second)
    model.answer = other.model.answer = () => timeout
    const results = await Promise.all(
      ['n', 'o', 'p', 'q'].map((name, index) => ask(index % 2 === 0 ? engine : other.engine, name)),
    )
    expect(results.filter(({ outcome }) => outcome.outcome === 'indeterminate')).toHaveLength(1)
    expect(results.filter(({ outcome }) => outcome.outcome === 'held' && outcome.reason === 'brake')).toHaveLength(3)
  })

  test('the next goes later where nothing is ever heard of one', async () => {
    const world = await createWorld()
    const { engine, model } = await braked(world)
    world.clock.advance(30 * second)
    const begunAt = world.clock.now()
    let letGo: (outcome: QueryOutcome) => void = () => undefined
    model.answer = () => new Promise((resolve) => (letGo = resolve))
    const lost = ask(engine, 'lost')
    await idle()
    const other = nodeOn(world)
    expect((await ask(other.engine, 'n')).outcome).toMatchObject({ reason: 'brake', nextCheckAt: begunAt + minute })
    world.clock.advance(minute)
    expect((await ask(other.engine, 'n')).outcome.outcome).toBe('not_signed')
    expect((await other.engine.profileStatus(profileId)).brake).toBeNull()
    letGo(timeout)
    await lost
  })

  test('the answers of queries that were on their way already change nothing', async () => {
    const world = await createWorld()
    const node = nodeOn(world)
    let letGo: (outcome: QueryOutcome) => void = () => undefined
    const late = new Promise<QueryOutcome>((resolve) => (letGo = resolve))
    node.model.answer = (email) => (email === addressOf('late') ? late : timeout)
    const slow = ask(node.engine, 'late')
    for (const name of ['a', 'b', 'c', 'd', 'e']) await ask(node.engine, name)
    letGo(signed)
    expect((await slow).agreement).toMatchObject({ state: 'signed' })
    expect((await node.engine.profileStatus(profileId)).brake).not.toBeNull()
  })

  test('the follow-up asks by its canary alone, looks for nothing in between, and goes on when it is answered', async () => {
    const world = await createWorld()
    let looks = 0
    const { engine, model } = nodeOn(world, {
      store: new Proxy(world.store, {
        get(target, name) {
          if (name === 'agreementsDue') looks++
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        },
      }),
      limits: { callSpacingMs: 0, concurrency: 1 },
    })
    model.answer = () => timeout
    const names = Array.from({ length: 20 }, (_, index) => `agent${index}`)
    for (const name of names) await engine.buildLink({ profileId, email: addressOf(name), actor: 'cli' })
    engine.start()
    await idle()
    world.clock.advance(30 * second)
    await idle()
    expect(model.calls).toHaveLength(5)
    const before = looks
    await pass(world.clock, 29 * second, second)
    expect(model.calls).toHaveLength(5)
    expect(looks).toBe(before)
    await pass(world.clock, second, second)
    expect(model.calls).toHaveLength(6)
    model.answer = () => signed
    await pass(world.clock, minute, second)
    expect(
      new Set(model.calls.filter(({ outcome }) => outcome.outcome === 'signed').map(({ email }) => email)).size,
    ).toBe(20)
  })
})
