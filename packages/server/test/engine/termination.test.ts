import { describe, expect, test } from 'vitest'
import type { Engine, TerminateInput } from 'paycircle-server/engine'
import { createWorld, hour, keyText, minute, profileId, second, type World } from './world.js'

const email = 'Agent@example.com'
const account = email.toLowerCase()
const agreement = { by: 'email', email } as const
const accepted = { body: '<?xml version="1.0" encoding="utf-8"?><alipay><is_success>T</is_success></alipay>' }
const gone = { code: 'NO_SIGN_CUSTOMER' }
const order: TerminateInput = {
  profileId,
  agreement,
  confirm: account,
  reason: 'the agent left us',
  actor: 'operator:wang',
}

/** An agreement that Alipay has confirmed a minute ago. */
async function signedWorld(): Promise<World & { readonly first: Engine }> {
  const world = await createWorld()
  const { engine: first } = world.engine()
  world.gateway.will(account, { signed: ['T', 'T'] })
  await first.check({ profileId, agreement, actor: 'cli' })
  world.clock.advance(minute)
  return Object.assign(world, { first })
}

const refusal = (made: Promise<unknown>) =>
  made.then(
    () => 'nothing',
    (error: unknown) => (error as { readonly code: string }).code,
  )

describe('a termination', () => {
  test('is logged before it is sent, settles nothing, and leaves a query due at once that does', async () => {
    const { gateway, clock, first, ...world } = await signedWorld()
    gateway.will(account, accepted, gone)
    const result = await first.terminate(order)
    expect(result).toMatchObject({ outcome: { outcome: 'accepted' }, nextCheckAt: clock.now() })
    expect(result.agreement).toMatchObject({ state: 'signed', terminationAskedAt: clock.now(), leaseToken: null })
    const log = (await world.log()).filter(({ operationId }) => operationId === result.operationId)
    expect(log.map(({ kind, outcome, actor }) => [kind, outcome, actor])).toEqual([
      ['termination.intended', null, 'operator:wang'],
      ['termination.answered', 'accepted', 'operator:wang'],
    ])
    expect(log[0]?.details).toMatchObject({ reason: order.reason, from: 'signed', to: 'signed' })

    const { engine, meter } = world.engine()
    engine.start()
    await meter.reached('engine.checks_total', 1)
    expect(await world.agreement(account)).toMatchObject({ state: 'terminated', terminationAskedAt: null })
    expect((await world.events()).map(({ type }) => type)).toEqual(['agreement.signed', 'agreement.terminated'])
    expect(gateway.terminated).toEqual([account])
  })

  test.each(['', 'other@example.com', '2088000000000000'])('is not sent where %j confirms it', async (confirm) => {
    const { first, gateway } = await signedWorld()
    expect(await refusal(first.terminate({ ...order, confirm }))).toBe('termination-confirmation-differs')
    expect(gateway.terminated).toEqual([])
  })

  test('by id is confirmed by the account, not by the id', async () => {
    const { first, gateway, ...world } = await signedWorld()
    const { id } = await world.agreement(account)
    const byId = { ...order, agreement: { by: 'id', id } } as const
    expect(await refusal(first.terminate({ ...byId, confirm: id }))).toBe('termination-confirmation-differs')
    gateway.will(account, accepted)
    expect((await first.terminate({ ...byId, confirm: email })).outcome.outcome).toBe('accepted')
  })

  test('needs a reason, and an agreement that Alipay has confirmed since anybody doubted it', async () => {
    const { first, gateway, clock } = await signedWorld()
    expect(await refusal(first.terminate({ ...order, reason: ' ' }))).toBe('reason-missing')
    const unknown = { by: 'email', email: 'nobody@example.com' } as const
    expect(await refusal(first.terminate({ ...order, agreement: unknown }))).toBe('agreement-unknown')
    await first.reportCode({ profileId, agreement, code: 'ILLEGAL_EMAIL', source: 'operation', actor: 'cli' })
    expect(await refusal(first.terminate(order))).toBe('agreement-doubted')
    clock.advance(hour)
    gateway.will(account, gone)
    await first.check({ profileId, agreement, actor: 'cli' })
    expect(await refusal(first.terminate(order))).toBe('agreement-not-signed')
    expect(gateway.terminated).toEqual([])
  })

  test('is held by a hold, a pause and the brake, and tries none of them', async () => {
    const { first, gateway, clock, ...world } = await signedWorld()
    await first.reportCode({ profileId, agreement, code: 'SYSTEM_ERROR', source: 'page', actor: 'cli' })
    expect(await refusal(first.terminate(order))).toBe('agreement-held')
    clock.advance(minute)
    await first.check({ profileId, agreement, actor: 'cli' })
    await first.pauseProfile({ profileId, reason: 'maintenance', actor: 'cli' })
    expect(await refusal(first.terminate(order))).toBe('profile-paused')
    await first.resumeProfile({ profileId, reason: 'done', actor: 'cli' })
    for (let number = 1; number <= 5; number++) {
      const other = `agent-${number}@example.com`
      gateway.will(other, { status: 502 })
      await first.check({ profileId, agreement: { by: 'email', email: other }, actor: 'cli' })
    }
    clock.advance(hour)
    // The brake would let a query through by now.
    expect((await first.terminate(order)).outcome).toMatchObject({ outcome: 'held', reason: 'brake' })
    expect(gateway.terminated).toEqual([])
    expect((await world.log()).some(({ kind }) => kind.startsWith('termination.'))).toBe(false)
  })

  test('whose answer is lost is unknown, denies every permission, and is not sent again, until a query has answered', async () => {
    const { first, gateway, clock, ...world } = await signedWorld()
    gateway.will(account, 'reset', { signed: ['T', 'T'] }, accepted)
    expect((await first.terminate(order)).outcome).toEqual({ outcome: 'indeterminate', reason: 'connection-lost' })
    expect(await world.agreement(account)).toMatchObject({ state: 'signed', autoDebit: true })
    const permission = { profileId, agreement, operation: 'cae_charge_agent', actor: 'cli' } as const
    expect(await first.permission(permission)).toMatchObject({ allowed: false, reasonCode: 'doubted' })
    expect(await refusal(first.terminate(order))).toBe('agreement-doubted')
    expect(gateway.terminated).toHaveLength(1)
    clock.advance(second)
    await first.check({ profileId, agreement, actor: 'cli' })
    expect((await first.terminate(order)).outcome.outcome).toBe('accepted')
    expect(gateway.terminated).toHaveLength(2)
  })

  test('that names the merchant itself pauses the profile', async () => {
    const { first, gateway } = await signedWorld()
    gateway.will(account, { code: 'ILLEGAL_PARTNER_EXTERFACE' })
    expect((await first.terminate(order)).outcome).toEqual({ outcome: 'refused', code: 'ILLEGAL_PARTNER_EXTERFACE' })
    expect((await first.profileStatus(profileId)).pause).toMatchObject({ code: 'ILLEGAL_PARTNER_EXTERFACE' })
  })

  test('keeps a query away while it is under way, and gives its claim up where its node never comes back', async () => {
    const { first, gateway, clock, ...world } = await signedWorld()
    const release = gateway.hold()
    gateway.will(account, accepted, gone)
    const lost = first.terminate(order)
    await gateway.reached(2)
    const { engine: second, meter } = world.engine()
    const held = await second.check({ profileId, agreement, actor: 'cli' })
    expect(held.outcome).toMatchObject({ outcome: 'held', reason: 'under-way' })
    // The first node stands still until its claim has run out.
    clock.advance(2 * minute)
    release()
    await lost
    second.start()
    await meter.reached('engine.checks_total', 1)
    expect((await world.agreement(account)).state).toBe('terminated')
    expect((await world.log()).filter(({ kind }) => kind === 'termination.abandoned')).toHaveLength(1)
    expect(gateway.terminated).toHaveLength(1)
  })

  test('leaves no key in the log', async () => {
    const { first, gateway, ...world } = await signedWorld()
    gateway.will(account, accepted)
    await first.terminate({ ...order, reason: `the key is ${keyText}` })
    expect(JSON.stringify(await world.log())).not.toContain(keyText)
  })
})

