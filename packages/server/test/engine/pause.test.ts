import { describe, expect, test } from 'vitest'
import { errorCodeCatalogue } from 'paycircle/internal/vocabulary'
import { gatewayModel, notSigned, signed } from './gateway-model.js'
import { idle, pass } from './idle.js'
import { createWorld, minute, profileId, second, type World } from './world.js'

const email = 'agent@example.com'
const agreement = { by: 'email', email } as const
const ask = { profileId, agreement, actor: 'cli' } as const
const probe = { ...ask, force: true, reason: 'is it mended?' } as const
const operator = 'operator:wang' as const
const pausingCodes = errorCodeCatalogue.filter((entry) => entry.pausesProfile).map(({ code }) => code)

function nodeOn(world: World, options: Parameters<World['engine']>[0] = {}) {
  const model = gatewayModel(world.clock)
  return { model, ...world.engine({ clientOf: model.clientOf, ...options }) }
}

async function paused(world: World, code = 'NOT_AIR_PLANE_PARTNER', options: Parameters<World['engine']>[0] = {}) {
  const node = nodeOn(world, options)
  node.model.answer = () => ({ outcome: 'refused', code })
  await node.engine.check(ask)
  return node
}

test('the codes that pause a profile are those of the contract', () => {
  expect([...pausingCodes].sort()).toEqual([
    'EXTERFACE_IS_CLOSED',
    'HAS_NO_PRIVILEGE',
    'ILLEGAL_CLIENT_IP',
    'ILLEGAL_PARTNER',
    'ILLEGAL_PARTNER_EXTERFACE',
    'ILLEGAL_SIGN',
    'NOT_AIR_PLANE_PARTNER',
  ])
})

describe('a code about the merchant, read from the gateway', () => {
  test.each(pausingCodes)('%s stops queries and signings of the profile', async (code) => {
    const world = await createWorld()
    const node = nodeOn(world)
    const { token } = await node.engine.startSigning({ ...ask, email })
    node.model.answer = () => ({ outcome: 'refused', code })
    await node.engine.check(ask)
    const since = world.clock.now()
    expect((await node.engine.profileStatus(profileId)).pause).toMatchObject({
      code,
      since,
      by: 'engine',
      canary: null,
    })
    const refusal = { code: 'profile-paused', fields: { profileId, code, since } }
    await expect(
      node.engine.check({ ...ask, agreement: { by: 'email', email: 'b@example.com' } }),
    ).rejects.toMatchObject(refusal)
    await expect(node.engine.startSigning({ ...ask, email })).rejects.toMatchObject(refusal)
    await expect(node.engine.depart(token, { actor: 'agent' })).rejects.toMatchObject(refusal)
    await expect(node.engine.buildLink({ ...ask, email })).rejects.toMatchObject(refusal)
    expect(node.model.calls).toHaveLength(1)
    expect((await world.events()).map(({ type, agreementId }) => [type, agreementId])).toEqual([
      ['profile.paused', null],
    ])
    expect((await world.log()).at(-1)).toMatchObject({ kind: 'profile.paused', code, actor: 'cli' })
  })

  test('pauses once, however many answers bring it at once', async () => {
    const world = await createWorld()
    const { engine, model } = nodeOn(world)
    let letGo = (): void => undefined
    const gate = new Promise<void>((resolve) => (letGo = resolve))
    model.answer = async () => {
      await gate
      return { outcome: 'refused', code: 'ILLEGAL_SIGN' }
    }
    const checks = ['a', 'b', 'c'].map((name) =>
      engine.check({ ...ask, agreement: { by: 'email', email: `${name}@example.com` } }),
    )
    await idle()
    letGo()
    await Promise.all(checks)
    expect(model.calls).toHaveLength(3)
    expect((await world.events()).map(({ type }) => type)).toEqual(['profile.paused'])
  })

  test('pauses on every node and after a restart, and that profile alone', async () => {
    const world = await createWorld()
    const profiles = [world.profile, { ...world.profile, id: 'other' }]
    await paused(world, 'ILLEGAL_PARTNER')
    await world.reopen()
    const { engine } = nodeOn(world, { profiles })
    await expect(engine.check(ask)).rejects.toMatchObject({ code: 'profile-paused' })
    expect((await engine.check({ ...ask, profileId: 'other' })).outcome.outcome).toBe('not_signed')
  })

  test('reported by a person pauses nothing', async () => {
    const world = await createWorld()
    const { engine } = nodeOn(world)
    await engine.startSigning({ ...ask, email })
    for (const code of pausingCodes) await engine.reportCode({ ...ask, code, source: 'page' })
    expect((await engine.profileStatus(profileId)).pause).toBeNull()
    expect((await engine.check(ask)).outcome.outcome).toBe('not_signed')
  })

  test('pauses also where the answer came too late to settle its agreement', async () => {
    const world = await createWorld()
    const { engine, model } = nodeOn(world)
    model.answer = () => {
      world.clock.advance(minute)
      return { outcome: 'refused', code: 'ILLEGAL_SIGN' }
    }
    await engine.check(ask)
    expect((await engine.profileStatus(profileId)).pause).toMatchObject({ code: 'ILLEGAL_SIGN' })
    expect((await world.agreement(email)).lastOutcome).toBeNull()
  })
})

