import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gateOf } from 'paycircle-server/profiles'
import { setStage, type Stage } from './stage.js'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

/** Every kind of page, the refusals among them. */
async function everyPage(): Promise<string[]> {
  const token = await stage.startSigning('agent@example.com')
  await stage.post(`/s/${token}`)
  const row = await stage.engine.agreement('demo', { by: 'email', email: 'agent@example.com' })
  const log = await stage.store.operations({ profileId: 'demo', limit: 1 })
  const fresh = await stage.startSigning('agent@example.com')
  return [
    '/',
    '/agreements',
    `/agreements/${row?.id ?? ''}`,
    '/operations',
    `/operations/${log.rows[0]?.operationId ?? ''}`,
    `/s/${fresh}`,
    `/s/${token}`,
    '/s/unknown',
    '/nowhere',
    '/signings',
    '/agreements?cursor=forged',
    '/%zz',
  ]
}

describe('every page', () => {
  it('forbids frames, sniffing, foreign content, inline code, caching and telling its address', async () => {
    for (const path of await everyPage()) {
      const { headers, text } = await stage.call(path)
      expect(headers, path).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      const policy = headers['content-security-policy']
      expect(policy, path).toContain("default-src 'none'")
      expect(policy, path).toContain("frame-ancestors 'none'")
      expect(policy, path).toContain("base-uri 'none'")
      expect(policy, path).not.toMatch(/unsafe|\*/)
      expect(text, path).not.toMatch(/<style|<script(?! type="module" src="\/assets\/)| style="| on[a-z]+="/)
      expect(text.match(/<h1/g), path).toHaveLength(1)
    }
  })

  it('lets forms go to ourselves and to both origins of the simulator, to which the gateway redirects', async () => {
    const { headers } = await stage.call('/')
    const { gatewayOrigin, pageOrigin } = stage.simulator
    expect(headers['content-security-policy']).toContain(`form-action 'self' ${gatewayOrigin} ${pageOrigin};`)
  })

  it('says that it is the sandbox', async () => {
    for (const path of await everyPage()) expect((await stage.call(path)).text, path).toContain('沙箱环境')
  })

  it('stays under 60 kB with everything it loads', async () => {
    const token = await stage.startSigning('agent@example.com')
    await stage.post(`/s/${token}`)
    const page = (await stage.call(`/s/${token}`)).text
    const paths = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
    expect(paths).toHaveLength(2)
    let bytes = Buffer.byteLength(page)
    for (const path of paths) {
      const { status, headers, text } = await stage.call(path)
      expect(status).toBe(200)
      expect(headers['cache-control']).toContain('immutable')
      bytes += Buffer.byteLength(text)
    }
    expect(bytes).toBeLessThan(60_000)
  })
})

describe('pages against Alipay itself', () => {
  const live = { gateway: undefined, accountClass: 'contracted', mode: 'live' } as const

  it('let forms go to Alipay, promise https, and warn of nothing when live', async () => {
    const one = await setStage({
      profile: live as object,
      sandbox: false,
      service: { publicUrl: 'https://pay.example.com' },
      gate: (profile) => gateOf(profile, { procedure: { standing: 'complete', openStages: [] }, override: null }),
    })
    const { headers, text } = await one.call(`/s/${await one.startSigning('agent@example.com')}`)
    expect(headers['content-security-policy']).toContain(
      "form-action 'self' https://mapi.alipay.com https://*.alipay.com;",
    )
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
    expect(text).not.toContain('class="banner"')
    expect(text).toContain('alipay.com')
    await one.close()
  })

  it('carry the 3 % warning in test mode, the refusals too', async () => {
    const one = await setStage({ profile: { gateway: undefined, mode: 'test' } as object, sandbox: false })
    expect((await one.call(`/s/${await one.startSigning('agent@example.com')}`)).text).toContain('手续费按 3% 扣除')
    expect((await one.call('/s/unknown')).text).toContain('手续费按 3% 扣除')
    await one.close()
  })
})