describe('another Alipay user behind an account', () => {
  const answer = (userId: string) => ({
    body: `<?xml version="1.0"?><alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>T</refund_charge><user_id>${userId}</user_id></alipay>`,
  })
  const one = '2088000000000001'
  const two = '2088000000000002'
  const permission = { profileId, agreement, operation: 'cae_charge_agent', actor: 'cli' } as const

  test('denies every permission until an operator has said who it is', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(account, answer(one), answer(two))
    for (let time = 0; time < 2; time++) await engine.check({ profileId, agreement, actor: 'cli' })
    expect(await world.agreement(account)).toMatchObject({ userId: one, otherUserId: two, attention: 'user-changed' })
    expect(await engine.permission(permission)).toMatchObject({ allowed: false, reasonCode: 'user_changed' })
    const changed = (await world.log()).find(({ kind }) => kind === 'user.changed')
    expect(changed?.details).toEqual({ userId: '***0001', otherUserId: '***0002' })
    expect((await world.events()).map(({ type }) => type)).toContain('agreement.user_changed')

    const confirm = { profileId, agreement, reason: 'asked the agent', actor: 'operator:wang' } as const
    const third = { ...confirm, userId: '2088000000000003' }
    expect(await refusal(engine.confirmUser(third))).toBe('user-not-in-question')
    expect(await engine.confirmUser({ ...confirm, userId: two })).toMatchObject({ userId: two, attention: null })
    expect(await engine.permission(permission)).toMatchObject({ allowed: true })
    expect(await refusal(engine.confirmUser({ ...confirm, userId: two }))).toBe('user-not-in-question')
  })
})
