import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { createWatch } from 'paycircle-server/alarms'
import { apiPath, endpoints } from 'paycircle-server/api'
import { storeError, type Store, type Unit } from 'paycircle-server/store/port'
import { startReceiver, type Receiver } from '../delivery/receiver.js'
import { setStage, type Stage, type StageOptions } from './stage.js'

type Endpoints = typeof endpoints
type PostId = { [Id in keyof Endpoints]: Endpoints[Id]['method'] extends 'POST' ? Id : never }[keyof Endpoints]

/** A request that the endpoint accepts, once what it needs is there. */
type Prepare = (stage: Stage, receiver: Receiver) => Promise<readonly [path: string, body?: object]>

const email = 'agent@example.com'
const signed = 'signed@example.com'
const reason = 'asked by telephone'

const makeWebhook = async (stage: Stage, receiver: Receiver) =>
  (await stage.api(apiPath.webhooks(), { url: receiver.url })).json.id

/** An event whose delivery was given up. */
async function deadDelivery(stage: Stage, receiver: Receiver) {
  const webhookId = await makeWebhook(stage, receiver)
  const row = { id: 'evt_1', profileId: 'demo', agreementId: null, type: 'profile.paused', payload: '{}', createdAt: 1 }
  await stage.store.commit({ guards: [], writes: [{ write: 'insert-event', row }], log: [] })
  const [delivery] = (await stage.store.deliveries({ webhookId, limit: 1 })).rows
  const changes = { state: 'dead', settledAt: stage.clock.now() } as const
  const write = { write: 'update-delivery', deliveryId: delivery?.id ?? '', changes } as const
  await stage.store.commit({ guards: [], writes: [write], log: [] })
  return webhookId
}

const staged = (stage: Stage) =>
  stage.api(apiPath.profileKey('demo', 'stage'), { key: 'n3wk3yn3wk3yn3wk3yn3wk3yn3wk3y00' })

/** Every POST of the interface: one that is added without a case here does not compile. */
const cases: Readonly<Record<PostId, Prepare>> = {
  startSigning: async () => Promise.resolve([apiPath.signings(), { email }]),
  makeAgentLink: async () => Promise.resolve([apiPath.agentLinks(), { email, purpose: 'status' }]),
  checkAgreement: async () => Promise.resolve([apiPath.agreementCheck(email)]),
  async releaseAgreement(stage) {
    await stage.api(apiPath.agreementReportedCodes(email), { code: 'SYSTEM_ERROR', source: 'page' })
    return [apiPath.agreementRelease(email), { reason }]
  },
  async terminateAgreement(stage) {
    await stage.api(apiPath.agreementCheck(signed), {})
    return [apiPath.agreementTermination(signed), { confirm: signed, reason }]
  },
  async confirmUser(stage) {
    await stage.api(apiPath.agreementCheck(signed), {})
    const row = await stage.engine.agreement('demo', { by: 'email', email: signed })
    if (row === undefined) throw new Error('nothing is known of the agent')
    const changes = { otherUserId: '2088000000000099', updatedAt: stage.clock.now() } as const
    await stage.store.commit({
      guards: [],
      writes: [{ write: 'update-agreement', agreementId: row.id, changes }],
      log: [],
    })
    return [apiPath.agreementUser(signed), { userId: '2088000000000099', reason }]
  },
  reportCode: async () =>
    Promise.resolve([apiPath.agreementReportedCodes(email), { code: 'SYSTEM_ERROR', source: 'page' }]),
  goLive: async () => Promise.resolve([apiPath.profileGoLive('demo'), { overrideReason: 'tested at the old service' }]),
  stageKey: async () =>
    Promise.resolve([apiPath.profileKey('demo', 'stage'), { key: 'n3wk3yn3wk3yn3wk3yn3wk3yn3wk3y00' }]),
  async probeKey(stage) {
    await staged(stage)
    return [apiPath.profileKey('demo', 'probe'), { email }]
  },
  async switchKey(stage) {
    await staged(stage)
    return [apiPath.profileKey('demo', 'switch')]
  },
  async returnKey(stage) {
    await staged(stage)
    await stage.api(apiPath.profileKey('demo', 'switch'), {})
    return [apiPath.profileKey('demo', 'return'), { reason }]
  },
  pauseProfile: async () => Promise.resolve([apiPath.profilePause('demo'), { reason }]),
  async resumeProfile(stage) {
    await stage.api(apiPath.profilePause('demo'), { reason })
    return [apiPath.profileResume('demo'), { reason }]
  },
  async acknowledgeAlarm(stage) {
    const { store, clock, engine } = stage
    await stage.api(apiPath.profilePause('demo'), { reason })
    await createWatch({ store, clock, channels: [], profileIds: () => engine.profiles.keys() }).look()
    return [apiPath.alarmAcknowledgement('profile-paused:demo')]
  },
  startRoster: async () => Promise.resolve([apiPath.rosters(), { accounts: [{ email }] }]),
  createApiKey: async () => Promise.resolve([apiPath.apiKeys(), { name: 'booking site' }]),
  async revokeApiKey(stage) {
    const { json } = await stage.api(apiPath.apiKeys(), { name: 'booking site' })
    return [apiPath.apiKeyRevocation(json.id)]
  },
  createWebhook: async (_stage, receiver) => Promise.resolve([apiPath.webhooks(), { url: receiver.url }]),
  rotateWebhookSecret: async (stage, receiver) => [apiPath.webhookSecret(await makeWebhook(stage, receiver))],
  testWebhook: async (stage, receiver) => [apiPath.webhookTest(await makeWebhook(stage, receiver))],
  replayEvents: async (stage, receiver) => [
    apiPath.webhookReplay(await deadDelivery(stage, receiver)),
    { from: 'evt_1' },
  ],
  replayDelivery: async (stage, receiver) => [
    apiPath.webhookDeliveryReplay(await deadDelivery(stage, receiver), 'evt_1'),
  ],
}

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function begin(options: StageOptions = {}) {
  const receiver = await startReceiver()
  closing.push(() => receiver.close())
  const stage = await setStage(options)
  closing.unshift(() => stage.close())
  return { stage, receiver }
}

