import { afterEach, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import { apiPath, problemSchema, profileDetailsSchema } from 'paycircle-server/api'
import type { Stage } from './stage.js'
import { setStage } from './stage.js'

let stage: Stage
afterEach(() => stage.close())

const newKey = 'n3wk3yn3wk3yn3wk3yn3wk3yn3wk3y00'
const fingerprint = Secret.fromText(newKey).fingerprint()

it('a key is staged, tried, switched to and gone back from over HTTP, by fingerprint alone', async () => {
  stage = await setStage()
  const key = async (step: 'stage' | 'probe' | 'switch' | 'return', body: object) => {
    const { status, json } = await stage.api(apiPath.profileKey('demo', step), body)
    expect(JSON.stringify(json)).not.toContain(newKey)
    expect(status, JSON.stringify(json)).toBe(200)
    return profileDetailsSchema.parse(json).key
  }
  const old = stage.profile.key.fingerprint()
  expect(await key('stage', { key: newKey })).toMatchObject({ fingerprint: old, staged: fingerprint })
  const probed = await key('probe', { email: 'agent@example.com' })
  expect(probed.probe).toMatchObject({ code: 'ILLEGAL_SIGN', suggests: 'wrong-or-not-active' })
  const planned = await key('switch', { at: '2026-11-23T02:00:00+08:00' })
  expect(planned).toMatchObject({ fingerprint: old, switchAt: '2026-11-22T18:00:00.000Z' })
  expect(await key('switch', { backDays: 3 })).toMatchObject({
    fingerprint,
    previous: old,
    backUntil: '2026-11-25T06:00:00.000Z',
  })
  await stage.api(apiPath.agreementCheck('agent@example.com'), {})
  const { json } = await stage.api(apiPath.profile('demo'))
  expect(profileDetailsSchema.parse(json)).toMatchObject({
    pause: { code: 'ILLEGAL_SIGN' },
    key: { fingerprint, offersWayBack: true },
  })
  expect(await key('return', { reason: 'not active yet' })).toMatchObject({ fingerprint: old, staged: fingerprint })
})

it('what cannot be done is answered with its code: no way back, another profile, settings of the configuration', async () => {
  stage = await setStage()
  const refusal = async (path: string, body: object, method = 'POST') => {
    const { status, json } = await stage.api(path, body, { method })
    return [status, problemSchema.parse(json).code]
  }
  expect(await refusal(apiPath.profileKey('demo', 'return'), { reason: 'r' })).toEqual([409, 'no-way-back'])
  expect(await refusal(apiPath.profileKey('demo', 'switch'), {})).toEqual([409, 'key-not-staged'])
  expect(await refusal(apiPath.profileKey('other', 'stage'), { key: newKey })).toEqual([403, 'profile-other'])
  expect(await refusal(apiPath.profileKey('demo', 'stage'), { key: '' })).toEqual([422, 'request-invalid'])
  expect(await refusal(apiPath.profile('demo'), { name: '新名' }, 'PATCH')).toEqual([409, 'profile-not-stored'])
})

it('the gate is told item by item, in the language asked for, and opens by a word with a reason', async () => {
  const live = { gateway: undefined, mode: 'live', accountClass: 'contracted' } as object
  stage = await setStage({ profile: live, sandbox: false, gate: (profile) => stage.directory.gate(profile) })
  const refused = await stage.api(apiPath.signings(), { email: 'agent@example.com' })
  expect(refused.status).toBe(409)
  expect(problemSchema.parse(refused.json)).toMatchObject({ code: 'go-live-gate-closed' })
  const chinese = { headers: { 'accept-language': 'zh-CN' } }
  const { gate } = profileDetailsSchema.parse((await stage.api(apiPath.profile('demo'), undefined, chinese)).json)
  expect(gate).toMatchObject({ open: false, readyForLive: false, override: null })
  expect(gate.items.at(-1)).toMatchObject({ item: 'procedure', state: 'open' })
  expect(gate.items.at(-1)?.message).toContain('五个测试阶段')
  expect((await stage.api(apiPath.profileGoLive('demo'), {})).status).toBe(409)
  const { json } = await stage.api(apiPath.profileGoLive('demo'), { overrideReason: 'tested at the old service' })
  expect(profileDetailsSchema.parse(json).gate).toMatchObject({
    open: true,
    override: { reason: 'tested at the old service' },
  })
  expect((await stage.api(apiPath.signings(), { email: 'agent@example.com' })).status).toBe(201)
})

it('the price of a test account stands in the answer until it is changed', async () => {
  stage = await setStage({ profile: { gateway: undefined, mode: 'test' } as object, sandbox: false })
  const { notices } = profileDetailsSchema.parse((await stage.api(apiPath.profile('demo'))).json)
  expect(notices).toMatchObject([{ code: 'test-account-fee', rows: ['S3-03', 'Q3-03'] }])
  expect(notices[0]?.message).toContain('3 %')
})
