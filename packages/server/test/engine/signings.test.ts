import { describe, expect, test } from 'vitest'
import type { StartSigningInput } from 'paycircle-server/engine'
import { createWorld, minute, profileId, second, storeWith } from './world.js'

const email = 'agent@example.com'
const start: StartSigningInput = { profileId, email, actor: 'api-key:key_1' }
const agent = { actor: 'agent' } as const

describe('starting a signing', () => {
  test('stores the agreement, the signing and the record together, and nothing goes to the gateway', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const started = await engine.startSigning({
      ...start,
      email: ' Agent@Example.com',
      agentId: 'A-17',
      scope: 'auto-refund',
      returnTo: 'https://platform.example/agents/17?tab=pay',
    })
    expect(started.agreement).toMatchObject({
      account: email,
      accountAsGiven: 'Agent@Example.com',
      agentId: 'A-17',
      state: 'awaiting_signer',
      nextCheckAt: null,
    })
    expect(await world.agreement(email)).toEqual(started.agreement)
    const view = await engine.signingByToken(started.token)
    expect(view).toMatchObject({
      expired: false,
      signing: { id: started.signingId, scope: 'auto-refund', returnTo: 'https://platform.example/agents/17?tab=pay' },
    })
    expect(await world.log()).toMatchObject([
      { kind: 'signing.started', actor: 'api-key:key_1', details: { signingId: started.signingId } },
    ])
    expect(world.gateway.asked).toEqual([])
  })

  test('the token is not in the store', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token } = await engine.startSigning({ ...start, idempotencyKey: 'b7a1' })
    const { readFileSync } = await import('node:fs')
    for (const file of [world.path, `${world.path}-wal`]) {
      const bytes = readFileSync(file)
      expect(bytes.includes(token)).toBe(false)
      expect(bytes.includes(Buffer.from(token, 'base64url'))).toBe(false)
      expect(bytes.includes('b7a1')).toBe(false)
    }
  })

  test('tokens that lead nowhere are unknown', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    for (const token of ['', 'x'.repeat(43), "' or 1=1 --", 'x'.repeat(100_000)]) {
      await expect(engine.signingByToken(token)).rejects.toMatchObject({ code: 'signing-unknown' })
    }
  })

  test('a mobile number is refused with its reason, and nothing is stored', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await expect(engine.startSigning({ ...start, email: '13800138000' })).rejects.toMatchObject({
      code: 'signer-email-is-mobile',
      rows: ['S4-05'],
    })
    expect(await world.log()).toEqual([])
  })

  test.each([
    'https://elsewhere.example/',
    'https://platform.example.evil.example/',
    'https://platform.example@evil.example/',
    'https://user:word@platform.example/',
    'http://platform.example/',
    'https://platform.example:8443/',
    'javascript:alert(1)',
    '//platform.example/',
    '/agents',
  ])('returnTo %s is refused', async (returnTo) => {
    const world = await createWorld()
    const starting = world.engine().engine.startSigning({ ...start, returnTo })
    await expect(starting).rejects.toMatchObject({ code: 'return-to-not-allowed' })
  })

  test.each(['', ' ', 'two\nlines', 'x'.repeat(129)])('agentId %j is refused', async (agentId) => {
    const world = await createWorld()
    await expect(world.engine().engine.startSigning({ ...start, agentId })).rejects.toMatchObject({
      code: 'agent-id-malformed',
    })
  })

  test('an unknown profile is refused, also where its name is a word of the language', async () => {
    const { engine } = (await createWorld()).engine()
    for (const unknown of ['other', '__proto__', 'constructor']) {
      await expect(engine.startSigning({ ...start, profileId: unknown })).rejects.toMatchObject({
        code: 'profile-unknown',
      })
    }
  })

  test('many at once for one agent make one agreement and as many signings', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const started = await Promise.all(Array.from({ length: 12 }, () => engine.startSigning(start)))
    expect(new Set(started.map(({ agreement }) => agreement.id)).size).toBe(1)
    expect(new Set(started.map(({ token }) => token)).size).toBe(12)
    expect(await world.log()).toHaveLength(12)
  })
})

