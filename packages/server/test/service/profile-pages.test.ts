import { AxeBuilder } from '@axe-core/playwright'
import { Secret } from 'paycircle/internal/base'
import { stageKey, standing, type ProfileEntry } from 'paycircle-server/profiles'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setStage, type Stage } from './stage.js'

const newKey = 'n3wk3yn3wk3yn3wk3yn3wk3yn3wk3y00'

let stage: Stage
let browser: Browser
beforeAll(async () => {
  stage = await setStage({ moreProfiles: [{ id: 'east', name: '东航商旅', accountClass: 'contracted' }] })
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-sync', '--disable-quic', '--no-first-run'],
  })
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})

function entryOf(id: string): ProfileEntry {
  const entry = stage.directory.entries.get(id)
  if (entry === undefined) throw new Error(`no profile ${id}`)
  return entry
}

it('an administrator overrides the gate and changes the key by keyboard, in both languages; every page passes axe', async () => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 320, height: 640 } })
  const page = await context.newPage()
  const looks = async (where: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect([where, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([where, []])
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth)
    expect([where, wider <= 0]).toEqual([where, true])
    expect(await page.content()).not.toContain(newKey)
  }
  /** Fills the field and sends its form, by keys alone. */
  const send = async (label: string, value: string) => {
    await page.getByLabel(label, { exact: true }).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(value)
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  }
  await page.goto(`${stage.origin}/profiles`)
  await looks('profiles')
  expect(await page.getByRole('row').allInnerTexts()).toContainEqual(expect.stringContaining('东航商旅'))
  await page.getByRole('link', { name: 'demo', exact: true }).click()
  await looks('profile')
  expect(await page.getByRole('row', { name: 'Contracted account' }).innerText()).toContain('open')

  // Another thing is missing as well, so the override is refused and changes nothing.
  await send('Reason for the override', 'tested at the old service')
  expect(await page.getByRole('alert').innerText()).toContain('a test account')
  await looks('override refused')
  expect(stage.directory.entries.get('demo')?.documents.gate.value).toBeNull()

  await page.goto(`${stage.origin}/profiles/east`)
  await send('Reason for the override', 'tested at the old service')
  expect(await page.getByRole('row', { name: 'Test stages' }).innerText()).toContain('tested at the old service')
  await looks('overridden')
  expect(stage.directory.entries.get('east')?.documents.gate.value).toMatchObject({
    reason: 'tested at the old service',
    by: expect.stringContaining('operator:') as unknown,
  })

  await stageKey(stage.directory, { profileId: 'demo', actor: 'cli', key: Secret.fromText(newKey) })
  await page.goto(`${stage.origin}/profiles/demo?lang=zh`)
  await looks('staged')
  await send('探测所查询的代理人邮箱', 'agent@example.com')
  await page.getByText('被拒绝：密钥不符，或支付宝尚未启用').waitFor()
  await looks('probed')
  await page.goto(`${stage.origin}/profiles/demo?lang=en`)
  await page.getByText('Alipay has not accepted the new key yet').waitFor()
  await page.getByLabel('Days that the way back').fill('91')
  await send('Reason', 'key of November')
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Days that the way back').fill('3')
  await page.getByLabel('When, in').fill('2026-11-20T02:30')
  await send('Reason', 'in the past')
  expect(await page.getByRole('alert').innerText()).toContain('must lie ahead')
  await page.getByLabel('When, in Asia/Shanghai (UTC+08:00)').fill('2026-11-23T02:30')
  await send('Reason', 'planned for the night')
  await page.getByText('2026-11-23 02:30:00').waitFor()
  expect(standing(entryOf('demo')).switchAt).toBe(Date.UTC(2026, 10, 22, 18, 30))
  await looks('planned')
  const planned = await stage.store.operations({ kind: 'key.switch-planned', limit: 1 })
  expect(planned.rows[0]?.details).toMatchObject({ reason: 'planned for the night' })
  await page.locator('#backReason').fill('not this night')
  await page.getByRole('button', { name: 'Give up' }).press('Enter')
  await page.getByText('2026-11-23 02:30:00').waitFor({ state: 'detached' })
  expect(standing(entryOf('demo')).switchAt).toBeNull()
  await page.getByLabel('Days that the way back').fill('3')
  await send('Reason', 'key of November')
  const fingerprint = Secret.fromText(newKey).fingerprint()
  expect(stage.directory.entries.get('demo')?.profile.key.fingerprint()).toBe(fingerprint)
  await looks('switched')
  await send('Reason', 'not active yet')
  expect(stage.directory.entries.get('demo')?.profile.key.fingerprint()).not.toBe(fingerprint)
  const { rows } = await stage.store.operations({ kind: 'key.returned', limit: 1 })
  expect(rows[0]?.details).toMatchObject({ reason: 'not active yet' })
  await context.close()
}, 60_000)

it('a profile that is not there, or that its operator may not act for, is told as unknown', async () => {
  const answer = await stage.call('/profiles/west')
  expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('west')])
  expect((await stage.post('/profiles/west/key/back', { backReason: 'r' })).status).toBe(404)
})

it('where a reload took the sandbox’s profile away, its pages say that none is served', async () => {
  const token = await stage.startSigning('agent@example.com')
  await stage.directory.configure([...stage.directory.profiles].filter(({ id }) => id === 'east'))
  expect((await stage.call('/')).status).toBe(200)
  const orphan = await stage.call(`/s/${token}`)
  expect(orphan.status).toBeLessThan(500)
  await stage.directory.configure([])
  expect((await stage.call(`/s/${token}`)).status).toBeLessThan(500)
  for (const path of ['/', '/profiles', '/agreements', '/operations', '/keys']) {
    const { status, text } = await stage.call(path, { headers: { 'accept-language': 'en' } })
    expect([path, status]).toEqual([path, 403])
    expect(text).not.toContain('internal')
  }
})