const optionsOf = (id: string): StageOptions =>
  id === 'goLive'
    ? { profile: { gateway: undefined, mode: 'live', accountClass: 'contracted' } as object, sandbox: false }
    : {}

/** The store, whose every unit is looked at first; one that is answered with an error is not written. */
function around(store: Store, look: (unit: Unit) => Error | undefined): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...values: unknown[]) => {
        const error = name === 'commit' ? look(values[0] as Unit) : undefined
        return error === undefined ? (Reflect.apply(value, target, values) as unknown) : Promise.reject(error)
      }
    },
  })
}

/** All that a repeat could do a second time. */
async function traces({ store, simulator, delivery }: Stage, receiver: Receiver) {
  return {
    operations: (await store.operations({ limit: 100 })).rows.length,
    apiKeys: (await store.apiKeys('demo')).length,
    webhooks: (await delivery.list('demo')).length,
    requests: simulator.requests().length,
    received: receiver.received.length,
  }
}

describe('a POST that comes again under its Idempotency-Key', () => {
  for (const id of Object.keys(cases) as PostId[]) {
    it(`is done once and answered alike: ${id}`, async () => {
      const { stage, receiver } = await begin(optionsOf(id))
      const [path, body] = await cases[id](stage, receiver)
      const key = randomUUID()
      const headers = { 'idempotency-key': key }
      const ask = (more: object = {}) => stage.api(path, body ?? {}, { headers, ...more })
      const first = await ask()
      expect(first.status, JSON.stringify(first.json)).toBe(endpoints[id].answer.status)
      const after = await traces(stage, receiver)
      const again = await ask()
      expect([again.status, again.json]).toEqual([first.status, first.json])
      expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true'])
      expect(await traces(stage, receiver)).toEqual(after)

      const reused = await stage.api(apiPath.profilePause('demo'), { reason: 'another request' }, { headers })
      expect([reused.status, reused.json.code]).toEqual([422, 'idempotency-key-reused'])
    })
  }

  it('is not done again where the store failed once Alipay had been called: nobody knows what came of it', async () => {
    const clock = new ManualClock(Date.UTC(2026, 10, 22, 6, 0, 0))
    const answered = (unit: Unit) => unit.log.some(({ kind }) => kind === 'termination.answered')
    const failing = (store: Store): Store =>
      around(store, (unit) => (answered(unit) ? storeError('store-busy', { retryAfterMs: 1000 }) : undefined))
    const { stage, receiver } = await begin({ clock, storeAround: failing })
    const [path, body] = await cases.terminateAgreement(stage, receiver)
    const ask = () => stage.api(path, body, { headers: { 'idempotency-key': 'end-it' } })
    const ended = () => stage.simulator.requests().filter(({ service }) => service === 'customer_unsign').length
    const first = await ask()
    expect([first.status, first.json.code, ended()]).toEqual([503, 'store-busy', 1])
    const again = await ask()
    expect([again.status, again.json.code]).toEqual([409, 'idempotency-key-in-use'])
    clock.advance(5 * 60_000)
    const later = await ask()
    expect([later.status, later.json.code, ended()]).toEqual([409, 'idempotency-outcome-unknown', 1])
  })

  it('is done when it comes again where the store had no room for it', async () => {
    let isBusy = true
    const paused = (unit: Unit) => unit.log.some(({ kind }) => kind === 'profile.paused')
    const failing = (store: Store): Store =>
      around(store, (unit) => (isBusy && paused(unit) ? storeError('store-busy', { retryAfterMs: 1000 }) : undefined))
    const { stage, receiver } = await begin({ storeAround: failing })
    const [path, body] = await cases.pauseProfile(stage, receiver)
    const ask = () => stage.api(path, body, { headers: { 'idempotency-key': 'pause-it' } })
    expect((await ask()).status).toBe(503)
    isBusy = false
    expect((await ask()).status).toBe(200)
  })

  it('keeps neither link, key nor account in clear', async () => {
    const kept: string[] = []
    const recording = (store: Store): Store =>
      around(store, ({ writes }) => {
        for (const write of writes) if (write.write === 'complete-answer') kept.push(write.answer.body)
        return undefined
      })
    const { stage, receiver } = await begin({ storeAround: recording })
    for (const id of ['makeAgentLink', 'createApiKey', 'releaseAgreement'] as const) {
      const [path, body] = await cases[id](stage, receiver)
      await stage.api(path, body ?? {}, { headers: { 'idempotency-key': randomUUID() } })
    }
    expect(kept).toHaveLength(3)
    for (const body of kept) {
      expect(body).toMatch(/^[\w+/]+=*$/)
      expect(Buffer.from(body, 'base64').toString('latin1')).not.toMatch(/https?:|pck_|example/)
    }
  })
})