describe('the same request again', () => {
  test('is answered alike and done once, also at the same moment and after a restart', async () => {
    const world = await createWorld()
    const before = world.engine().engine
    const request = { ...start, idempotencyKey: '7f0c1c1e' }
    const [first, second] = await Promise.all([before.startSigning(request), before.startSigning(request)])
    await before.stop()
    await world.reopen()
    const third = await world.engine().engine.startSigning(request)
    for (const again of [second, third]) {
      expect(again).toMatchObject({
        signingId: first.signingId,
        token: first.token,
        expiresAt: first.expiresAt,
      })
    }
    expect([first, second].map(({ replayed }) => replayed).sort()).toEqual([false, true])
    expect(third.replayed).toBe(true)
    expect(await world.log()).toHaveLength(1)
  })

  test('is answered alike also where the agreement has been held since', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const first = await engine.startSigning({ ...start, idempotencyKey: 'k' })
    const agreement = { by: 'email', email } as const
    await engine.reportCode({ profileId, agreement, code: 'SYSTEM_ERROR', source: 'page', actor: 'cli' })
    expect((await engine.startSigning({ ...start, idempotencyKey: 'k' })).token).toBe(first.token)
  })

  test('with other contents is refused', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    await engine.startSigning({ ...start, idempotencyKey: 'k' })
    await expect(engine.startSigning({ ...start, scope: 'auto-refund', idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    })
  })

  test('a key belongs to its profile', async () => {
    const world = await createWorld()
    const { engine } = world.engine({ profiles: [world.profile, { ...world.profile, id: 'other' }] })
    const first = await engine.startSigning({ ...start, idempotencyKey: 'k' })
    const second = await engine.startSigning({ ...start, profileId: 'other', idempotencyKey: 'k' })
    expect(second.signingId).not.toBe(first.signingId)
  })

  test.each(['', 'two words', 'x'.repeat(256), '键'])('key %j is refused', async (idempotencyKey) => {
    const { engine } = (await createWorld()).engine()
    await expect(engine.startSigning({ ...start, idempotencyKey })).rejects.toMatchObject({
      code: 'idempotency-key-malformed',
    })
  })
})

describe('departing', () => {
  test('commits the departure and its follow-up before the signed request is handed out', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token, signingId } = await engine.startSigning({ ...start, scope: 'auto-refund' })
    const departure = await engine.depart(token, { ...agent, userAgent: 'Mozilla/5.0' })
    const url = new URL(departure.request.url)
    expect(url.origin + url.pathname).toBe(world.gateway.url)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      service: 'sign_protocol_with_partner',
      email,
      sign_channel: 'NORMAL',
    })
    const now = world.clock.now()
    expect(await world.agreement(email)).toMatchObject({
      state: 'awaiting_signer',
      departedAt: now,
      followUpStep: 0,
      nextCheckAt: now + 30 * second,
    })
    expect((await world.log()).at(-1)).toMatchObject({
      kind: 'signing.departed',
      operationId: departure.operationId,
      actor: 'agent',
      details: { signingId, userAgent: 'Mozilla/5.0' },
    })
    expect((await world.store.signing(signingId))?.departedAt).toBe(now)
  })

  test('again is recorded again, and postpones nothing', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token } = await engine.startSigning(start)
    await engine.depart(token, agent)
    const due = (await world.agreement(email)).nextCheckAt
    world.clock.advance(10 * second)
    await engine.depart(token, agent)
    expect(await world.agreement(email)).toMatchObject({ nextCheckAt: due, departedAt: world.clock.now() })
    expect((await world.log()).filter(({ kind }) => kind === 'signing.departed')).toHaveLength(2)
  })

  test('by a link that ran out is refused and recorded nowhere', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token, expiresAt } = await engine.startSigning(start)
    world.clock.advance(expiresAt - world.clock.now())
    expect((await engine.signingByToken(token)).expired).toBe(true)
    await expect(engine.depart(token, agent)).rejects.toMatchObject({ code: 'signing-expired' })
    expect(await world.log()).toHaveLength(1)
  })

  test('by a link that runs out at that moment is refused as well', async () => {
    const world = await createWorld()
    const { token, expiresAt } = await world.engine().engine.startSigning(start)
    let reads = 0
    const store = storeWith(world.store, {
      async agreement(id) {
        const row = await world.store.agreement(id)
        if (++reads === 2) world.clock.advance(expiresAt - world.clock.now())
        return row
      },
    })
    await expect(world.engine({ store }).engine.depart(token, agent)).rejects.toMatchObject({ code: 'signing-expired' })
    expect(await world.log()).toHaveLength(1)
  })

  test('reading the link changes nothing', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token, agreement } = await engine.startSigning(start)
    await engine.signingByToken(token)
    await engine.signingByToken(token)
    expect(await world.agreement(email)).toEqual(agreement)
    expect(await world.log()).toHaveLength(1)
  })
})

describe('arriving', () => {
  test('brings the query forward and settles nothing', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token } = await engine.startSigning(start)
    await engine.depart(token, agent)
    world.clock.advance(5 * second)
    const { agreement } = await engine.arrive(token)
    expect(agreement).toMatchObject({ state: 'awaiting_signer', nextCheckAt: world.clock.now() })
    expect((await world.log()).at(-1)).toMatchObject({ kind: 'signing.arrived', actor: 'agent' })
  })

  test('over and over is recorded once in 30 s and brings no query closer than 30 s to the one before', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token } = await engine.startSigning(start)
    await engine.depart(token, agent)
    world.clock.advance(10 * minute)
    const { agreement } = await engine.check({ profileId, agreement: { by: 'email', email }, actor: 'cli' })
    const checkedAt = agreement?.lastCheckAt ?? 0
    for (let round = 0; round < 60; round++) {
      await engine.arrive(token)
      expect((await world.agreement(email)).nextCheckAt).toBe(checkedAt + 30 * second)
      world.clock.advance(second)
    }
    expect((await world.log()).filter(({ kind }) => kind === 'signing.arrived')).toHaveLength(2)
  })

  test('without a departure asks nothing', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const { token } = await engine.startSigning(start)
    expect((await engine.arrive(token)).agreement.nextCheckAt).toBeNull()
  })
})

