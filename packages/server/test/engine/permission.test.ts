import { describe, expect, it } from 'vitest'
import { agreementStates } from 'paycircle/internal/vocabulary'
import { nothingKnown, type AgreementFacts } from 'paycircle-server/lifecycle'
import { guardedOperations, type GuardedOperation } from 'paycircle-server/engine'
import { permissionBy } from '../../src/engine/permission.js'
import { createWorld, hour, minute, profileId, second } from './world.js'

const now = Date.UTC(2026, 3, 1)
const day = 24 * hour
const operations = Object.keys(guardedOperations) as GuardedOperation[]

/** Every standing that bears on a permission. */
const standings = agreementStates.flatMap((state) =>
  [
    null,
    { autoDebit: true, autoRefund: true },
    { autoDebit: true, autoRefund: false },
    { autoDebit: false, autoRefund: true },
  ].flatMap((halves) =>
    [false, true].flatMap((held) =>
      [null, 0, day, day + 1, -10 * minute].flatMap((age) =>
        [false, true].flatMap((doubted) =>
          (['signed', 'refused', 'indeterminate', 'not_sent'] as const).map((lastOutcome) => ({
            age,
            held,
            doubted,
            facts: {
              ...nothingKnown,
              state,
              halves,
              hold: held ? { code: 'SYSTEM_ERROR', since: now, opensBy: 'query' } : null,
              confirmedAt: age === null ? null : now - age,
              doubtedAt: doubted ? now : null,
              lastOutcome,
            } satisfies AgreementFacts,
          })),
        ),
      ),
    ),
  ),
)

describe('a permission', () => {
  it.each(operations)(
    'for %s rests on a signed half, fresh, undisputed and not held, in every standing there is',
    (operation) => {
      const half = guardedOperations[operation]
      for (const { facts, age, held, doubted } of standings) {
        const reason = permissionBy(facts, half, day, now)
        const inOrder =
          facts.state === 'signed' &&
          facts.halves?.[half] === true &&
          !held &&
          !doubted &&
          facts.lastOutcome !== 'refused' &&
          (age === 0 || age === day)
        expect(reason === 'signed', JSON.stringify(facts)).toBe(inOrder)
      }
    },
  )

  it('names the hold before all else, then the state, the half, and last what is wrong with the answer', () => {
    const signed = {
      ...nothingKnown,
      state: 'signed',
      halves: { autoDebit: true, autoRefund: false },
      confirmedAt: now,
    } as const
    const reasonOf = (facts: Partial<AgreementFacts>) => permissionBy({ ...signed, ...facts }, 'autoDebit', day, now)
    expect(reasonOf({ state: 'terminated', hold: { code: 'X', since: now, opensBy: 'query' } })).toBe('held')
    for (const state of agreementStates) {
      expect(reasonOf({ state, confirmedAt: now - 2 * day })).toBe(state === 'signed' ? 'stale' : state)
    }
    expect(permissionBy(signed, 'autoRefund', day, now)).toBe('half_missing')
    expect(reasonOf({ lastOutcome: 'refused', confirmedAt: null })).toBe('refused')
    expect(reasonOf({ doubtedAt: now, confirmedAt: null })).toBe('doubted')
    expect(reasonOf({ doubtedAt: now - 1 })).toBe('signed')
  })

  it('asks auto-debit of the cae operation, and auto-refund of the other three', () => {
    expect(guardedOperations).toEqual({
      cae_charge_agent: 'autoDebit',
      refund_fastpay_by_platform_nopwd: 'autoRefund',
      air_trade_refund_freeze: 'autoRefund',
      air_trade_refund_unfreeze: 'autoRefund',
    })
  })
})

const email = 'agent@example.com'
const agreement = { by: 'email', email } as const
const asked = { profileId, agreement, operation: 'cae_charge_agent', actor: 'cli' } as const