describe('a paused profile', () => {
  test('is not followed up; what fell due is asked when it is resumed', async () => {
    const world = await createWorld()
    const { engine, model } = nodeOn(world)
    await engine.buildLink({ ...ask, email })
    engine.start()
    await engine.pauseProfile({ profileId, reason: 'moving house', actor: operator })
    await pass(world.clock, 5 * minute, 10 * second)
    expect(model.calls).toEqual([])
    await engine.resumeProfile({ profileId, reason: 'moved', actor: operator })
    await idle()
    expect(model.calls).toHaveLength(1)
  })

  test('still takes a return, a reported code and the release of a hold', async () => {
    const world = await createWorld()
    const { engine } = nodeOn(world)
    const { token } = await engine.startSigning({ ...ask, email })
    await engine.depart(token, { actor: 'agent' })
    await engine.pauseProfile({ profileId, reason: 'test', actor: operator })
    expect((await engine.arrive(token)).signing.arrivedAt).toBe(world.clock.now())
    expect((await engine.reportCode({ ...ask, code: 'SYSTEM_ERROR', source: 'page' })).holdCode).toBe('SYSTEM_ERROR')
    expect((await engine.release({ ...ask, reason: 'test' })).holdCode).toBeNull()
  })

  test('lets an operator ask once with a reason; what came of it is evidence and opens nothing', async () => {
    const world = await createWorld()
    const { engine, model } = await paused(world)
    await expect(engine.check({ ...ask, force: true, reason: '' })).rejects.toMatchObject({ code: 'reason-missing' })
    await engine.check(probe)
    const at = world.clock.now()
    const evidence = async () => (await engine.profileStatus(profileId)).pause?.canary
    expect(await evidence()).toEqual({ at, outcome: 'refused', code: 'NOT_AIR_PLANE_PARTNER' })
    model.answer = () => signed
    expect((await engine.check(probe)).outcome.outcome).toBe('signed')
    expect(await evidence()).toEqual({ at, outcome: 'signed', code: null })
    await expect(engine.check(ask)).rejects.toMatchObject({ code: 'profile-paused' })
    const intended = (await world.log()).filter(({ kind }) => kind === 'query.intended')
    expect(intended.map(({ details }) => [details.canary, details.reason])).toEqual([
      [null, null],
      ['pause', 'is it mended?'],
      ['pause', 'is it mended?'],
    ])
  })

  test('goes on when an operator resumes it, with a reason that the log keeps', async () => {
    const world = await createWorld()
    const { engine, model } = await paused(world)
    const input = { profileId, reason: 'the air agreement is signed', actor: operator }
    await expect(engine.resumeProfile({ ...input, reason: ' ' })).rejects.toMatchObject({ code: 'reason-missing' })
    expect(await engine.resumeProfile(input)).toEqual({ profileId, pause: null, brake: null })
    await expect(engine.resumeProfile(input)).rejects.toMatchObject({ code: 'profile-not-paused' })
    expect((await world.log()).at(-1)).toMatchObject({
      kind: 'profile.resumed',
      actor: operator,
      agreementId: null,
      code: 'NOT_AIR_PLANE_PARTNER',
      details: { reason: 'the air agreement is signed' },
    })
    expect((await world.events()).map(({ type }) => type)).toEqual(['profile.paused', 'profile.resumed'])
    model.answer = () => notSigned
    world.clock.advance(30 * second)
    expect((await engine.check(ask)).outcome.outcome).toBe('not_signed')
  })

  test('may be paused by an operator, once', async () => {
    const world = await createWorld()
    const { engine } = nodeOn(world)
    const input = { profileId, reason: 'Alipay asks us to wait', actor: operator }
    expect((await engine.pauseProfile(input)).pause).toMatchObject({ code: null, reason: input.reason, by: operator })
    await expect(engine.pauseProfile(input)).rejects.toMatchObject({ code: 'profile-paused' })
    expect((await world.events()).map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
      { code: null, reason: input.reason, by: operator },
    ])
  })
})
