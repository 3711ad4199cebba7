import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { apiPath } from 'paycircle-server/api'
import { startReceiver, type Receiver } from '../delivery/receiver.js'
import { setStage, type Stage } from './stage.js'

interface Made {
  readonly id: string
  readonly secret: string
}

describe('webhooks over HTTP', () => {
  let stage: Stage
  let receiver: Receiver

  beforeEach(async () => {
    stage = await setStage()
    receiver = await startReceiver()
  })

  afterEach(async () => {
    await stage.close()
    await receiver.close()
  })

  const create = async (headers: Readonly<Record<string, string>> = {}, body: object = { url: receiver.url }) => {
    const { status, json } = await stage.api(apiPath.webhooks(), body, { headers })
    return { status, made: json as unknown as Made, code: json.code }
  }
  const happen = async (id: string) => {
    const row = { id, profileId: 'demo', agreementId: null, type: 'profile.paused', payload: '{}', createdAt: 1 }
    await stage.store.commit({ guards: [], writes: [{ write: 'insert-event', row }], log: [] })
  }

  it('are made with a secret that is shown once, and stands in clear neither in the store nor in the log', async () => {
    const { status, made } = await create()
    expect(status).toBe(201)
    expect(made.secret).toMatch(/^whsec_[\w+/]{43}=$/)
    const shown = [
      await stage.api(apiPath.webhook(made.id)),
      await stage.api(apiPath.webhooks()),
      (await stage.store.operations({ limit: 50 })).rows,
      await stage.store.sealedSecrets('', 50),
    ]
    expect(JSON.stringify(shown)).toContain(made.id)
    expect(JSON.stringify(shown)).not.toContain(made.secret.slice(6, 30))
  })

  it('are made once for one Idempotency-Key, also by requests at once, and answered with the same secret', async () => {
    const key = { 'idempotency-key': 'a-key' }
    const all = await Promise.all([create(key), create(key), create(key)])
    all.push(await create(key))
    expect(new Set(all.map(({ made }) => made.secret)).size).toBe(1)
    expect(await stage.store.webhooks('demo', 10)).toHaveLength(1)
    expect(JSON.stringify(await stage.store.idempotentAnswer('demo', 'a-key'))).toBeUndefined()
    expect(await create(key, { url: `${receiver.url}/other` })).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    })
  })

  it('rotate their secret once for one Idempotency-Key', async () => {
    const { made } = await create()
    const rotate = () =>
      stage.api(apiPath.webhookSecret(made.id), {}, { headers: { 'idempotency-key': 'turn' } }) as Promise<{
        status: number
        json: unknown
      }>
    const [one, two] = [await rotate(), await rotate()]
    expect(one.status).toBe(200)
    expect((one.json as Made).secret).not.toBe(made.secret)
    expect((two.json as Made).secret).toBe((one.json as Made).secret)
  })

  it('are tested, listed, changed, replayed and deleted', async () => {
    const { made } = await create()
    expect((await stage.api(apiPath.webhookTest(made.id), {})).json).toMatchObject({ delivered: true, status: 204 })
    expect(receiver.received[0]?.event.type).toBe('webhook.test')
    receiver.meet('reset', 204)
    expect((await stage.api(apiPath.webhookTest(made.id), {})).json).toMatchObject({ delivered: false, status: null })
    const { rows: tests } = await stage.store.operations({ profileId: 'demo', kind: 'webhook.tested', limit: 5 })
    const by = { actor: expect.stringMatching(/^api-key:key_/) as string }
    expect(tests).toMatchObject([
      { ...by, details: { webhook: made.id, status: null, failure: 'broken-off' } },
      { ...by, details: { webhook: made.id, status: 204, failure: null, event: receiver.received[0]?.id } },
    ])
    expect(JSON.stringify(tests)).not.toContain(made.secret.slice(6))
    stage.delivery.start()
    await happen('evt_1')
    await receiver.until(3)
    const deliveries = () => stage.api(apiPath.webhookDeliveries(made.id, { state: 'delivered' }))
    await expect.poll(async () => (await deliveries()).json.items.length).toBe(1)
    expect((await stage.api(apiPath.webhookDeliveryReplay(made.id, 'evt_1'), {})).status).toBe(200)
    await receiver.until(4)
    expect(receiver.received.map(({ id }) => id).slice(2)).toEqual(['evt_1', 'evt_1'])
    expect((await stage.api(apiPath.webhookReplay(made.id), { from: 'evt_1' })).json).toEqual({ deliveries: 0 })
    expect((await stage.api(apiPath.webhookReplay(made.id), { from: 'evt_9' })).json.code).toBe('event-unknown')
    const off = await stage.api(apiPath.webhook(made.id), { state: 'disabled' }, { method: 'PATCH' })
    expect(off.json).toMatchObject({ state: 'disabled', reason: 'operator' })
    expect((await stage.api(apiPath.webhook(made.id), undefined, { method: 'DELETE' })).status).toBe(200)
    expect((await stage.api(apiPath.webhook(made.id))).status).toBe(404)
    expect(await stage.store.sealedSecrets('', 10)).toEqual([])
  })

  it('are refused where they lead outside of what is allowed, and beyond 20', async () => {
    expect((await create({}, { url: 'http://192.168.0.1/' })).code).toBe('webhook-url-refused')
    for (let count = 0; count < 20; count++) expect((await create()).status).toBe(201)
    expect((await create()).code).toBe('webhook-limit-reached')
  })
})