describe('asking the engine for a permission', () => {
  it('allows what Alipay has just confirmed, and no more once the answer is older than asked for', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, { signed: ['T', 'F'] })
    await engine.check({ profileId, agreement, actor: 'cli' })
    const checkedAt = world.clock.now()
    expect(await engine.permission(asked)).toEqual({
      allowed: true,
      reasonCode: 'signed',
      half: 'autoDebit',
      checkedAt,
    })
    expect(await engine.permission({ ...asked, operation: 'air_trade_refund_freeze' })).toMatchObject({
      allowed: false,
      reasonCode: 'half_missing',
    })
    world.clock.advance(24 * hour)
    expect(await engine.permission(asked)).toMatchObject({ allowed: true })
    world.clock.advance(1)
    expect(await engine.permission(asked)).toMatchObject({ allowed: false, reasonCode: 'stale', checkedAt })
    expect(await engine.permission({ ...asked, maxAgeS: 2 * 24 * 3600 })).toMatchObject({ allowed: true })
  })

  it('queues one query where the answer is too old, and allows again when it is answered', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, { signed: ['T', 'T'] })
    await engine.check({ profileId, agreement, actor: 'cli' })
    world.clock.advance(25 * hour)
    await engine.permission(asked)
    const { nextCheckAt } = await world.agreement(email)
    expect(nextCheckAt).toBe(world.clock.now())
    engine.start()
    await world.gateway.reached(2)
    await expect.poll(async () => (await engine.permission(asked)).allowed).toBe(true)
    expect(world.gateway.asked).toHaveLength(2)
  })

  it('brings no query closer than half a minute to the one before, however often it is asked', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, { signed: ['T', 'T'] })
    await engine.check({ profileId, agreement, actor: 'cli' })
    for (let times = 0; times < 5; times++) await engine.permission({ ...asked, maxAgeS: 0 })
    world.clock.advance(1)
    await engine.permission({ ...asked, maxAgeS: 0 })
    expect((await world.agreement(email)).nextCheckAt).toBe(world.clock.now() - 1 + 30 * second)
  })

  it('of an agent that nobody has asked about says unknown and has Alipay asked', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    expect(await engine.permission(asked)).toEqual({
      allowed: false,
      reasonCode: 'unknown',
      half: 'autoDebit',
      checkedAt: null,
    })
    expect((await world.agreement(email)).nextCheckAt).toBe(world.clock.now())
  })

  it('refuses what cannot be asked about, and stores nothing of it', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const wrong = { ...asked, agreement: { by: 'email', email: '13800138000' } } as const
    await expect(engine.permission(wrong)).rejects.toMatchObject({ code: 'email-malformed' })
    await expect(engine.permission({ ...asked, agreement: { by: 'id', id: 'agr_0' } })).rejects.toMatchObject({
      code: 'agreement-unknown',
    })
    expect((await world.store.agreements({ profileId, limit: 10 })).rows).toEqual([])
  })

  it('falls with a code that somebody reports, and comes back with the next answer alone', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, { signed: ['T', 'T'] })
    await engine.check({ profileId, agreement, actor: 'cli' })
    world.clock.advance(minute)
    const report = { profileId, agreement, source: 'operation', actor: 'cli' } as const
    await engine.reportCode({
      ...report,
      code: 'SELLER_NOT_SIGN_PROTOCOL',
      operation: 'refund_fastpay_by_platform_nopwd',
    })
    expect(await engine.permission(asked)).toMatchObject({ allowed: false, reasonCode: 'doubted' })
    expect((await world.agreement(email)).nextCheckAt).toBe(world.clock.now())
    world.clock.advance(second)
    await engine.check({ profileId, agreement, actor: 'cli' })
    expect(await engine.permission(asked)).toMatchObject({ allowed: true })
  })

  it('is not given while a hold stands, and an answer asked for before a report does not count after it', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, { signed: ['T', 'T'] })
    await engine.check({ profileId, agreement, actor: 'cli' })
    const release = world.gateway.hold()
    const late = engine.check({ profileId, agreement, actor: 'cli' })
    await world.gateway.reached(2)
    world.clock.advance(second)
    await engine.reportCode({ profileId, agreement, code: 'SYSTEM_ERROR', source: 'page', actor: 'cli' })
    expect(await engine.permission(asked)).toMatchObject({ allowed: false, reasonCode: 'held' })
    release()
    await late
    expect(await engine.permission(asked)).toMatchObject({ allowed: false, reasonCode: 'held' })
    await engine.release({ profileId, agreement, reason: 'looked at it', actor: 'operator:wang' })
    expect(await engine.permission(asked)).toMatchObject({ allowed: false, reasonCode: 'doubted' })
  })

  it('logs a verdict once an hour for each answer that it rests on, before it is given', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will(email, { signed: ['T', 'F'] })
    await engine.check({ profileId, agreement, actor: 'cli' })
    const told = async () => (await world.log()).filter(({ kind }) => kind === 'permission.asked')
    for (let times = 0; times < 100; times++) await engine.permission(asked)
    expect(await told()).toHaveLength(1)
    await engine.permission({ ...asked, operation: 'air_trade_refund_unfreeze' })
    expect((await told()).map(({ details }) => details.reasonCode)).toEqual(['signed', 'half_missing'])
    world.clock.advance(hour)
    await engine.permission(asked)
    expect(await told()).toHaveLength(3)
  })

  it('has Alipay asked about an account that a refund named and nobody knew', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const seller = { by: 'email', email: 'Seller@example.com' } as const
    const report = { profileId, agreement: seller, source: 'operation', actor: 'cli' } as const
    const row = await engine.reportCode({ ...report, code: 'ROYALTYER_NOT_SIGN_PROTOCOL' })
    expect(row).toMatchObject({ account: 'seller@example.com', nextCheckAt: world.clock.now(), holdCode: null })
    const wrong = { ...report, agreement: { by: 'email', email: 'no address' } } as const
    await expect(engine.reportCode({ ...wrong, code: 'X' })).rejects.toMatchObject({ code: 'email-malformed' })
  })
})
