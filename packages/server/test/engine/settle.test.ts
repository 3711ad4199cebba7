import { describe, expect, test } from 'vitest'
import type { Clock } from 'paycircle/internal/base'
import { storeError } from 'paycircle-server/store/port'
import { gatewayModel, signed } from './gateway-model.js'
import { idle, pass } from './idle.js'
import { checksDone, createWorld, minute, profileId, second, storeWith } from './world.js'

const email = 'agent@example.com'
const ask = { profileId, agreement: { by: 'email', email }, actor: 'cli' } as const

describe('an answer', () => {
  test('comes too late by the clock that nobody can set, whatever the wall says', async () => {
    const world = await createWorld()
    const model = gatewayModel(world.clock)
    const { engine, meter } = world.engine({ clientOf: model.clientOf })
    model.answer = () => {
      const wall = world.clock.now()
      world.clock.advance(minute)
      world.clock.setWall(wall)
      return signed
    }
    await engine.check(ask)
    expect(meter.total('engine.late_answers_total')).toBe(1)
    expect(await world.agreement(email)).toMatchObject({ state: 'unknown', lastOutcome: null })
    expect((await world.log()).at(-1)).toMatchObject({ outcome: 'signed', details: { settled: false } })
  })

  test('settles although the wall was set ahead meanwhile: nobody has taken the claim', async () => {
    const world = await createWorld()
    const model = gatewayModel(world.clock)
    const { engine } = world.engine({ clientOf: model.clientOf })
    model.answer = () => {
      world.clock.setWall(world.clock.now() + 20 * minute)
      return signed
    }
    await engine.check(ask)
    expect(await world.agreement(email)).toMatchObject({ state: 'signed', leaseToken: null })
    expect((await world.log()).at(-1)).toMatchObject({ details: { settled: true } })
  })

  test('whose claim another node has taken over changes nothing, though its own time is not up', async () => {
    const world = await createWorld()
    const model = gatewayModel(world.clock)
    const ahead: Clock = {
      now: () => world.clock.now() + 5 * minute,
      monotonic: () => world.clock.monotonic(),
      after: (delayMs, task) => world.clock.after(delayMs, task),
    }
    const { engine, meter } = world.engine({ clientOf: model.clientOf })
    const other = world.engine({ clientOf: model.clientOf, clock: ahead, nodeName: 'node-b' })
    let answer: (outcome: typeof signed) => void = () => undefined
    model.answer = () => new Promise((resolve) => (answer = resolve))
    const checking = engine.check(ask)
    await idle()
    model.answer = () => ({ outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' })
    await other.engine.check(ask)
    answer(signed)
    const lost = await checking
    expect(lost.outcome.outcome).toBe('signed')
    expect(meter.total('engine.late_answers_total')).toBe(1)
    expect((await world.agreement(email)).state).toBe('not_signed')
    const late = (await world.log()).filter(({ outcome }) => outcome === 'signed')
    expect(late).toMatchObject([{ operationId: lost.operationId, details: { settled: false } }])
    expect(await world.events()).toEqual([])
    const { rows } = await world.store.operations({ limit: 10, kind: 'query.abandoned' })
    expect(rows).toMatchObject([{ operationId: lost.operationId }])
  })

  test('that cannot be written because the disk is full is asked for again when there is space', async () => {
    const world = await createWorld()
    const model = gatewayModel(world.clock)
    let full = false
    const store = storeWith(world.store, {
      commit: (unit) => (full ? Promise.reject(storeError('store-full', {})) : world.store.commit(unit)),
    })
    const { engine, meter } = world.engine({ clientOf: model.clientOf, store })
    model.answer = () => {
      full = true
      return signed
    }
    await expect(engine.check(ask)).rejects.toMatchObject({ code: 'store-full' })
    engine.start()
    await pass(world.clock, 3 * minute, 10 * second)
    expect((await world.agreement(email)).state).toBe('unknown')
    expect(model.calls).toHaveLength(1)

    full = false
    model.answer = () => signed
    await pass(world.clock, 2 * minute, 10 * second)
    await idle()
    expect(meter.total(checksDone, 'signed')).toBe(1)
    expect((await world.agreement(email)).state).toBe('signed')
    expect((await world.log()).map(({ kind }) => kind)).toEqual([
      'query.intended',
      'query.abandoned',
      'query.intended',
      'query.answered',
    ])
  })

  test('of a query in flight is written before the engine has stopped, and its lease is gone', async () => {
    const world = await createWorld()
    const model = gatewayModel(world.clock)
    const { engine } = world.engine({ clientOf: model.clientOf })
    let letGo: () => void = () => undefined
    model.answer = () =>
      new Promise(
        (resolve) =>
          (letGo = () => {
            resolve(signed)
          }),
      )
    const checking = engine.check(ask)
    await idle()
    const stopped = engine.stop()
    await expect(engine.check({ ...ask, agreement: { by: 'email', email: 'b@example.com' } })).rejects.toMatchObject({
      code: 'engine-stopped',
    })
    letGo()
    await stopped
    expect((await checking).outcome.outcome).toBe('signed')
    expect(await world.agreement(email)).toMatchObject({ state: 'signed', leaseToken: null, leaseUntil: null })
  })
})
