import { describe, expect, it } from 'vitest'
import type { RosterEntryRow } from 'paycircle-server/store/port'
import type { Engine, RosterRecord } from 'paycircle-server/engine'
import { createWorld, minute, profileId, second, type World } from '../world.js'

const digest = 'd'.repeat(64)

function records(...emails: string[]): RosterRecord[] {
  return emails.map((email, index) => ({ line: index + 2, email, account: '' }))
}

async function listed(engine: Engine, rows: readonly RosterRecord[], restart = false): Promise<string> {
  const { rosterId } = await engine.rosters.open({ profileId, digest, restart, actor: 'cli' })
  await engine.rosters.list(rosterId, rows)
  await engine.rosters.listed(rosterId)
  return rosterId
}

const run = (engine: Engine, rosterId: string, signal = new AbortController().signal) =>
  engine.rosters.run(rosterId, { actor: 'cli', signal })

async function entries({ store }: World, rosterId: string): Promise<readonly RosterEntryRow[]> {
  return store.rosterEntries(rosterId, 0, 200)
}

describe('checking a roster', () => {
  it('asks once about each account, keeps what came of it, and logs the end', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    world.gateway.will('a@example.com', { signed: ['T', 'F'] })
    world.gateway.will('c@example.com', { code: 'SYSTEM_ERROR' })
    const rosterId = await listed(
      engine,
      records('A@example.com', 'b@example.com', 'a@EXAMPLE.com', 'c@example.com', '13800138000', 'no address'),
    )
    expect(await run(engine, rosterId)).toBe('finished')
    expect([...world.gateway.asked].sort()).toEqual(['a@example.com', 'b@example.com', 'c@example.com'])
    const at = world.clock.now()
    expect(await entries(world, rosterId)).toMatchObject([
      {
        line: 2,
        given: 'A@example.com',
        outcome: 'signed',
        autoDebit: true,
        autoRefund: false,
        state: 'signed',
        checkedAt: at,
      },
      { line: 3, outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER', state: 'not_signed' },
      { line: 5, outcome: 'indeterminate', code: 'SYSTEM_ERROR', reason: 'indeterminate-code' },
      { line: 6, account: null, given: '13800138000', outcome: 'invalid', reason: 'signer-email-is-mobile' },
      { line: 7, account: null, outcome: 'invalid', reason: 'email-malformed' },
    ])
    expect(await engine.rosters.progress(rosterId)).toMatchObject({
      entries: 5,
      pending: 0,
      outcomes: { signed: 1, not_signed: 1, indeterminate: 1, invalid: 2 },
      changes: { 'agreement.signed': 1 },
    })
    const log = await world.log()
    expect(log.at(0)).toMatchObject({ kind: 'roster.started', operationId: rosterId, details: { digest } })
    expect(log.at(-1)).toMatchObject({ kind: 'roster.finished', operationId: rosterId, details: { entries: 5 } })
    expect((await world.agreement('a@example.com')).state).toBe('signed')
  })

  it('goes on where it stopped, in a new process, and begins anew once it was finished', async () => {
    const world = await createWorld()
    const emails = Array.from({ length: 20 }, (_, index) => `agent${index}@example.com`)
    const stop = new AbortController()
    const first = world.engine({ limits: { callSpacingMs: 0 } }).engine
    const rosterId = await listed(first, records(...emails))
    world.gateway.will('agent3@example.com', 'hang')
    const ended = run(first, rosterId, stop.signal)
    await world.gateway.reached(20)
    await expect.poll(async () => (await first.rosters.progress(rosterId)).pending).toBe(1)
    stop.abort()
    world.clock.advance(20 * second)
    expect(await ended).toBe('finished')

    const again = await first.rosters.open({ profileId, digest, restart: false, actor: 'cli' })
    expect(again).toMatchObject({ resumed: false, listed: false })
    await first.rosters.list(again.rosterId, records(...emails))
    await first.rosters.listed(again.rosterId)
    expect(await entries(world, rosterId)).toEqual([])
    await first.stop()
    await world.reopen()
    const second_ = world.engine().engine
    const resumed = await second_.rosters.open({ profileId, digest, restart: false, actor: 'cli' })
    expect(resumed).toEqual({ rosterId: again.rosterId, resumed: true, listed: true })
    const anew = await second_.rosters.open({ profileId, digest, restart: true, actor: 'cli' })
    expect(anew.rosterId).not.toBe(again.rosterId)
  })

  it('pauses when told to: no new query, those under way end and are kept', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const emails = Array.from({ length: 400 }, (_, index) => `agent${index}@example.com`)
    const rosterId = await listed(engine, records(...emails))
    const release = world.gateway.hold()
    const stop = new AbortController()
    const ended = run(engine, rosterId, stop.signal)
    await world.gateway.reached(64)
    stop.abort()
    release()
    expect(await ended).toBe('paused')
    const { pending, outcomes } = await engine.rosters.progress(rosterId)
    expect(outcomes.not_signed).toBe(world.gateway.asked.length)
    expect(pending).toBe(400 - world.gateway.asked.length)
    expect(pending).toBeGreaterThan(100)
    expect(await run(engine, rosterId)).toBe('finished')
    expect(new Set(world.gateway.asked).size).toBe(400)
    expect(world.gateway.asked).toHaveLength(400)
  })

  it('has no more than 64 calls in flight, and is one run at a time', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const rosterId = await listed(engine, records(...Array.from({ length: 300 }, (_, n) => `agent${n}@example.com`)))
    const release = world.gateway.hold()
    const ended = run(engine, rosterId)
    await world.gateway.reached(64)
    await expect(run(engine, rosterId)).rejects.toMatchObject({ code: 'roster-running' })
    expect(world.gateway.asked).toHaveLength(64)
    release()
    await ended
  })

  it('keeps the pace of the profile, and lets a request in between', async () => {
    const world = await createWorld()
    const { engine, meter } = world.engine({ limits: { callSpacingMs: 500 } })
    const rosterId = await listed(engine, records(...Array.from({ length: 8 }, (_, n) => `agent${n}@example.com`)))
    const ended = run(engine, rosterId)
    await world.gateway.reached(1)
    const asked = engine.check({ profileId, agreement: { by: 'email', email: 'urgent@example.com' }, actor: 'cli' })
    for (let call = 2; call <= 9; call++) {
      await expect.poll(() => world.clock.pending).toBeGreaterThan(0)
      expect(world.gateway.asked.length).toBeLessThan(call)
      world.clock.advance(500)
      await world.gateway.reached(call)
    }
    await asked
    expect(await ended).toBe('finished')
    expect(world.gateway.asked.indexOf('urgent@example.com')).toBeLessThan(4)
    expect(meter.total('engine.checks_total')).toBe(9)
  })

  it('waits for a claim that a killed node left behind, and asks nothing twice', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const rosterId = await listed(engine, records('a@example.com', 'b@example.com'))
    const leaseUntil = world.clock.now() + minute
    const row = await engine.reportCode({
      profileId,
      agreement: { by: 'email', email: 'a@example.com' },
      code: 'X',
      source: 'page',
      actor: 'cli',
    })
    const changes = { leaseToken: 'op_gone', leaseUntil, updatedAt: world.clock.now() }
    await world.store.commit({
      guards: [],
      writes: [{ write: 'update-agreement', agreementId: row.id, changes }],
      log: [],
    })
    const ended = run(engine, rosterId)
    // It looks again early, ever less often, and not once more than there is time for.
    const waitsUntil = async () => (await engine.rosters.progress(rosterId)).waitsUntil
    for (const waitMs of [50, 200, 800, 3200, 12_800]) {
      await expect.poll(waitsUntil).toBe(world.clock.now() + waitMs)
      world.clock.advance(waitMs)
    }
    await expect.poll(waitsUntil).toBe(leaseUntil)
    expect(world.gateway.asked).toEqual(['b@example.com'])
    world.clock.advance(leaseUntil - world.clock.now())
    expect(await ended).toBe('finished')
    expect(world.gateway.asked).toEqual(['b@example.com', 'a@example.com'])
  })

  it('asks soon about whom another node asked first, and not when that node’s claim would run out', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const rosterId = await listed(engine, records('a@example.com'))
    const leaseUntil = world.clock.now() + minute
    const row = await engine.reportCode({
      profileId,
      agreement: { by: 'email', email: 'a@example.com' },
      code: 'X',
      source: 'page',
      actor: 'cli',
    })
    const leased = (leaseToken: string | null) =>
      world.store.commit({
        guards: [],
        writes: [
          {
            write: 'update-agreement',
            agreementId: row.id,
            changes: {
              leaseToken,
              leaseUntil: leaseToken === null ? null : leaseUntil,
              updatedAt: world.clock.now(),
            },
          },
        ],
        log: [],
      })
    await leased('op_elsewhere')
    const ended = run(engine, rosterId)
    await expect.poll(async () => (await engine.rosters.progress(rosterId)).waitsUntil).toBe(world.clock.now() + 50)
    await leased(null)
    world.clock.advance(50)
    expect(await ended).toBe('finished')
    expect(world.gateway.asked).toEqual(['a@example.com'])
  })

  it('answers from the store what the cool-down keeps from being asked', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await engine.check({ profileId, agreement: { by: 'email', email: 'a@example.com' }, actor: 'cli' })
    const checkedAt = world.clock.now()
    world.clock.advance(second)
    const rosterId = await listed(engine, records('a@example.com'))
    expect(await run(engine, rosterId)).toBe('finished')
    expect(world.gateway.asked).toHaveLength(1)
    expect(await entries(world, rosterId)).toMatchObject([
      { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER', reason: 'cool-down', checkedAt },
    ])
  })

  it('stops after five queries of which nothing was sent, and keeps them to be asked', async () => {
    const world = await createWorld()
    await world.gateway.close()
    const { engine } = world.engine()
    const rosterId = await listed(engine, records(...Array.from({ length: 500 }, (_, n) => `agent${n}@example.com`)))
    expect(await run(engine, rosterId)).toBe('unreachable')
    expect((await engine.rosters.progress(rosterId)).pending).toBe(500)
  })

  it('ends with the error where the profile is paused', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const rosterId = await listed(engine, records('a@example.com', 'b@example.com'))
    await engine.pauseProfile({ profileId, reason: 'contract renewed', actor: 'operator:wang' })
    await expect(run(engine, rosterId)).rejects.toMatchObject({ code: 'profile-paused' })
    expect(world.gateway.asked).toEqual([])
    expect((await engine.rosters.progress(rosterId)).pending).toBe(2)
  })

  it('says that a roster is unknown', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await expect(run(engine, 'rst_0')).rejects.toMatchObject({ code: 'roster-unknown' })
    await expect(engine.rosters.progress('rst_0')).rejects.toMatchObject({ code: 'roster-unknown' })
  })
})
