import { alarmSchema, alarmsSchema, apiPath, problemSchema } from 'paycircle-server/api'
import { createWatch } from 'paycircle-server/alarms'
import { ManualClock } from 'paycircle/internal/base'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { setStage, type Stage } from './stage.js'

let stage: Stage
const clock = new ManualClock()

beforeAll(async () => {
  stage = await setStage({ clock, moreProfiles: [{ id: 'other' }] })
})
afterAll(() => stage.close())

it('open alarms of the key\u2019s own profile are listed in its caller\u2019s language and acknowledged, once', async () => {
  const { store, engine } = stage
  const profileIds = () => engine.profiles.keys()
  await stage.api(apiPath.agreementReportedCodes('agent@example.com'), { code: 'SYSTEM_ERROR', source: 'page' })
  await engine.pauseProfile({ profileId: 'other', reason: 'maintenance', actor: 'cli' })
  await createWatch({ store, clock, channels: [], profileIds }).look()

  const listed = alarmsSchema.strict().parse((await stage.api(apiPath.alarms())).json)
  expect(listed.items).toMatchObject([{ rule: 'agreements-held', severity: 'error', count: 1, acknowledgedAt: null }])
  const [{ key } = { key: '' }] = listed.items
  const seen = await stage.api(apiPath.alarmAcknowledgement(key), {})
  expect(alarmSchema.strict().parse(seen.json).acknowledgedBy).toMatch(/^api-key:/)
  const { rows } = await store.operations({ profileId: 'demo', kind: 'alarm.acknowledged', limit: 5 })
  expect(rows).toMatchObject([{ actor: expect.stringMatching(/^api-key:/) as unknown, details: { alarm: key } }])
  for (const other of ['profile-paused:other', 'agreements-held:nobody']) {
    const refused = await stage.api(apiPath.alarmAcknowledgement(other), {})
    expect([refused.status, problemSchema.parse(refused.json).code]).toEqual([404, 'alarm-unknown'])
  }
})

it('an operator lists and acknowledges them on a page that passes axe, in both languages', async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  onTestFinished(() => browser.close())
  const { store, engine } = stage
  await engine.pauseProfile({ profileId: 'demo', reason: 'maintenance', actor: 'cli' })
  await createWatch({ store, clock, channels: [], profileIds: () => engine.profiles.keys() }).look()
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 320, height: 640 } })
  const page = await context.newPage()
  const looks = async () => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  }
  await page.goto(`${stage.origin}/alarms`)
  await looks()
  await page.getByRole('button', { name: '确认: profile-paused:demo' }).click()
  await page.getByText('由 operator:demo 确认').waitFor()
  expect((await store.alarm('profile-paused:demo'))?.acknowledgedBy).toBe('operator:demo')
  await page.setViewportSize({ width: 1280, height: 700 })
  await page.goto(`${stage.origin}/alarms?lang=en`)
  await page.getByText('Acknowledged by operator:demo').waitFor()
  await looks()
  const gone = await stage.post('/alarms?lang=en', { key: 'profile-paused:nobody' })
  expect([gone.status, gone.text.includes('role="alert"')]).toEqual([404, true])
})
