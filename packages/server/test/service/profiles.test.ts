import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { apiPath, problemSchema, profileDetailsSchema, profileStatusSchema } from 'paycircle-server/api'
import type { Stage } from './stage.js'
import { setStage } from './stage.js'

let stage: Stage
afterEach(() => stage.close())

const email = 'agent@example.com'
const operator = 'operator:wang' as const
const pause = () => stage.engine.pauseProfile({ profileId: 'demo', reason: 'moving house', actor: operator })

describe('a paused profile over HTTP', () => {
  it('answers checks and signings with 409 profile-paused, and tells its state', async () => {
    stage = await setStage()
    const answered = stage.api(apiPath.agreementCheck('agent+code.NOT_AIR_PLANE_PARTNER@example.com'), {})
    expect((await answered).json).toMatchObject({ outcome: 'refused', code: 'NOT_AIR_PLANE_PARTNER' })
    for (const refused of [
      await stage.api(apiPath.agreementCheck(email), {}),
      await stage.api(apiPath.signings(), { email }),
    ]) {
      expect(refused.status).toBe(409)
      expect(problemSchema.parse(refused.json)).toMatchObject({ code: 'profile-paused', rows: ['Q3-21'] })
    }
    const { status, json } = await stage.api(apiPath.profile('demo'))
    expect(status).toBe(200)
    expect(profileDetailsSchema.strict().parse(json)).toMatchObject({
      id: 'demo',
      pause: { code: 'NOT_AIR_PLANE_PARTNER', by: 'engine', canary: null },
      brake: null,
    })
  })

  it('is asked once by force, which is evidence, and resumed with a reason', async () => {
    stage = await setStage()
    await pause()
    const probe = await stage.api(apiPath.agreementCheck(email), { force: true, reason: 'is it mended?' })
    expect(probe.status).toBe(200)
    const before = profileStatusSchema.parse((await stage.api(apiPath.profile('demo'))).json)
    expect(before.pause?.canary).toMatchObject({ outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' })
    expect((await stage.api(apiPath.profileResume('demo'), { reason: ' ' })).status).toBe(422)
    const { status, json } = await stage.api(apiPath.profileResume('demo'), { reason: 'it is' })
    expect([status, profileStatusSchema.parse(json).pause]).toEqual([200, null])
    expect(await stage.api(apiPath.profileResume('demo'), { reason: 'again' })).toMatchObject({
      status: 409,
      json: { code: 'profile-not-paused' },
    })
    expect((await stage.api(apiPath.signings(), { email })).status).toBe(201)
  })

  it('is paused by an operator with a reason, and is nobody’s whose key is of another', async () => {
    stage = await setStage({ moreProfiles: [{ id: 'other' }] })
    const paused = await stage.api(apiPath.profilePause('demo'), { reason: 'Alipay asks us to' })
    expect(profileStatusSchema.parse(paused.json).pause).toMatchObject({ code: null, reason: 'Alipay asks us to' })
    for (const path of [apiPath.profile('other'), apiPath.profile(randomBytes(4).toString('hex'))]) {
      expect(await stage.api(path)).toMatchObject({ status: 403, json: { code: 'profile-other' } })
    }
    const resume = await stage.api(apiPath.profileResume('other'), { reason: 'x' })
    expect(resume.status).toBe(403)
  })
})

describe('a braked profile over HTTP', () => {
  it('answers checks with 429 and the time of the next query', async () => {
    stage = await setStage()
    for (let number = 0; number < 5; number++) {
      const path = apiPath.agreementCheck(`agent${number}+http-503@example.com`)
      expect((await stage.api(path, {})).json.outcome).toBe('indeterminate')
    }
    const held = await stage.api(apiPath.agreementCheck(email), {})
    expect(held).toMatchObject({ status: 429, headers: { 'retry-after': '30' }, json: { code: 'check-held' } })
    const { text } = await stage.call('/?lang=en')
    expect(text).toContain('Queries are braked')
  })
})

describe('operators’ pages', () => {
  it.each([
    ['en', 'The profile is paused'],
    ['zh', '该商户已暂停'],
  ])('say on every page that the profile is paused (%s), and agents’ pages do not', async (language, words) => {
    stage = await setStage()
    const token = await stage.startSigning(email)
    await pause()
    for (const path of ['/', '/agreements', '/operations']) {
      expect((await stage.call(`${path}?lang=${language}`)).text, path).toContain(words)
    }
    expect((await stage.call(`/s/${token}?lang=${language}`)).text).not.toContain(words)
  })

  it('let the operator ask with a reason while it is paused, show what came of it, and resume', async () => {
    stage = await setStage()
    await stage.startSigning(email)
    const row = await stage.engine.agreement('demo', { by: 'email', email })
    const page = `/agreements/${row?.id ?? ''}`
    await pause()
    expect((await stage.call(`${page}?lang=en`)).text).toContain('Reason for asking while the profile is paused')
    expect((await stage.post(`${page}/check?lang=en`)).status).toBe(409)
    expect((await stage.post(`${page}/check?lang=en`, { reason: 'is it mended?' })).status).toBe(303)
    expect((await stage.call('/?lang=en')).text).toMatch(/Last forced query:[^]*<code>NO_SIGN_CUSTOMER<\/code>/)
    expect((await stage.post('/profile/resume?lang=en', { reason: '' })).status).toBe(422)
    expect((await stage.post('/profile/resume?lang=en', { reason: 'mended' })).status).toBe(303)
    expect((await stage.call('/?lang=en')).text).not.toContain('The profile is paused')
  })
})
