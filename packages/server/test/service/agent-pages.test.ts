import { ManualClock } from 'paycircle/internal/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage, type Stage } from './stage.js'

let stage: Stage
let clock: ManualClock

beforeAll(async () => {
  clock = new ManualClock()
  stage = await setStage({ clock })
})
afterAll(() => stage.close())

const form = { 'content-type': 'application/x-www-form-urlencoded' }

async function everything({ store }: Stage): Promise<string> {
  const page = { profileId: 'demo', limit: 200 }
  return JSON.stringify([await store.agreements(page), await store.operations(page), await store.events(page)])
}

describe('the start page', () => {
  it('names the platform, its contact, its partner ID, the account, and where the password belongs', async () => {
    const { status, text } = await stage.call(`/s/${await stage.startSigning('agent@example.com')}?lang=en`)
    expect(status).toBe(200)
    for (const words of ['示例商旅', '王芳', '021-5555 0100', '2088000000000001', 'agent@example.com']) {
      expect(text).toContain(words)
    }
    expect(text).toMatch(/user name and payment password\. Enter them there and nowhere else/)
    expect(text).toMatch(/Auto-debit needs no digital certificate\. Auto-refund needs one/)
    expect(text).toMatch(/shows the result on its own page only/)
  })

  it('holds one form with no field at all, and no signed request', async () => {
    const { text } = await stage.call(`/s/${await stage.startSigning('agent@example.com')}`)
    expect(text.match(/<form/g)).toHaveLength(1)
    expect(text).not.toMatch(/<input|<textarea|sign_type|gateway\.do|2088000000000001&/)
  })

  it('tells an agent who is asked for auto-refund only about the certificate and not about auto-debit', async () => {
    const token = await stage.startSigning('agent@example.com', { scope: 'auto-refund' })
    const { text } = await stage.call(`/s/${token}`)
    expect(text).toContain('仅自动退款')
    expect(text).not.toContain('代扣')
  })

  it('speaks the language of the browser, Chinese where it names neither, and keeps the one that was chosen', async () => {
    const path = `/s/${await stage.startSigning('agent@example.com')}`
    const inLanguage = async (header: string, search = '') =>
      (await stage.call(path + search, { headers: { 'accept-language': header } })).text
    expect(await inLanguage('fr')).toContain('<html lang="zh-CN">')
    expect(await inLanguage('en-GB,zh;q=0.5')).toContain('<html lang="en">')
    expect(await inLanguage('zh', '?lang=en')).toContain(`action="${path}?lang=en"`)
    expect(await inLanguage('zh', '?lang=en')).toContain(`href="${path}?lang=zh"`)
    expect(await inLanguage('zh', '?lang=xx')).toContain('<html lang="zh-CN">')
  })

  it('changes nothing, whether a person, a mail scanner or a prefetching browser opens it', async () => {
    const token = await stage.startSigning('agent@example.com')
    const before = await everything(stage)
    for (const path of [`/s/${token}`, `/r/${token}`]) {
      await stage.call(path, { method: 'HEAD' })
      await stage.call(path, { headers: { 'sec-purpose': 'prefetch;prerender' } })
      await stage.call(path, { headers: { purpose: 'prefetch' } })
      await stage.call(path, { headers: { 'x-moz': 'prefetch' } })
    }
    expect((await stage.call(`/s/${token}`)).status).toBe(200)
    expect(await everything(stage)).toBe(before)
    expect(stage.simulator.requests()).toEqual([])
  })

  it('says that a link has run out, and to POST as well', async () => {
    const token = await stage.startSigning('agent@example.com')
    clock.advance(7 * 24 * 3600 * 1000)
    const shown = await stage.call(`/s/${token}?lang=en`)
    expect(shown.status).toBe(410)
    expect(shown.text).toMatch(/This link ran out/)
    expect(shown.text).toContain('王芳')
    expect((await stage.post(`/s/${token}`)).status).toBe(410)
  })

  it('answers a link that leads nowhere with a page in both languages, not with an error', async () => {
    for (const token of ['nothing', '%00', 'a'.repeat(500), '..%2f..', '__proto__', encodeURIComponent('签约')]) {
      const { status, text } = await stage.call(`/s/${token}?lang=en`)
      expect([token, status]).toEqual([token, 404])
      expect(text).toContain('That did not work')
    }
    expect((await stage.call('/s/nothing')).text).toContain('操作未能完成')
  })

  it('refuses other methods and says which there are', async () => {
    const token = await stage.startSigning('agent@example.com')
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status, headers, text } = await stage.call(`/s/${token}`, { method })
      expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD, POST'])
      expect(text).toContain('该地址不支持')
    }
    expect((await stage.call(`/r/${token}`, { method: 'POST', headers: form })).headers.allow).toBe('GET, HEAD')
  })
})

