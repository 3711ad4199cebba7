import { ManualClock } from 'paycircle/internal/base'
import { apiPath } from 'paycircle-server/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage, type Stage } from './stage.js'

let stage: Stage
let clock: ManualClock
beforeAll(async () => {
  clock = new ManualClock()
  stage = await setStage({ clock })
})
afterAll(() => stage.close())

async function linkFor(email: string, purpose: 'status' | 'sign'): Promise<string> {
  const { status, json } = await stage.api(apiPath.agentLinks(), { email, purpose })
  expect(status).toBe(201)
  return new URL((json as unknown as { readonly url: string }).url).pathname
}

const account = (email: string, body: object) =>
  fetch(`${stage.simulator.gatewayOrigin}/_simulator/accounts/${email}`, { method: 'PUT', body: JSON.stringify(body) })

describe('a link to an agent’s own page', () => {
  it('shows how the agreement stands and changes nothing, however often it is opened', async () => {
    const path = await linkFor('status@example.com', 'status')
    const before = await stage.engine.agreement('demo', { by: 'email', email: 'status@example.com' })
    for (let visit = 0; visit < 3; visit++) {
      const { status, text } = await stage.call(path, { headers: { 'accept-language': 'en' } })
      expect(status).toBe(200)
      expect(text).toContain('status@example.com')
      expect(text).toContain('Ask Alipay now')
      expect(text).not.toContain('gateway.do')
    }
    expect(await stage.engine.agreement('demo', { by: 'email', email: 'status@example.com' })).toEqual(before)
    expect(before?.state).toBe('unknown')
  })

  it('lets the agent ask Alipay, at the pace that everybody keeps', async () => {
    const email = 'asks@example.com'
    await account(email, { autoDebit: true, autoRefund: false })
    const path = await linkFor(email, 'status')
    const before = stage.simulator.requests().length
    const { status, headers } = await stage.post(path)
    expect([status, headers.location]).toEqual([303, path])
    expect((await stage.call(path, { headers: { 'accept-language': 'zh' } })).text).toContain('已签')
    expect(await stage.engine.agreement('demo', { by: 'email', email })).toMatchObject({
      state: 'signed',
      autoRefund: false,
    })
    await account(email, { state: 'none' })
    clock.advance(1000)
    await stage.post(path)
    expect((await stage.engine.agreement('demo', { by: 'email', email }))?.state).toBe('terminated')
    // Answered in vain just now: the next waits.
    await stage.post(path)
    expect(stage.simulator.requests().length - before).toBe(2)
  })

  it('leads to no signing, and ends', async () => {
    const path = await linkFor('ends@example.com', 'status')
    await stage.post(path)
    expect(await stage.engine.agreement('demo', { by: 'email', email: 'ends@example.com' })).toMatchObject({
      departedAt: null,
    })
    clock.advance(8 * 24 * 3_600_000)
    expect((await stage.call(path)).status).toBe(410)
    expect((await stage.post(path)).status).toBe(410)
  })

  it('is a signing where that is the purpose', async () => {
    const path = await linkFor('signs@example.com', 'sign')
    expect((await stage.call(path, { headers: { 'accept-language': 'en' } })).text).toContain('<form class="go"')
    const { status, headers } = await stage.post(path)
    expect(status).toBe(303)
    expect(headers.location).toContain('gateway.do')
  })

  it('is refused to a mobile number', async () => {
    const { status, json } = await stage.api(apiPath.agentLinks(), { email: '13800138000', purpose: 'status' })
    expect([status, json.code]).toEqual([422, 'signer-email-is-mobile'])
  })
})
