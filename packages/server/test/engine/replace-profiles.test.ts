import { describe, expect, test } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import { gateOf, type MerchantProfile } from 'paycircle-server/profiles'
import type { GatewayClient } from 'paycircle-server/engine'
import { gatewayModel, signed } from './gateway-model.js'
import { idle } from './idle.js'
import { createWorld, minute, profileId, type World } from './world.js'

const email = 'agent@example.com'
const ask = { profileId, agreement: { by: 'email', email }, actor: 'cli' } as const
const newKey = Secret.fromText('n3wk3yn3wk3yn3wk3yn3wk3yn3wk3y00')
const complete = { procedure: { standing: 'complete', openStages: [] }, override: null } as const

/** An engine whose every call tells the fingerprint of the key that it was signed with. */
function nodeOn(world: World, options: Parameters<World['engine']>[0] = {}) {
  const model = gatewayModel(world.clock)
  const keys: string[] = []
  const closed: string[] = []
  const clientOf = (profile: MerchantProfile): GatewayClient => {
    const client = model.clientOf(profile)
    const fingerprint = profile.key.fingerprint()
    return {
      ...client,
      agreements: {
        ...client.agreements,
        async query(input, how) {
          keys.push(fingerprint)
          return client.agreements.query(input, how)
        },
      },
      close: () => {
        closed.push(fingerprint)
        return Promise.resolve()
      },
    }
  }
  return { model, keys, closed, ...world.engine({ clientOf, ...options }) }
}

describe('profiles that take the place of others', () => {
  test('leave a call in flight to the key that it began with, and sign the next with the new one', async () => {
    const world = await createWorld()
    const { model, keys, closed, engine } = nodeOn(world)
    let answer: () => void = () => undefined
    model.answer = () => new Promise((resolve) => (answer = () => resolve(signed)))
    const first = engine.check(ask)
    while (keys.length === 0) await idle()
    const replaced = engine.replaceProfiles([{ ...world.profile, key: newKey }])
    expect(replaced).toEqual({ added: [], changed: [profileId], removed: [] })
    answer()
    expect((await first).outcome.outcome).toBe('signed')
    model.answer = () => signed
    await engine.check(ask)
    expect(keys).toEqual([world.profile.key.fingerprint(), newKey.fingerprint()])
    expect(closed).toEqual([world.profile.key.fingerprint()])
    expect(engine.profiles.get(profileId)?.key).toBe(newKey)
  })

  test('are the same client where nothing about them changed', async () => {
    const world = await createWorld()
    const { closed, engine } = nodeOn(world)
    const same = { ...world.profile, key: Secret.fromText('k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj') }
    expect(engine.replaceProfiles([same])).toEqual({ added: [], changed: [], removed: [] })
    expect(closed).toEqual([])
  })

  test('change nothing where one of them cannot make a client', async () => {
    const world = await createWorld()
    const { engine } = nodeOn(world)
    const sound = { ...world.profile, id: 'sound' }
    const broken = { ...world.profile, id: 'broken', gateway: 'http://198.51.100.1/gateway.do' }
    expect(() => engine.replaceProfiles([sound, broken])).toThrow()
    expect([...engine.profiles.keys()]).toEqual([profileId])
    await expect(engine.check(ask)).resolves.toBeDefined()
  })

  test('end the follow-up of one that is not among them, and begin that of one that is new', async () => {
    const world = await createWorld()
    const { engine, model, meter } = nodeOn(world)
    engine.start()
    const { token } = await engine.startSigning({ profileId, email, actor: 'cli' })
    await engine.depart(token, { actor: 'agent' })
    const other = { ...world.profile, id: 'other' }
    expect(engine.replaceProfiles([other])).toEqual({ added: ['other'], changed: [], removed: [profileId] })
    await idle()
    world.clock.advance(minute)
    await idle()
    expect(model.calls).toEqual([])
    await expect(engine.check(ask)).rejects.toMatchObject({ code: 'profile-unknown' })
    // Back again: what was due all the while is asked at once.
    engine.replaceProfiles([other, world.profile])
    await meter.reached('engine.checks_total', 1)
    expect(model.calls).toMatchObject([{ profileId, email }])
  })

  test('have both keys masked in what is logged', async () => {
    const world = await createWorld()
    const { engine } = nodeOn(world)
    engine.replaceProfiles([{ ...world.profile, key: newKey }])
    const reason = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj became n3wk3yn3wk3yn3wk3yn3wk3yn3wk3y00'
    await engine.pauseProfile({ profileId, reason, actor: 'cli' })
    expect((await world.log()).at(-1)?.details).toEqual({ reason: '[secret] became [secret]' })
  })
})

describe('a live profile whose gate is closed', () => {
  test('sends nothing, whoever asks, and is asked about once it opens', async () => {
    const world = await createWorld()
    // The model stands in for Alipay's gateway, which no test can reach.
    const profile: MerchantProfile = { ...world.profile, mode: 'live', accountClass: 'contracted' }
    let facts: Parameters<typeof gateOf>[1] = complete
    const node = nodeOn(world, { profiles: [profile], gate: (one) => gateOf(one, facts) })
    const { engine, model, meter } = node
    const { token } = await engine.startSigning({ profileId, email, actor: 'cli' })
    await engine.depart(token, { actor: 'agent' })
    const second = await engine.startSigning({ profileId, email: 'b@example.com', actor: 'cli' })

    facts = { ...complete, procedure: { standing: 'not-recorded' } }
    engine.start()
    const refusal = { code: 'go-live-gate-closed', fields: { missing: [{ item: 'procedure' }] } }
    await expect(engine.check({ ...ask, force: true, reason: 'now' })).rejects.toMatchObject(refusal)
    await expect(engine.startSigning({ profileId, email, actor: 'cli' })).rejects.toMatchObject(refusal)
    await expect(engine.depart(second.token, { actor: 'agent' })).rejects.toMatchObject(refusal)
    await expect(engine.buildLink({ profileId, email, actor: 'cli' })).rejects.toMatchObject(refusal)
    world.clock.advance(2 * minute)
    await idle()
    expect(model.calls).toEqual([])

    facts = complete
    world.clock.advance(2 * minute)
    await meter.reached('engine.checks_total', 1)
    expect(model.calls).toMatchObject([{ email }])
    expect(engine.gate(profileId).open).toBe(true)
  })

  test('is closed where nobody has told the engine anything', async () => {
    const world = await createWorld()
    const profile: MerchantProfile = { ...world.profile, mode: 'live', accountClass: 'contracted' }
    const { engine } = nodeOn(world, { profiles: [profile] })
    await expect(engine.check(ask)).rejects.toMatchObject({ code: 'go-live-gate-closed' })
  })
})