describe('the click', () => {
  it('commits the departure and its follow-up, then sends the browser to the gateway with a signed request', async () => {
    const token = await stage.startSigning('agent@example.com')
    const { status, headers } = await stage.post(`/s/${token}`)
    expect(status).toBe(303)
    const location = new URL(headers.location ?? '')
    expect(location.origin + location.pathname).toBe(stage.simulator.gatewayUrl)
    expect(location.searchParams.get('service')).toBe('sign_protocol_with_partner')
    expect(location.searchParams.get('sign')).toMatch(/^[0-9a-f]{32}$/)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('same-origin')
    const row = await stage.engine.agreement('demo', { by: 'email', email: 'agent@example.com' })
    expect(row?.state).toBe('awaiting_signer')
    expect(row?.nextCheckAt).toBe(clock.now() + 30_000)
  })

  it('may come twice; each is recorded', async () => {
    const email = 'no-certificate@example.com'
    const token = await stage.startSigning(email)
    expect((await stage.post(`/s/${token}`)).status).toBe(303)
    expect((await stage.post(`/s/${token}`)).status).toBe(303)
    const row = await stage.engine.agreement('demo', { by: 'email', email })
    const log = await stage.store.operations({ profileId: 'demo', agreementId: row?.id ?? '', limit: 50 })
    expect(log.rows.filter(({ kind }) => kind === 'signing.departed')).toHaveLength(2)
  })

  it('takes no body from anywhere: JSON is refused, what a form adds is left unread', async () => {
    const token = await stage.startSigning('agent@example.com')
    const json = { 'content-type': 'application/json' }
    expect((await stage.call(`/s/${token}`, { method: 'POST', headers: json, body: '{}' })).status).toBe(415)
    const { headers } = await stage.post(`/s/${token}`, { return_url: 'https://evil.example', email: 'x@example.com' })
    expect(headers.location).not.toMatch(/evil|x%40example/)
  })

  it('is refused while the agreement is on hold, with the reason on a page', async () => {
    const email = 'agent+system-error@example.com'
    const token = await stage.startSigning(email)
    await stage.engine.check({ profileId: 'demo', agreement: { by: 'email', email }, actor: 'cli' })
    const shown = await stage.call(`/s/${token}?lang=en`)
    expect(shown.text).toContain('SYSTEM_ERROR')
    expect(shown.text).not.toContain('<form')
    const refused = await stage.post(`/s/${token}?lang=en`)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('SYSTEM_ERROR')
  })
})

describe('the return from Alipay', () => {
  it('is recorded as a hint and leads to the status, where nothing is believed that no query told', async () => {
    const email = 'debit-only@example.com'
    const token = await stage.startSigning(email, { returnTo: 'https://platform.example.com/agents?id=7&x="<b>' })
    await stage.post(`/s/${token}`)
    const { status, headers } = await stage.call(`/r/${token}?lang=en&is_success=T`)
    expect([status, headers.location]).toEqual([303, `/s/${token}?lang=en`])
    const { text } = await stage.call(`/s/${token}?lang=en`)
    expect(text).toContain('Waiting for the signing')
    expect(text).not.toMatch(/>\s*Signed\s*</)
    expect(text).toContain('Back to platform.example.com')
    expect(text).not.toContain('<b>')
    const row = await stage.engine.agreement('demo', { by: 'email', email })
    const log = await stage.store.operations({ profileId: 'demo', agreementId: row?.id ?? '', limit: 50 })
    expect(log.rows.map(({ kind }) => kind)).toContain('signing.arrived')
  })
})

describe('the status page', () => {
  const statusOf = async (email: string) => {
    const token = await stage.startSigning(email)
    await stage.post(`/s/${token}`)
    await stage.engine.check({
      profileId: 'demo',
      agreement: { by: 'email', email },
      actor: 'cli',
      force: true,
      reason: 'test',
    })
    return (await stage.call(`/s/${token}?lang=en`)).text.replace(/\s+/g, ' ')
  }

  it('shows both halves apart', async () => {
    const text = await statusOf('refund-only@example.com')
    expect(text).toMatch(/<dt>Auto-debit<\/dt> <dd> ?<span class="tag bad">Not signed<\/span>/)
    expect(text).toMatch(/<dt>Auto-refund<\/dt> <dd> ?<span class="tag good">Signed<\/span>/)
    expect(text).toContain('confirms one half')
  })

  it('stops looking and offers no second departure once both halves are signed', async () => {
    const text = await statusOf('signed@example.com')
    expect(text).toContain('nothing left for you to do')
    expect(text).not.toMatch(/<form|data-refresh-seconds|http-equiv|updates itself/)
  })

  it('says what an irregular agreement needs', async () => {
    expect(await statusOf('irregular@example.com')).toContain('not in its normal state')
  })

  it('looks again by itself shortly after the next check, without script too', async () => {
    const token = await stage.startSigning('agent@example.com')
    await stage.post(`/s/${token}`)
    const { text, headers } = await stage.call(`/s/${token}`)
    expect(text).toMatch(/data-refresh-seconds="32"/)
    expect(text).toContain('本页面会自动更新。')
    expect(text).toMatch(/<noscript>\s*<meta http-equiv="refresh" content="32"/)
    expect(headers['content-security-policy']).toContain("script-src 'self'; connect-src 'self'")
  })

  it('keeps what was known when the last question brought no clear answer', async () => {
    const text = await statusOf('agent+http-503@example.com')
    expect(text).toContain('brought no clear answer')
    expect(text).toContain('Waiting for the signing')
  })
})
