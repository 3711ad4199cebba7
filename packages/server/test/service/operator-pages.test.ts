import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callAt, setStage, type Stage } from './stage.js'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

async function idOf(email: string): Promise<string> {
  const row = await stage.engine.agreement('demo', { by: 'email', email })
  return row?.id ?? 'missing'
}

describe('the overview', () => {
  it('offers the demo agents and a field for any other account', async () => {
    const { text } = await stage.call('/?lang=en')
    expect(text).toContain('value="signed@example.com"')
    expect(text).toContain('Start a signing for signed@example.com')
    expect(text).toMatch(/<label for="email">/)
  })

  it('leads to the agent’s start page in the language that was chosen', async () => {
    const { status, headers } = await stage.post('/signings?lang=en', {
      email: 'agent@example.com',
      scope: 'auto-refund',
    })
    expect(status).toBe(303)
    expect(headers.location).toMatch(/^\/s\/[\w-]+\?lang=en$/)
    expect((await stage.call(headers.location ?? '')).text).toContain('Auto-refund only')
  })

  it('says beside the field why an account is not taken, and keeps what was typed, escaped', async () => {
    const typed = '"><script>alert(1)</script>'
    const { status, text } = await stage.post('/signings?lang=en', { email: typed })
    expect(status).toBe(422)
    expect(text).toMatch(/role="alert" id="email-error"/)
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
    expect(text).not.toContain('<script>')
    expect(text).toContain('href="/?lang=zh"')
    const mobile = await stage.post('/signings?lang=en', { email: '13800138000' })
    expect(mobile.status).toBe(422)
  })

  it.each([
    ['en', 'Type the e-mail of the Alipay account.'],
    ['zh', '请填写支付宝账户邮箱。'],
  ])('asks for the e-mail where none was typed (%s)', async (language, words) => {
    for (const email of ['', '  ']) {
      const { status, text } = await stage.post(`/signings?lang=${language}`, { email })
      expect(status).toBe(422)
      expect(text).toMatch(/role="alert" id="email-error"/)
      expect(text).toContain(words)
    }
  })
})

describe('the lists', () => {
  it('say that they are empty', async () => {
    const empty = await setStage()
    expect((await empty.call('/agreements?lang=en')).text).toContain('No agreement yet')
    expect((await empty.call('/operations?lang=en&agreement=none')).text).toContain('Nothing is recorded yet')
    await empty.close()
  })

  it('page through every agreement once', async () => {
    for (let count = 0; count < 60; count++) await stage.startSigning(`agent-${count}@example.com`)
    const seen = new Set<string>()
    let path: string | undefined = '/agreements'
    let slices = 0
    while (path !== undefined) {
      const { text } = await stage.call(path)
      for (const [, email] of text.matchAll(/>(agent-\d+@example\.com)</g)) seen.add(email ?? '')
      path = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
      slices++
    }
    expect([seen.size, slices]).toEqual([60, 2])
  })

  it('show who did what, when, about whom, and lead to the operation', async () => {
    const { text } = await stage.call('/operations?lang=en')
    expect(text).toMatch(/<time datetime="2026-11-22T06:00:00.000Z">2026-11-22 14:00:00<\/time>/)
    expect(text).toContain('<td>Signing started</td>')
    expect((await stage.call('/operations?lang=zh')).text).toContain('<td>发起签约</td>')
    const link = /href="(\/operations\/[^"]+)"/.exec(text)?.[1] ?? ''
    const operation = await stage.call(link)
    expect(operation.status).toBe(200)
    expect(operation.text).toContain('Signing started <code>signing.started</code>')
    expect(operation.text).toContain('&quot;scope&quot;: &quot;both&quot;')
    expect((await stage.call('/operations/op_unknown')).status).toBe(404)
  })

  it('count what queries were answered in the last day, above the newest records alone', async () => {
    const own = await setStage()
    for (const email of ['debit-only@example.com', 'signed@example.com', 'agent+code.illegal_email@example.com']) {
      await own.startSigning(email)
      const { rows } = await own.store.agreements({ profileId: 'demo', limit: 1 })
      await own.post(`/agreements/${rows[0]?.id ?? ''}/check`)
    }
    const text = (await own.call('/operations?lang=en')).text.replace(/\s+/g, ' ')
    expect(text).toContain('Answers to queries in the last 24 hours')
    expect(text).toContain('<td>Signed</td> <td>–</td> <td>2</td>')
    expect(text).toContain('<td>Refused</td> <td><code>ILLEGAL_EMAIL</code></td> <td>1</td>')
    expect((await own.call('/operations?lang=en&agreement=none')).text).not.toContain('Answers to queries')
    await own.close()
  })

  it('name the zone once', async () => {
    expect((await stage.call('/operations?lang=en')).text).toContain('Times are in Asia/Shanghai (UTC+08:00).')
  })
})

