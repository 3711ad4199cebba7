import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nothingKnown, transition } from 'paycircle-server/lifecycle'
import type { Engine } from 'paycircle-server/engine'
import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import { gatewayModel, notSigned, signed, timeout, type Call } from './gateway-model.js'
import { idle, pass } from './idle.js'
import { createWorld, hour, profileId, second, type World } from './world.js'

const spacingMs = second / 2
const paced = { callSpacingMs: spacingMs, gatewaySpacingMs: second / 10 }
const addressOf = (name: string) => `${name}@example.com`

function ask(engine: Engine, name: string, more: { profileId?: string; force?: boolean; reason?: string } = {}) {
  return engine.check({ profileId, agreement: { by: 'email', email: addressOf(name) }, actor: 'cli', ...more })
}

/** Nodes on one store and the gateway model. */
function nodesOf(world: World, count: number, options: Parameters<World['engine']>[0] = {}) {
  const model = gatewayModel(world.clock)
  const nodes = Array.from({ length: count }, (_, index) => {
    const limits = { ...paced, turnMs: hour, ...options.limits }
    return world.engine({ ...options, nodeName: `node-${index}`, clientOf: model.clientOf, limits }).engine
  })
  return { model, nodes: nodes as [Engine, ...Engine[]] }
}

const gaps = (calls: readonly Call[]) => calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? 0))

describe('the rate of a profile', () => {
  test('is shared by the nodes on one store, and used up', async () => {
    const world = await createWorld()
    const { model, nodes } = nodesOf(world, 3)
    const checks = nodes.flatMap((node, index) => ['a', 'b'].map((name) => ask(node, `${name}${index}`)))
    await pass(world.clock, 3 * second)
    await Promise.all(checks)
    expect(gaps(model.calls)).toEqual([500, 500, 500, 500, 500])
  })

  test('survives a restart', async () => {
    const world = await createWorld()
    const before = nodesOf(world, 1)
    await ask(before.nodes[0], 'a')
    await before.nodes[0].stop()
    await world.reopen()
    const { model, nodes } = nodesOf(world, 1)
    const check = ask(nodes[0], 'b')
    await pass(world.clock, spacingMs - 1)
    expect(model.calls).toEqual([])
    await pass(world.clock, 1)
    await check
    expect(model.calls).toHaveLength(1)
  })

  test('is no reason to wait for an hour where the clock was set back by one', async () => {
    const world = await createWorld()
    const { model, nodes } = nodesOf(world, 1)
    await ask(nodes[0], 'a')
    world.clock.setWall(world.clock.now() - hour)
    const checks = ['b', 'c'].map((name) => ask(nodes[0], name))
    await pass(world.clock, 4 * second)
    await Promise.all(checks)
    expect(model.calls.map(({ email }) => email)).toEqual(['a', 'b', 'c'].map(addressOf))
  })

  test('holds for a forced query, which passes the cool-down', async () => {
    const world = await createWorld()
    const { model, nodes } = nodesOf(world, 1)
    await ask(nodes[0], 'a')
    const forced = ask(nodes[0], 'a', { force: true, reason: 'a refund has just failed' })
    await pass(world.clock, spacingMs - 1)
    expect(model.calls).toHaveLength(1)
    await pass(world.clock, 1)
    expect((await forced).outcome.outcome).toBe('not_signed')
  })

  test('leaves no trace in the store where the governor is open', async () => {
    const world = await createWorld()
    const { model, nodes } = nodesOf(world, 2, { limits: { callSpacingMs: 0 } })
    await Promise.all(nodes.flatMap((node, index) => ['a', 'b', 'c'].map((name) => ask(node, `${name}${index}`))))
    expect(gaps(model.calls)).toEqual([0, 0, 0, 0, 0])
    expect(await world.store.pace(`profile ${profileId}`)).toBeUndefined()
  })

  test('keeps a check waiting no longer than its limit: then it is held, also where another node was quicker', async () => {
    const world = await createWorld()
    const { nodes } = nodesOf(world, 2, { limits: { turnMs: 400 } })
    await ask(nodes[0], 'a')
    const held = await ask(nodes[1] ?? nodes[0], 'b')
    expect(held.outcome).toEqual({ outcome: 'held', reason: 'busy', nextCheckAt: world.clock.now() + spacingMs })
  })

  test('waits for the stored time by the clock, and reads the store no more while it waits', async () => {
    const world = await createWorld()
    let reads = 0
    const { nodes } = nodesOf(world, 1, {
      store: new Proxy(world.store, {
        get(target, name) {
          if (name === 'pace') reads++
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        },
      }),
    })
    await ask(nodes[0], 'a')
    const other = ask(nodes[0], 'b')
    await idle()
    const before = reads
    await pass(world.clock, spacingMs - 1)
    expect(reads).toBe(before)
    await pass(world.clock, 1)
    await other
  })
})