describe('a link without a start page', () => {
  test('is logged and followed up like a departure', async () => {
    const world = await createWorld()
    const { engine } = world.engine()
    const link = await engine.buildLink({ profileId, email, signChannel: 'NORMAL', actor: 'cli' })
    expect(link.request.fields).toMatchObject({ email, sign_channel: 'NORMAL' })
    expect(link.agreement).toMatchObject({ state: 'awaiting_signer', nextCheckAt: world.clock.now() + 30 * second })
    expect(await world.agreement(email)).toEqual(link.agreement)
    expect(await world.log()).toMatchObject([
      { kind: 'link.built', operationId: link.operationId, actor: 'cli', details: { signChannel: 'NORMAL' } },
    ])
  })
})

describe('a hold', () => {
  async function held() {
    const world = await createWorld()
    const { engine, meter } = world.engine()
    const { token } = await engine.startSigning(start)
    const reported = await engine.reportCode({
      profileId,
      agreement: { by: 'email', email },
      code: 'SYSTEM_ERROR',
      source: 'page',
      actor: 'api-key:key_1',
    })
    return { world, engine, meter, token, reported }
  }

  test('a reported code sets it and brings a query forward', async () => {
    const { world, reported } = await held()
    const now = world.clock.now()
    expect(reported).toMatchObject({ holdCode: 'SYSTEM_ERROR', holdSince: now, holdOpensBy: 'query', nextCheckAt: now })
    expect((await world.log()).at(-1)).toMatchObject({ kind: 'code.reported', code: 'SYSTEM_ERROR' })
    expect((await world.events()).map(({ type }) => type)).toEqual(['agreement.held'])
  })

  test('forbids signings, departures and links, each with the code', async () => {
    const { engine, token } = await held()
    const refused = { code: 'agreement-held', fields: { code: 'SYSTEM_ERROR' }, rows: ['S3-21', 'Q3-20'] }
    await expect(engine.startSigning(start)).rejects.toMatchObject(refused)
    await expect(engine.depart(token, agent)).rejects.toMatchObject(refused)
    await expect(engine.buildLink({ profileId, email, actor: 'cli' })).rejects.toMatchObject(refused)
  })

  test('a readable answer opens it', async () => {
    const { world, engine, token } = await held()
    const { agreement } = await engine.check({ profileId, agreement: { by: 'email', email }, actor: 'cli' })
    expect(agreement).toMatchObject({ holdCode: null, holdSince: null, holdOpensBy: null })
    await engine.depart(token, agent)
    expect((await world.events()).map(({ type }) => type)).toEqual(['agreement.held', 'agreement.released'])
  })

  test('an operator opens it with a reason, once', async () => {
    const { world, engine } = await held()
    const release = { profileId, agreement: { by: 'email', email }, actor: 'operator:li' } as const
    await expect(engine.release({ ...release, reason: '' })).rejects.toMatchObject({ code: 'reason-missing' })
    const row = await engine.release({ ...release, reason: '已向支付宝技术支持确认' })
    expect(row.holdCode).toBeNull()
    expect((await world.log()).at(-1)).toMatchObject({
      kind: 'hold.released',
      actor: 'operator:li',
      details: { reason: '已向支付宝技术支持确认' },
    })
    await expect(engine.release({ ...release, reason: 'again' })).rejects.toMatchObject({ code: 'agreement-not-held' })
  })

  test.each(['', 'two words', '<b>', 'x'.repeat(101)])('a reported code %j is refused', async (code) => {
    const { engine } = await held()
    const agreement = { by: 'email', email } as const
    await expect(engine.reportCode({ profileId, agreement, code, source: 'page', actor: 'cli' })).rejects.toMatchObject(
      { code: 'code-malformed' },
    )
  })
})

test('a stopped engine takes no new work, and the log stays whole', async () => {
  const world = await createWorld()
  const { engine } = world.engine()
  const { token } = await engine.startSigning(start)
  await engine.stop()
  await engine.stop()
  await expect(engine.startSigning(start)).rejects.toMatchObject({ code: 'engine-stopped' })
  await expect(engine.depart(token, agent)).rejects.toMatchObject({ code: 'engine-stopped' })
  expect(await world.log()).toHaveLength(1)
})
