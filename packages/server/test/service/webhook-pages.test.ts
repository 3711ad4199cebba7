import { AxeBuilder } from '@axe-core/playwright'
import { ManualClock } from 'paycircle/internal/base'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startReceiver, type Receiver } from '../delivery/receiver.js'
import { setStage, type Stage } from './stage.js'

const caller = { profileId: 'demo', actor: 'api-key:tests' }
let browser: Browser
let stage: Stage
let clock: ManualClock
let receiver: Receiver
let webhookId: string

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-sync', '--disable-quic', '--no-first-run'],
  })
})
afterAll(() => browser.close())

beforeEach(async () => {
  clock = new ManualClock(Date.UTC(2026, 10, 26, 6))
  // One attempt more after the first, and an event is given up.
  stage = await setStage({ clock, delivery: { limits: { retryMs: [60_000], jitter: 0 } } })
  receiver = await startReceiver()
  webhookId = (await stage.delivery.create({ ...caller, url: receiver.url })).webhook.id
})
afterEach(async () => {
  await stage.close()
  await receiver.close()
})

async function agreementOf(email: string): Promise<string> {
  await stage.startSigning(email)
  return (await stage.engine.agreement('demo', { by: 'email', email }))?.id ?? 'missing'
}

async function happen(id: string, agreementId: string | null, type = 'agreement.signed') {
  const row = { id, profileId: 'demo', agreementId, type, payload: '{}', createdAt: clock.now() }
  await stage.store.commit({ guards: [], writes: [{ write: 'insert-event', row }], log: [] })
}

const rowOf = (eventId: string) => stage.store.delivery(`${webhookId}/${eventId}`)
const attempted = (eventId: string, attempts: number) =>
  expect.poll(async () => (await rowOf(eventId))?.attempts, { timeout: 10_000 }).toBe(attempts)
const inState = (eventId: string, state: string) =>
  expect.poll(async () => (await rowOf(eventId))?.state, { timeout: 10_000 }).toBe(state)

/** Has the first event of the agreement given up, and the second tried once while a third waits behind it. */
async function fail(): Promise<string> {
  const agreement = await agreementOf('signed@example.com')
  receiver.meet(503)
  await happen('evt_first', agreement)
  stage.delivery.start()
  await attempted('evt_first', 1)
  clock.advance(60_000)
  await inState('evt_first', 'dead')
  await happen('evt_second', agreement, 'agreement.half_changed')
  await attempted('evt_second', 1)
  await happen('evt_third', agreement, 'agreement.terminated')
  return agreement
}

/** So many that were given up, oldest first. */
async function deadLetters(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `${webhookId}/evt_${index}`,
    webhookId,
    eventId: `evt_${index}`,
    profileId: 'demo',
    stream: 'profile',
    state: 'dead' as const,
    attempts: 13,
    nextAt: clock.now(),
    leaseToken: null,
    leaseUntil: null,
    lastStatus: null,
    lastFailure: 'tls',
    createdAt: clock.now(),
    settledAt: clock.now(),
  }))
  await stage.store.commit({ guards: [], writes: [{ write: 'insert-deliveries', rows }], log: [] })
  return rows
}

