import { expect, test } from 'vitest'
import { createClient } from 'paycircle/internal/gateway'
import type { CheckResult, Engine, EngineOptions } from 'paycircle-server/engine'
import { verifyLog } from 'paycircle-server/store/port'
import type { Answer } from './local-gateway.js'
import { createWorld, keyText, minute, profileId, second, type World } from './world.js'

const email = 'agent@example.com'
const agreement = { by: 'email', email } as const

class Crash extends Error {}

/** Lets so many calls of the ports through; with the next one the process is gone, before or after it took effect. */
class Life {
  calls = 0
  dead = false

  constructor(
    readonly lastCall: number,
    readonly moment: 'before' | 'after',
  ) {}

  async pass<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.dead) throw new Crash()
    if (++this.calls <= this.lastCall) return await call()
    this.dead = true
    if (this.moment === 'after') await call()
    throw new Crash()
  }

  portsOf(world: World): Partial<EngineOptions> {
    const store = new Proxy(world.store, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name, target)
        return typeof method === 'function'
          ? (...values: unknown[]) => this.pass(() => Reflect.apply(method, target, values) as Promise<unknown>)
          : method
      },
    })
    const clientOf: EngineOptions['clientOf'] = ({ partner, gateway = '' }) => {
      const client = createClient({ partner, gateway, key: keyText, clock: world.clock })
      const query: typeof client.agreements.query = (input) => this.pass(() => client.agreements.query(input))
      const terminate: typeof client.agreements.terminate = (input) =>
        this.pass(() => client.agreements.terminate(input))
      return { ...client, agreements: { query, terminate } }
    }
    return { store, clientOf }
  }
}

/** What a platform does with one agent; each step is done again where it was not answered. */
function stepsIn(world: World): readonly ((engine: Engine) => Promise<unknown>)[] {
  let token = ''
  const asked = (answer: Answer) => (engine: Engine) => {
    world.gateway.will(email, answer)
    return checkNow(world, engine)
  }
  return [
    async (engine) => {
      const started = await engine.startSigning({ profileId, email, idempotencyKey: 'once', actor: 'api-key:key_1' })
      expect(token === '' || token === started.token).toBe(true)
      token = started.token
    },
    (engine) => engine.depart(token, { actor: 'agent' }),
    asked({ code: 'NO_SIGN_CUSTOMER' }),
    (engine) => engine.reportCode({ profileId, agreement, code: 'SYSTEM_ERROR', source: 'page', actor: 'cli' }),
    asked({ signed: ['F', 'T'] }),
    asked({ signed: ['T', 'T'] }),
    asked({ status: 503 }),
    asked({ code: 'NO_SIGN_CUSTOMER' }),
  ]
}

async function checkNow({ clock }: World, engine: Engine): Promise<CheckResult> {
  for (;;) {
    clock.advance(second)
    const result = await engine.check({ profileId, agreement, force: true, reason: 'part of the test', actor: 'cli' })
    if (result.outcome.outcome !== 'held') return result
    clock.advance((result.nextCheckAt ?? 0) - clock.now())
  }
}

/** Runs all steps; a crash discards the node and reopens the store, then the step is done again. */
async function live(life: Life): Promise<World> {
  const world = await createWorld()
  let { engine } = world.engine(life.portsOf(world))
  for (const step of stepsIn(world)) {
    try {
      await step(engine)
    } catch (error) {
      expect(error).toBeInstanceOf(Crash)
      await world.reopen()
      engine = world.engine().engine
      world.clock.advance(minute)
      await step(engine)
    }
  }
  return world
}

async function expectWhole(world: World): Promise<void> {
  expect(await verifyLog(world.store)).toMatchObject({ ok: true })
  expect(await world.agreement(email)).toMatchObject({ state: 'terminated', holdCode: null, leaseToken: null })
  expect((await world.events()).map(({ type }) => type)).toEqual([
    'agreement.held',
    'agreement.signed',
    'agreement.released',
    'agreement.half_changed',
    'agreement.terminated',
  ])
  const log = await world.log()
  const of = (kind: string) => log.filter((record) => record.kind === kind).map(({ operationId }) => operationId)
  expect([...of('query.answered'), ...of('query.abandoned')].sort()).toEqual(of('query.intended').sort())
  expect(world.gateway.asked.length).toBeLessThanOrEqual(of('query.intended').length)
  expect(world.gateway.asked.length).toBeGreaterThanOrEqual(of('query.answered').length)
  expect(of('signing.started')).toHaveLength(1)
}

test.each(['before', 'after'] as const)(
  'a crash %s any call of a port loses nothing acknowledged and doubles no effect',
  async (moment) => {
    const whole = new Life(Infinity, moment)
    await expectWhole(await live(whole))
    expect(whole.calls).toBeGreaterThan(30)
    for (let lastCall = 0; lastCall < whole.calls; lastCall++) {
      const life = new Life(lastCall, moment)
      await expectWhole(await live(life))
      expect(life.dead).toBe(true)
    }
  },
  120_000,
)