describe('the rate of a gateway', () => {
  const profileIds = ['a', 'b', 'c', 'd']
  const manyProfiles = (world: World) => ({ profiles: profileIds.map((id) => ({ ...world.profile, id })) })

  test('is shared by profiles and nodes', async () => {
    const world = await createWorld()
    const { model, nodes } = nodesOf(world, 2, manyProfiles(world))
    const checks = profileIds.map((id, index) => ask(nodes[index % 2] ?? nodes[0], id, { profileId: id }))
    await pass(world.clock, second)
    await Promise.all(checks)
    expect(gaps(model.calls)).toEqual([100, 100, 100])
  })

  test('goes round the profiles: one with much to ask keeps no other waiting', async () => {
    const world = await createWorld()
    const { model, nodes } = nodesOf(world, 1, {
      ...manyProfiles(world),
      limits: { callSpacingMs: 100, gatewaySpacingMs: 100 },
    })
    const names = Array.from({ length: 10 }, (_, index) => `agent${index}`)
    const checks = names.map((name) => ask(nodes[0], name, { profileId: 'a' }))
    await idle()
    checks.push(ask(nodes[0], 'one', { profileId: 'b' }))
    await pass(world.clock, 2 * second)
    await Promise.all(checks)
    const place = model.calls.findIndex((call) => call.profileId === 'b')
    expect(place).toBeLessThanOrEqual(2)
  })
})

/** What happens to a fleet of two nodes: somebody asks, or time goes by. */
type Step =
  | {
      readonly step: 'ask'
      readonly node: 0 | 1
      readonly account: number
      readonly profile: 0 | 1
      readonly force: boolean
    }
  | { readonly step: 'pass'; readonly ms: number }
  | { readonly step: 'restart' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.constant('ask' as const),
      node: fc.constantFrom(0 as const, 1 as const),
      account: fc.nat({ max: 3 }),
      profile: fc.constantFrom(0 as const, 1 as const),
      force: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ step: fc.constant('pass' as const), ms: fc.constantFrom(50, 500, 10_000, 30_000, 60_000) }),
  },
  { weight: 1, arbitrary: fc.constant({ step: 'restart' as const }) },
)
const outcomes: readonly QueryOutcome[] = [notSigned, signed, timeout, { outcome: 'refused', code: 'ILLEGAL_EMAIL' }]

describe('for any sequence of requests', () => {
  test('the calls that reach the gateway keep the limits', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30 }),
        fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 12 }),
        async (steps, answers) => {
          const world = await createWorld()
          const profiles = ['one', 'two'].map((id) => ({ ...world.profile, id }))
          let fleet = nodesOf(world, 2, { profiles })
          const made = [fleet.model]
          const forced = new Set<string>()
          let count = 0
          const reply = () => answers[count++ % answers.length] ?? notSigned
          fleet.model.answer = reply
          for (const one of steps) {
            if (one.step === 'ask') {
              const id = profiles[one.profile]?.id ?? 'one'
              if (one.force) forced.add(`${id} ${addressOf(`agent${one.account}`)}`)
              const more = { profileId: id, ...(one.force ? { force: true, reason: 'property' } : {}) }
              void ask(fleet.nodes[one.node] ?? fleet.nodes[0], `agent${one.account}`, more).catch(() => undefined)
            } else if (one.step === 'pass') {
              await pass(world.clock, one.ms, Math.max(50, one.ms / 20))
            } else {
              await Promise.all(fleet.nodes.map((node) => node.stop()))
              await world.reopen()
              fleet = nodesOf(world, 2, { profiles })
              fleet.model.answer = reply
              made.push(fleet.model)
            }
          }
          await pass(world.clock, 10 * second, 250)
          const calls = made.flatMap((model) => model.calls)
          expect(
            Math.min(spacingMs, ...['one', 'two'].flatMap((id) => gaps(calls.filter((c) => c.profileId === id)))),
          ).toBe(spacingMs)
          expect(Math.min(100, ...gaps(calls))).toBe(100)
          expect(Math.max(...made.map((model) => model.mostAtOnce))).toBeLessThanOrEqual(1)
          for (const name of new Set(calls.map((call) => `${call.profileId} ${call.email}`))) {
            if (!forced.has(name)) expectCooledDown(calls.filter((c) => `${c.profileId} ${c.email}` === name))
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})

/** No call comes before the one before it allows, as the lifecycle alone reckons it. */
function expectCooledDown(calls: readonly Call[]): void {
  let facts = nothingKnown
  for (const { at, outcome } of calls) {
    expect(at).toBeGreaterThanOrEqual(facts.coolUntil ?? 0)
    facts = transition(facts, { event: 'answered', at, askedAt: at, outcome }).facts
  }
}
