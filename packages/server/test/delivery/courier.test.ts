import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { noPrivateNetworks, type DeliveryTrouble } from 'paycircle-server/delivery'
import { createSealing, type Sealing } from 'paycircle-server/sealing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startReceiver, type Receiver } from './receiver.js'
import { caller, createWorld, profileId, type World } from './world.js'

describe('the courier', () => {
  let world: World
  let receiver: Receiver

  beforeEach(async () => {
    world = await createWorld()
    receiver = await startReceiver()
  })

  afterEach(async () => {
    await world.close()
    await receiver.close()
  })

  const webhook = async (url = receiver.url) => world.delivery.create({ ...caller, url })
  const settled = (webhookId: string, eventId: string, state: string) => async () =>
    (await world.state(webhookId, eventId)) === state
  const told = () => receiver.received.map(({ id }) => id)

  it('posts an event as the feed shows it, signed as Standard Webhooks has it, under the event’s own id', async () => {
    const { webhook: made, secret } = await webhook()
    world.delivery.start()
    const id = await world.happen('agr-1')
    await world.passUntil(settled(made.id, id, 'delivered'))
    const [one] = receiver.received
    expect(one?.event).toEqual({
      id,
      type: 'agreement.signed',
      at: '2026-11-26T06:00:00.000Z',
      agreementId: 'agr-1',
      data: { state: 'signed' },
    })
    expect(one?.headers['webhook-id']).toBe(id)
    expect(one !== undefined && receiver.verify(one, secret)).toBe(true)
    expect(one !== undefined && receiver.verify(one, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false)
    expect(receiver.received).toHaveLength(1)
  })

  it('tries again under the same id, and holds back what follows in the same agreement and nothing else', async () => {
    const { webhook: made } = await webhook()
    // On a connection that was used before, a reset may come from its idle end: it is tried once more at once.
    receiver.meet(500, 'reset', 'reset', 204)
    world.delivery.start()
    const first = await world.happen('agr-1')
    await receiver.until(1)
    const second = await world.happen('agr-1')
    await world.passUntil(settled(made.id, second, 'delivered'))
    expect(told()).toEqual([first, first, first, first, second])
    expect(await world.store.delivery(`${made.id}/${first}`)).toMatchObject({ attempts: 3, lastStatus: 204 })
  })

  it.each(['hang', 'slow-body', 'broken-body', 'reset', 302, 404, 503] as const)(
    'counts a receiver that answers with %s as failed, and never follows it anywhere',
    async (manner) => {
      const elsewhere = await startReceiver()
      const { webhook: made } = await webhook()
      if (manner === 302) {
        receiver.meet((_request, response) => response.writeHead(302, { location: elsewhere.url }).end())
      } else receiver.meet(manner)
      world.delivery.start()
      const id = await world.happen()
      await world.passUntil(async () => (await world.store.delivery(`${made.id}/${id}`))?.attempts === 1)
      expect(await world.state(made.id, id)).toBe('pending')
      expect(elsewhere.received).toEqual([])
      receiver.meet(204)
      await world.passUntil(settled(made.id, id, 'delivered'))
      await elsewhere.close()
    },
  )

  it('reads no more of an endless answer than it must, and takes its status', async () => {
    const { webhook: made } = await webhook()
    receiver.meet('endless-body')
    world.delivery.start()
    const id = await world.happen()
    await world.passUntil(settled(made.id, id, 'delivered'))
  })

  it('gives up after 13 attempts in about three days, says so in the log, and goes on with what follows', async () => {
    const { webhook: made } = await webhook()
    receiver.meet(500)
    world.delivery.start()
    const began = world.clock.now()
    const first = await world.happen('agr-1')
    const second = await world.happen('agr-1')
    await world.passUntil(settled(made.id, first, 'dead'), 600_000)
    expect(await world.store.delivery(`${made.id}/${first}`)).toMatchObject({ attempts: 13, lastStatus: 500 })
    expect((world.clock.now() - began) / 3_600_000).toBeGreaterThan(60)
    expect((world.clock.now() - began) / 3_600_000).toBeLessThan(84)
    const { rows } = await world.store.operations({ profileId, kind: 'delivery.dead', limit: 5 })
    expect(rows[0]).toMatchObject({
      agreementId: 'agr-1',
      details: { webhook: made.id, event: first, attempts: 13, last: '500' },
    })
    receiver.meet(204)
    await world.passUntil(settled(made.id, second, 'delivered'), 600_000)
    await world.delivery.replay(caller, made.id, first)
    await world.passUntil(settled(made.id, first, 'delivered'))
  })

  it('disables a receiver that is gone at once, and one that fails for five days; both go on when made active', async () => {
    const { webhook: made } = await webhook()
    receiver.meet(410)
    world.delivery.start()
    const id = await world.happen('agr-1')
    await world.passUntil(async () => (await world.store.webhook(made.id))?.state === 'disabled')
    expect((await world.store.webhook(made.id))?.reason).toBe('gone')
    const { rows } = await world.store.operations({ profileId, kind: 'webhook.disabled', limit: 5 })
    expect(rows[0]?.details).toEqual({ webhook: made.id, reason: 'gone' })
    receiver.meet(500)
    await world.delivery.change(caller, made.id, { state: 'active' })
    for (let day = 0; day < 4; day++) await world.happen('agr-2')
    await world.passUntil(async () => (await world.store.webhook(made.id))?.state === 'disabled', 600_000)
    expect((await world.store.webhook(made.id))?.reason).toBe('failing')
    receiver.meet(204)
    await world.delivery.change(caller, made.id, { state: 'active' })
    await world.delivery.replayFrom(caller, made.id, id)
    await world.passUntil(settled(made.id, id, 'delivered'))
  })

  it('gives up what is pending to a deleted webhook, however many, and forgets it after 30 days', async () => {
    const { webhook: made } = await webhook()
    await world.delivery.change(caller, made.id, { state: 'disabled' })
    const row = { webhookId: made.id, profileId, stream: 'profile', state: 'pending', attempts: 0, nextAt: 0 } as const
    const none = { leaseToken: null, leaseUntil: null, lastStatus: null, lastFailure: null, settledAt: null }
    const rows = Array.from({ length: 2500 }, (_, index) => {
      const eventId = `evt_${String(index).padStart(6, '0')}`
      return { ...row, ...none, id: `${made.id}/${eventId}`, eventId, createdAt: world.clock.now() }
    })
    await world.store.commit({ guards: [], writes: [{ write: 'insert-deliveries', rows }], log: [] })
    await world.delivery.remove(caller, made.id)
    const { rows: told } = await world.store.operations({ kind: 'webhook.deleted', limit: 2 })
    expect(told.map(({ actor, details }) => ({ actor, details }))).toEqual([
      { actor: caller.actor, details: { webhook: made.id, pending: 2500 } },
    ])
    expect(await world.state(made.id, 'evt_000999')).toBe('dead')
    expect(await world.state(made.id, 'evt_001000')).toBe('pending')
    world.delivery.start()
    await world.passUntil(settled(made.id, 'evt_002499', 'dead'))
    expect(await world.store.deletedWebhooksWithPending(1)).toEqual([])
    expect(await world.store.deliveryStanding(profileId)).toEqual([])
    expect((await world.store.profileStanding(profileId)).deadDeliveries).toBe(0)
    const since = world.clock.now()
    await world.passUntil(async () => (await world.state(made.id, 'evt_002499')) === undefined, 3_600_000)
    expect(world.clock.now() - since).toBeGreaterThanOrEqual(30 * 86_400_000)
    expect(receiver.received).toEqual([])
  })

  it('lets a receiver that answers nothing hold up no other', async () => {
    const slow = await startReceiver()
    slow.meet('hang')
    const stuck = await webhook(slow.url)
    const { webhook: made } = await webhook()
    world.delivery.start()
    const ids: string[] = []
    for (let round = 0; round < 8; round++) {
      for (const agreement of ['agr-1', 'agr-2', 'agr-3', null]) ids.push(await world.happen(agreement))
    }
    // Without moving the clock: the slow one's time never runs out.
    await receiver.until(ids.length)
    expect(told().sort()).toEqual(ids)
    expect(slow.received.length).toBeLessThanOrEqual(4)
    expect(await world.state(stuck.webhook.id, ids[0] ?? '')).toBe('pending')
    expect(made.id).not.toBe(stuck.webhook.id)
    await slow.close()
  })

  it('gives its claims back when it stops, so that another node need not wait for them', async () => {
    const { webhook: made } = await webhook()
    receiver.meet('hang', 204)
    world.delivery.start()
    const id = await world.happen()
    await receiver.until(1)
    await world.delivery.stop()
    expect(await world.store.delivery(`${made.id}/${id}`)).toMatchObject({ leaseToken: null, attempts: 0 })
    world.node().start()
    await receiver.until(2)
    expect(told()).toEqual([id, id])
  })

  it('posts nothing to closed addresses, also where a rule became stricter or a name leads there', async () => {
    const { webhook: made } = await webhook()
    const node = world.node({ rulesOf: () => ({ sandbox: false, privateNetworks: noPrivateNetworks }) })
    node.start()
    const id = await world.happen()
    await world.passUntil(async () => (await world.store.delivery(`${made.id}/${id}`))?.attempts === 1)
    expect(await world.store.delivery(`${made.id}/${id}`)).toMatchObject({ lastFailure: 'closed-address' })
    expect(receiver.received).toEqual([])
  })

  it('keeps its connections, and is not held up by a receiver that ends them', async () => {
    const { webhook: made } = await webhook()
    world.delivery.start()
    const deliver = async () => {
      const id = await world.happen()
      await world.passUntil(settled(made.id, id, 'delivered'))
      return world.store.delivery(`${made.id}/${id}`)
    }
    for (let round = 0; round < 5; round++) await deliver()
    expect(receiver.connections()).toBe(1)
    receiver.endIdle()
    for (let round = 0; round < 2; round++) expect(await deliver()).toMatchObject({ attempts: 1, lastStatus: 204 })
    // Ended by the request that it gets, as by one that was under way when the receiver closed an idle connection.
    receiver.meet('reset', 204)
    expect(await deliver()).toMatchObject({ attempts: 1, lastStatus: 204 })
    expect(told().slice(-2)).toEqual([told().at(-1), told().at(-1)])
  })

  it('posts nothing by a kept connection to an address that is closed for this webhook', async () => {
    const rules = { sandbox: true }
    const node = world.node({
      rulesOf: () => ({ ...rules, privateNetworks: noPrivateNetworks }),
      lookup: (_name, _options, found) => {
        found(null, [{ address: '127.0.0.1', family: 4 }])
      },
    })
    const { webhook: made } = await webhook(receiver.url.replace('127.0.0.1', 'localhost'))
    node.start()
    const open = await world.happen()
    await world.passUntil(settled(made.id, open, 'delivered'))
    rules.sandbox = false
    const closed = await world.happen()
    await world.passUntil(async () => (await world.store.delivery(`${made.id}/${closed}`))?.attempts === 1)
    expect(await world.store.delivery(`${made.id}/${closed}`)).toMatchObject({ lastFailure: 'closed-address' })
    expect(told()).toEqual([open])
  })

  it('signs with both secrets for a day after a rotation, then with the new one alone', async () => {
    const { webhook: made, secret: former } = await webhook()
    const { secret } = await world.delivery.rotateSecret(caller, made.id)
    expect(secret).not.toBe(former)
    world.delivery.start()
    const id = await world.happen()
    await world.passUntil(settled(made.id, id, 'delivered'))
    world.clock.advance(24 * 3_600_000)
    const next = await world.happen()
    await world.passUntil(settled(made.id, next, 'delivered'))
    const signed = receiver.received.map((one) => [receiver.verify(one, former), receiver.verify(one, secret)])
    expect(signed).toEqual([
      [true, true],
      [false, true],
    ])
  })

  it('claims and posts nothing while the secret cannot be opened, says so once in ten minutes, and goes on when it can', async () => {
    const { sealing, take, give } = sealingThatGoes()
    const told: DeliveryTrouble[] = []
    const node = world.node({ sealing, onTrouble: (trouble) => void told.push(trouble) })
    const { webhook: made } = await node.create({ ...caller, url: receiver.url })
    const { webhook: other } = await node.create({ ...caller, url: receiver.url })
    take()
    node.start()
    const id = await world.happen()
    await world.passUntil(() => Promise.resolve(told.length === 1))
    const since = world.clock.now()
    await world.passUntil(() => Promise.resolve(told.length === 2))
    expect(world.clock.now() - since).toBeGreaterThanOrEqual(600_000)
    expect(told[0]).toMatchObject({
      error: { code: 'sealing-key-unknown', fields: { keyIds: ['00000000000000aa'], known: [] } },
      webhook: { id: expect.stringMatching(`${made.id}|${other.id}`) as string },
    })
    expect(await node.countUnopened()).toBe(2)
    const waits = { state: 'pending', attempts: 0, leaseToken: null, lastFailure: null }
    expect(await world.store.delivery(`${made.id}/${id}`)).toMatchObject(waits)
    expect(receiver.received).toEqual([])
    give()
    await world.passUntil(settled(made.id, id, 'delivered'))
    await world.passUntil(settled(other.id, id, 'delivered'))
    expect([await node.countUnopened(), told.length, receiver.received.length]).toEqual([0, 2, 2])
  })
})

/** A sealing whose key can be taken away and given back. */
function sealingThatGoes() {
  const { privateKey } = generateKeyPairSync('ed25519')
  const whole = createSealing({ keys: [{ id: '00000000000000aa', privateKey }], random: randomBytes })
  const none = createSealing({ keys: [], random: randomBytes })
  let present = whole
  const sealing: Sealing = {
    ...whole,
    seal: (...args) => present.seal(...args),
    open: (...args) => present.open(...args),
    openSecret: (...args) => present.openSecret(...args),
  }
  return {
    sealing,
    take: () => void (present = none),
    give: () => void (present = whole),
  }
}