describe('the pages about webhooks', () => {
  const looks = async (page: Page, where: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect([where, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([where, []])
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth)
    expect([where, wider <= 0]).toEqual([where, true])
  }

  it('show an administrator what fails and why, and let him test and replay by keyboard; every page passes axe', async () => {
    const agreement = await fail()
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    const press = async (name: string | RegExp, role: 'button' | 'link' = 'button') => {
      await page.getByRole(role, { name }).focus()
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    }
    await page.goto(`${stage.origin}/agreements`)
    await press('Webhooks', 'link')
    const listed = await page.getByRole('row', { name: receiver.url }).innerText()
    expect(listed.split('\t').slice(1, 4)).toEqual(['Failing', '2', '1'])
    expect(listed).toContain('Answer HTTP 503 · next attempt 2026-11-26 14:02:00')
    await looks(page, 'list')
    await press(receiver.url, 'link')
    await looks(page, 'webhook')
    const [waiting, dead] = [page.getByRole('region').nth(0), page.getByRole('region').nth(1)]
    expect(await waiting.getByRole('row').allInnerTexts()).toEqual([
      expect.stringContaining('Events behind it'),
      expect.stringMatching(/half_changed[^]*evt_second\s+agr_\w+\s+1\s+Answer HTTP 503\s+2026-11-26 14:02:00\s+1$/),
    ])
    expect(await waiting.getByRole('link').getAttribute('href')).toBe(`/agreements/${agreement}`)
    expect(await dead.getByRole('row').nth(1).innerText()).toMatch(
      /signed[^]*evt_first\s+agr_\w+\s+2\s+Answer HTTP 503\s+2026-11-26 14:01:00/,
    )

    receiver.meet('reset')
    await press('Send a test event')
    expect(await page.getByRole('alert').innerText()).toBe(
      'The receiver did not take the test event. The answer broke off',
    )
    await looks(page, 'test failed')
    receiver.meet(204)
    await press('Send a test event')
    expect(await page.getByRole('status').innerText()).toBe('The receiver took the test event. Answer HTTP 204')
    const tests = await stage.store.operations({ kind: 'webhook.tested', limit: 5 })
    expect(tests.rows.map(({ actor }) => actor)).toEqual(['operator:demo', 'operator:demo'])

    await press('Deliver again: evt_first', 'link')
    await looks(page, 'confirmation')
    expect((await rowOf('evt_first'))?.state).toBe('dead')
    await press('No, back', 'link')
    await press('Deliver again: evt_first', 'link')
    await press('Yes, deliver again')
    expect(await page.getByRole('status').innerText()).toContain('Delivered again: 1.')
    await inState('evt_first', 'delivered')
    await page.goto(`${stage.origin}/webhooks/${webhookId}?lang=zh`)
    expect(await page.innerText('main')).toContain('没有已放弃的投递')
    expect(await page.getByRole('row').nth(1).innerText()).toContain('返回 HTTP 503')
    await looks(page, 'zh')
    await context.close()
  }, 120_000)

  it('replay all dead letters of a webhook after a confirmation, and keep who did it', async () => {
    await fail()
    clock.advance(60_000)
    await inState('evt_second', 'dead')
    await attempted('evt_third', 1)
    const { text } = await stage.call(`/webhooks/${webhookId}/replay?lang=en`)
    expect(text).toContain('Dead letters of this address: 2.')
    receiver.meet(204)
    const { headers, status } = await stage.post(`/webhooks/${webhookId}/replay?lang=en`)
    expect([status, headers.location]).toEqual([303, `/webhooks/${webhookId}?replayed=2&lang=en`])
    await inState('evt_first', 'delivered')
    await inState('evt_second', 'delivered')
    const { rows } = await stage.store.operations({ profileId: 'demo', kind: 'webhook.replayed', limit: 5 })
    expect(rows).toMatchObject([
      { actor: 'operator:demo', details: { webhook: webhookId, from: 'evt_first', deliveries: 2 } },
    ])
    const again = await stage.post(`/webhooks/${webhookId}/replay?lang=en`, { event: 'evt_nothing' })
    expect(again.status).toBe(404)
    expect(again.text).toContain('The webhook has no delivery of the event evt_nothing.')
  })

  it('have one that is disabled made active again, and say that what waits stands still', async () => {
    stage.delivery.start()
    receiver.meet(410)
    await happen('evt_gone', null, 'profile.paused')
    await expect.poll(async () => (await stage.store.webhook(webhookId))?.state, { timeout: 10_000 }).toBe('disabled')
    const { text } = await stage.call(`/webhooks/${webhookId}?lang=en`)
    expect(text).toContain('The receiver answered 410: it wants nothing more.')
    expect(text).toContain('these stand still until it is made active again')
    expect(text).toContain('The profile itself')
    receiver.meet(204)
    await stage.post(`/webhooks/${webhookId}/enable`)
    clock.advance(60_000)
    await inState('evt_gone', 'delivered')
    expect((await stage.call(`/webhooks?lang=en`)).text).toContain('<span class="tag good">Active</span>')
  })

  it('say on a node without the key that sealed a secret that nothing is posted there, and which key it was', async () => {
    const { sealed } = (await stage.store.sealedSecret(`webhook-secret/${webhookId}`)) ?? { sealed: '' }
    const foreign = sealed.replace('0123456789abcdef', 'fedcba9876543210')
    const row = { place: `webhook-secret/${webhookId}`, sealed: foreign, keyId: 'fedcba9876543210', updatedAt: 0 }
    await stage.store.commit({ guards: [], writes: [{ write: 'put-sealed-secret', row }], log: [] })
    expect((await stage.call('/webhooks?lang=zh')).text).toContain('<span class="tag bad">密钥无法解密</span>')
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    await page.goto(`${stage.origin}/webhooks/${webhookId}`)
    expect(await page.getByRole('alert').innerText()).toMatch(
      /^Secret cannot be opened[^]*sealed with key fedcba9876543210.*PAYCIRCLE_SEAL_KEY_FILE[^]*go on by themselves/,
    )
    await looks(page, 'unopened')
    await page.context().close()
  })

  it('know no webhook of another profile, and no event that was not for it', async () => {
    for (const path of ['/webhooks/whk_nothing', `/webhooks/${webhookId}/replay?event=evt_nothing`]) {
      expect((await stage.call(path)).status).toBe(404)
    }
    expect((await stage.post('/webhooks/whk_nothing/test')).status).toBe(404)
  })

  it('replay 200 dead letters at a time, oldest first, and say that some are left', async () => {
    const rows = await deadLetters(201)
    expect(await stage.delivery.replayDead(caller, webhookId)).toEqual({ deliveries: 200, left: true })
    expect([(await rowOf('evt_0'))?.state, (await rowOf('evt_200'))?.state]).toEqual(['pending', 'dead'])
    expect(await stage.delivery.replayDead(caller, webhookId)).toEqual({ deliveries: 1, left: false })
    expect(await stage.delivery.replayDead(caller, webhookId)).toEqual({ deliveries: 0, left: false })
    expect(await stage.store.deliveryStanding('demo')).toMatchObject([{ pending: rows.length, dead: 0 }])
  })

  it('page through dead letters, oldest first', async () => {
    const rows = await deadLetters(60)
    const seen: string[] = []
    let path: string | undefined = `/webhooks/${webhookId}`
    while (path !== undefined) {
      const { text } = await stage.call(path)
      seen.push(...Array.from(text.matchAll(/replay\?event=(evt_\d+)"/g), ([, id]) => id ?? ''))
      path = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toEqual(rows.map(({ eventId }) => eventId))
  })
})

it('the metrics tell of a profile how many deliveries wait since when, and how many are dead', async () => {
  await fail()
  clock.advance(30_000)
  const { text } = await stage.call('/metrics')
  expect(text).toContain('paycircle_deliveries_pending{profile="demo"} 2')
  expect(text).toContain('paycircle_deliveries_dead{profile="demo"} 1')
  expect(text).toContain('paycircle_oldest_pending_delivery_age_seconds{profile="demo"} 30')
  await stage.delivery.change(caller, webhookId, { state: 'disabled' })
  expect((await stage.call('/metrics')).text).toContain(
    'paycircle_oldest_pending_delivery_age_seconds{profile="demo"} 0',
  )
})