describe('an agreement’s page', () => {
  it('asks Alipay on request and shows the answer', async () => {
    await stage.startSigning('debit-only@example.com')
    const path = `/agreements/${await idOf('debit-only@example.com')}`
    const { status, headers } = await stage.post(`${path}/check?lang=en`)
    expect([status, headers.location]).toEqual([303, `${path}?lang=en`])
    const text = (await stage.call(`${path}?lang=en`)).text.replace(/\s+/g, ' ')
    expect(text).toMatch(/<dt>Auto-debit<\/dt> <dd> ?<span class="tag good">Signed/)
    expect(text).toContain('operator:demo')
  })

  it('shows a hold, offers no new signing, holds questions back, and opens it with a reason only', async () => {
    const email = 'agent+generic-failure@example.com'
    await stage.startSigning(email)
    const path = `/agreements/${await idOf(email)}`
    await stage.post(`${path}/check`)
    const held = (await stage.call(`${path}?lang=en`)).text
    expect(held).toContain('GENERIC_FAILURE: no new link while it stands')
    expect(held).not.toContain('action="/signings?lang=en"')
    const again = await stage.post(`${path}/check?lang=en`)
    expect(again.status).toBe(429)
    expect(again.text).toMatch(/role="alert"/)
    expect((await stage.post(`${path}/release`, { reason: '  ' })).status).toBe(422)
    expect((await stage.post(`${path}/release`, { reason: '<i>Alipay</i> says so' })).status).toBe(303)
    const opened = (await stage.call(`${path}?lang=en`)).text
    expect(opened).not.toContain('no new link while it stands')
    expect(opened).toContain('action="/signings?lang=en"')
    const log = await stage.store.operations({ profileId: 'demo', agreementId: await idOf(email), limit: 1 })
    const shown = await stage.call(`/operations/${log.rows[0]?.operationId ?? ''}`)
    expect(shown.text).toContain('&lt;i&gt;Alipay')
  })

  it('of somebody else, or of nobody, is not found', async () => {
    for (const id of ['none', '__proto__', 'constructor', '%2e%2e']) {
      expect((await stage.call(`/agreements/${id}`)).status).toBe(404)
      expect((await stage.post(`/agreements/${id}/check`)).status).toBe(404)
    }
  })
})

describe('hostile values', () => {
  it('are text wherever they are shown', async () => {
    const hostile = `<img src=x onerror=alert(1)>"'&`
    const one = await setStage({
      profile: { name: hostile, contact: { name: hostile, phone: hostile, email: `a@b"><b>` } },
    })
    const { engine } = one
    const email = `o'neil@example.com`
    const { token } = await engine.startSigning({ profileId: 'demo', email, agentId: hostile, actor: 'cli' })
    await engine.depart(token, { actor: 'agent', userAgent: hostile })
    const row = await engine.agreement('demo', { by: 'email', email })
    const log = await one.store.operations({ profileId: 'demo', limit: 1 })
    const fresh = await one.startSigning(email)
    const nowhere = `/${encodeURIComponent(hostile)}?x=${encodeURIComponent(hostile)}`
    const operation = `/operations/${log.rows[0]?.operationId ?? ''}`
    for (const path of [
      '/',
      `/s/${fresh}`,
      `/s/${token}`,
      '/agreements',
      `/agreements/${row?.id ?? ''}`,
      operation,
      nowhere,
    ]) {
      const { text } = await one.call(path)
      expect([path, /<img|<b>|"'&[^aglq#]/.exec(text)?.[0]]).toEqual([path, undefined])
    }
    await one.close()
  })

  it('cannot make a link of ours lead away', async () => {
    for (const path of ['//evil.example/', '/\\evil.example/', '///evil.example/x?y=1']) {
      const { text } = await stage.call(path)
      expect(text).not.toMatch(/href="(\/\/|\/\\|https?:\/\/evil)/)
    }
  })
})

describe('operator pages elsewhere', () => {
  it('ask whoever is not in the sandbox to log in, and do nothing before', async () => {
    const one = await setStage({ sandbox: false })
    for (const path of ['/', '/agreements', '/operations', '/agreements/x', '/operations/x']) {
      const { status, headers } = await one.call(path)
      expect([path, status, headers.location]).toEqual([path, 303, `/login?to=${encodeURIComponent(path)}`])
    }
    expect((await one.post('/signings', { email: 'agent@example.com' })).status).toBe(401)
    await one.close()
  })

  it('sign nobody in where others than this machine can reach the service, and are closed without https', async () => {
    const one = await setStage({ host: '0.0.0.0' })
    expect((await one.call('/')).status).toBe(404)
    expect((await one.call('/login?lang=en')).text).toContain('the connection would not be encrypted')
    expect((await one.post('/signings', { email: 'agent@example.com' })).status).toBe(404)
    await one.close()
  })
})

describe('names that somebody points at this machine', () => {
  it('do not open the service: it answers to its own names only', async () => {
    const { port } = new URL(stage.origin)
    for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, 'localhost']) {
      const { status } = await callAt(stage.origin, '/agreements', { headers: { host } })
      expect([host, status]).toEqual([host, 421])
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      const { status } = await callAt(stage.origin, '/agreements', { headers: { host } })
      expect([host, status]).toEqual([host, 200])
    }
  })
})
