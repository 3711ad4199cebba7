import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { createRateLimits, type RateLimitSettings } from '../../src/service/rate-limits.js'
import { setStage, type Body, type Stage } from './stage.js'

describe('a bucket of calls', () => {
  it('lets two seconds’ calls through at once, then as many as the rate', () => {
    const clock = new ManualClock()
    const { take } = createRateLimits({ perKey: 10, perAddress: 0 }, clock)
    const burst = Array.from({ length: 21 }, () => take('key', 'a'))
    expect(burst).toEqual([...Array<number>(20).fill(0), 100])
    clock.advance(100)
    expect([take('key', 'a'), take('key', 'a'), take('key', 'b')]).toEqual([0, 100, 0])
  })

  it('never lets more through in any time than burst and rate allow, however the calls fall', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 300 }), (pauses) => {
        const clock = new ManualClock()
        const { take } = createRateLimits({ perKey: 5, perAddress: 0 }, clock)
        let passed = 0
        let elapsedMs = 0
        for (const pause of pauses) {
          clock.advance(pause)
          elapsedMs += pause
          if (take('key', 'a') === 0) passed += 1
        }
        expect(passed).toBeLessThanOrEqual(10 + Math.ceil((elapsedMs / 1000) * 5))
      }),
    )
  })

  it('says exactly how long to wait', () => {
    const clock = new ManualClock()
    const { take } = createRateLimits({ perKey: 3, perAddress: 0 }, clock)
    let waitMs = 0
    while (waitMs === 0) waitMs = take('key', 'a')
    clock.advance(waitMs)
    expect(take('key', 'a')).toBe(0)
  })

  it('remembers 20 000 callers and forgets those not seen for longest', () => {
    const { take } = createRateLimits({ perKey: 0, perAddress: 1 }, new ManualClock())
    const exhaust = (caller: string) => [take('address', caller), take('address', caller), take('address', caller)]
    expect(exhaust('first').at(-1)).toBeGreaterThan(0)
    for (let caller = 0; caller < 19_999; caller += 1) take('address', String(caller))
    expect(take('address', 'first')).toBeGreaterThan(0)
    for (let caller = 0; caller < 20_000; caller += 1) take('address', `other ${String(caller)}`)
    expect(take('address', 'first')).toBe(0)
  })
})

describe('the service', () => {
  it('refuses an API key that calls too much, tells when to come again, and counts it', async () => {
    const stage = await opened({ perKey: 1, perAddress: 0 })
    const statuses = []
    for (let call = 0; call < 3; call += 1) statuses.push((await stage.api('/v1/agreements')).status)
    expect(statuses).toEqual([200, 200, 429])
    const refused = await stage.api('/v1/agreements')
    expect(refused.json).toMatchObject({ code: 'rate-limited', status: 429 })
    expect(refused.headers['retry-after']).toBe('1')
    expect((await stage.call('/metrics')).text).toContain('paycircle_http_rate_limited_total{by="key"} 2')
  })

  it('counts calls without a valid key, and pages, by address; health and metrics always answer', async () => {
    const stage = await opened({ perKey: 0, perAddress: 1 })
    const wrong = { headers: { authorization: 'Bearer nobody' } }
    const codes = []
    for (let call = 0; call < 3; call += 1) {
      codes.push((JSON.parse((await stage.call('/v1/agreements', wrong)).text) as Body).code)
    }
    expect(codes).toEqual(['api-key-refused', 'api-key-refused', 'rate-limited'])
    const page = await stage.call('/s/of-nobody', { headers: { 'accept-language': 'zh' } })
    expect([page.status, page.text.includes('该地址短时间内请求过多')]).toEqual([429, true])
    for (const path of ['/healthz', '/metrics', '/openapi.json']) expect((await stage.call(path)).status).toBe(200)
    expect((await stage.api('/v1/agreements')).status).toBe(200)
  })
})

describe('a request', () => {
  it('keeps the name that its caller gave it, in the answer and in a problem', async () => {
    const stage = await opened()
    const headers = { 'x-request-id': 'order-2026.11:42' }
    const named = await stage.api('/v1/agreements/nobody@example.com', undefined, { headers })
    expect(named.headers['x-request-id']).toBe('order-2026.11:42')
    expect(named.json).toMatchObject({ code: 'agreement-unknown', requestId: 'order-2026.11:42' })
  })

  it('keeps it in answers and start pages that go out whole as well', async () => {
    const stage = await opened()
    const headers = { 'x-request-id': 'order-2026.11:43' }
    const answered = await stage.api('/v1/agreements', undefined, { headers })
    const page = await stage.call(`/s/${await stage.startSigning('agent@example.com')}`, { headers })
    for (const { status, headers: told } of [answered, page]) {
      expect([status, told['x-request-id']]).toEqual([200, 'order-2026.11:43'])
    }
  })

  it('gets a name of ours in the place of one that cannot be used', async () => {
    const stage = await opened()
    for (const given of ['short', 'x'.repeat(65), 'a b c d e f g', 'name;with=more', '<script>alert(1)</script>']) {
      const { headers } = await stage.call('/healthz', { headers: { 'x-request-id': given } })
      expect(headers['x-request-id']).toMatch(/^[a-z0-9]+-[a-z0-9]+$/)
    }
  })
})

async function opened(rateLimits?: RateLimitSettings): Promise<Stage> {
  const stage = await setStage(rateLimits === undefined ? {} : { service: { rateLimits } })
  onTestFinished(() => stage.close())
  return stage
}
