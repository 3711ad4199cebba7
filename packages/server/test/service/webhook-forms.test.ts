import { AxeBuilder } from '@axe-core/playwright'
import { randomBytes } from 'node:crypto'
import { createSealing } from 'paycircle-server/sealing'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startReceiver, type Receiver } from '../delivery/receiver.js'
import { setStage, type Stage } from './stage.js'

let browser: Browser
let stage: Stage
let receiver: Receiver

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-sync', '--disable-quic', '--no-first-run'],
  })
})
afterAll(() => browser.close())

beforeEach(async () => {
  stage = await setStage()
  receiver = await startReceiver()
})
afterEach(async () => {
  await stage.close()
  await receiver.close()
})

const looks = async (page: Page, where: string) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect([where, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([where, []])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth)
  expect([where, wider <= 0]).toEqual([where, true])
}
const secretIn = (text: string) => /whsec_[\w+/]{43}=/.exec(text)?.[0]
const onceIn = (text: string) => /name="once" value="([^"]+)"/.exec(text)?.[1] ?? ''
const webhooks = () => stage.store.webhooks('demo', 50)
const logged = async (kind: string) =>
  (await stage.store.operations({ kind, limit: 20 })).rows.map(({ actor, details }) => ({ actor, details }))

describe('the forms about webhooks', () => {
  it('let an administrator make, change, re-key and delete one by keyboard; every page passes axe', async () => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    const visited: string[] = []
    page.on('request', (request) => visited.push(request.url()))
    const press = async (name: string, role: 'button' | 'link' = 'button') => {
      await page.getByRole(role, { name, exact: true }).focus()
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    }
    await page.goto(`${stage.origin}/webhooks`)
    expect(await page.innerText('main')).toContain('nobody is told of its events')
    await looks(page, 'empty')

    await page.getByLabel('Address').fill('http://10.0.0.1/events')
    await page.getByLabel('Events told').fill('agreement.signed, Signed')
    await press('Make the webhook')
    const events = page.getByLabel('Events told')
    expect(await page.getByRole('alert').innerText()).toContain('“Signed” is no type of event.')
    expect(await events.evaluate((element) => element === document.activeElement)).toBe(true)
    await events.fill('agreement.signed，agreement.terminated')
    await press('Make the webhook')
    const address = page.getByLabel('Address')
    expect(await page.getByRole('alert').innerText()).toContain('Nothing can be delivered to this address')
    expect([await address.inputValue(), await address.getAttribute('aria-invalid')]).toEqual([
      'http://10.0.0.1/events',
      'true',
    ])
    await looks(page, 'refused')
    expect(await webhooks()).toEqual([])

    await address.fill(receiver.url)
    await press('Make the webhook')
    const made = secretIn(await page.getByRole('status').innerText()) ?? 'none'
    await looks(page, 'made')
    const [row] = await webhooks()
    const id = row?.id ?? ''
    expect(row).toMatchObject({ url: receiver.url, events: ['agreement.signed', 'agreement.terminated'] })
    await press('Send a test event')
    const [test] = receiver.received
    expect(test !== undefined && receiver.verify(test, made)).toBe(true)
    expect(secretIn(await page.content())).toBeUndefined()

    await press('Change', 'link')
    expect(await page.getByLabel('Events told').inputValue()).toBe('agreement.signed, agreement.terminated')
    await looks(page, 'change')
    await page.getByLabel('Address').fill('nowhere')
    await press('Save')
    expect(await page.getByRole('alert').innerText()).toContain('Nothing can be delivered to this address')
    await page.getByLabel('Address').fill(`${receiver.url}?of=demo`)
    await page.getByLabel('Events told').fill('')
    await press('Save')
    expect(await page.getByRole('status').innerText()).toBe('The change is saved.')
    expect((await webhooks())[0]).toMatchObject({ url: `${receiver.url}?of=demo`, events: null })
    await press('Disable')
    expect(await page.innerText('main')).toContain('Disabled by hand.')
    await press('Make active again')

    await press('Give it another secret', 'link')
    await looks(page, 'another secret')
    await press('Yes, make another secret')
    const other = secretIn(await page.getByRole('status').innerText()) ?? 'none'
    expect(other).not.toBe(made)
    await press('Send a test event')
    const last = receiver.received.at(-1)
    expect(last !== undefined && receiver.verify(last, other) && receiver.verify(last, made)).toBe(true)

    await press('Delete', 'link')
    await looks(page, 'delete')
    await press('No, back', 'link')
    await press('Delete', 'link')
    await press('Yes, delete')
    expect(await page.getByRole('status').innerText()).toBe('The webhook is deleted.')
    await looks(page, 'deleted')
    expect(await webhooks()).toEqual([])
    await page.goto(`${stage.origin}/webhooks?lang=zh`)
    expect(await page.innerText('main')).toContain('事件不会通知任何人')
    await looks(page, 'zh')
    await context.close()

    const by = { actor: 'operator:demo' }
    expect(await logged('webhook.created')).toMatchObject([{ ...by, details: { webhook: id } }])
    expect(await logged('webhook.changed')).toHaveLength(2)
    expect(await logged('webhook.disabled')).toMatchObject([{ ...by, details: { reason: 'operator' } }])
    expect(await logged('webhook.secret-rotated')).toMatchObject([by])
    expect(await logged('webhook.deleted')).toMatchObject([{ ...by, details: { webhook: id, pending: 0 } }])
    const told = JSON.stringify([visited, (await stage.store.operations({ limit: 100 })).rows])
    for (const secret of [made, other]) expect(told).not.toContain(secret.slice(6, 30))
  }, 120_000)

  it('make one webhook of a form that is sent twice, also at once, and tell both times the same secret', async () => {
    const once = onceIn((await stage.call('/webhooks')).text)
    const send = (more: Readonly<Record<string, string>> = {}) =>
      stage.post('/webhooks', { url: receiver.url, once, ...more })
    const both = await Promise.all([send(), send()])
    both.push(await send())
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(both.map(({ text }) => secretIn(text))).size).toBe(1)
    const [row, ...more] = await webhooks()
    expect([row?.url, more]).toEqual([receiver.url, []])
    expect((await send({ url: `${receiver.url}/other` })).status).toBe(422)
    expect((await send({ once: '' })).status).toBe(422)
    expect(await webhooks()).toHaveLength(1)

    const id = row?.id ?? ''
    const turn = onceIn((await stage.call(`/webhooks/${id}/secret`)).text)
    const turns = await Promise.all([1, 2].map(() => stage.post(`/webhooks/${id}/secret`, { once: turn })))
    expect(new Set(turns.map(({ text }) => secretIn(text))).size).toBe(1)
    expect(await logged('webhook.secret-rotated')).toHaveLength(1)

    const ends = [await stage.post(`/webhooks/${id}/delete`), await stage.post(`/webhooks/${id}/delete`)]
    expect(ends.map(({ headers }) => headers.location)).toEqual(['/webhooks?deleted=1', '/webhooks?deleted=1'])
    expect(await logged('webhook.deleted')).toHaveLength(1)
  })

  it('say on the form that there are 20 already, and know no webhook of nobody', async () => {
    const once = () => stage.call('/webhooks').then(({ text }) => onceIn(text))
    for (let count = 0; count < 20; count++) await stage.post('/webhooks', { url: receiver.url, once: await once() })
    const refused = await stage.post('/webhooks?lang=zh', { url: receiver.url, once: await once() })
    expect([refused.status, (await webhooks()).length]).toEqual([409, 20])
    expect(refused.text).toContain('role="alert"')
    for (const step of ['change', 'secret', 'delete']) {
      expect((await stage.call(`/webhooks/whk_nothing/${step}`)).status).toBe(404)
      expect((await stage.post(`/webhooks/whk_nothing/${step}`, { url: receiver.url })).status).toBe(404)
    }
  })

  it('say on the form where there is no key that would seal the secret', async () => {
    const keyless = await setStage({ delivery: { sealing: createSealing({ keys: [], random: randomBytes }) } })
    const { text } = await keyless.call('/webhooks?lang=en')
    const { status, text: told } = await keyless.post('/webhooks?lang=en', { url: receiver.url, once: onceIn(text) })
    expect([status, told.includes('There is no seal key')]).toEqual([503, true])
    expect(told).toContain(`value="${receiver.url}"`)
    await keyless.close()
  })
})
