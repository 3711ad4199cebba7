import { alarmSchema, alarmsSchema, apiPath, problemSchema } from 'paycircle-server/api'
import { createWatch } from 'paycircle-server/alarms'
import { ManualClock } from 'paycircle/internal/base'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
  for (const other of ['profile-paused:other', 'agreements-held:nobody']) {
    const refused = await stage.api(apiPath.alarmAcknowledgement(other), {})
    expect([refused.status, problemSchema.parse(refused.json).code]).toEqual([404, 'alarm-unknown'])
  }
})
