import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

async function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
      .on('error', reject)
      .end()
  })
}

describe('serve', () => {
  const contact = { name: '王芳', phone: '021-5555 0100' }

  function folderWith(profiles: object): string {
    const folder = newFolder()
    writeFileSync(join(folder, 'key.txt'), key, { mode: 0o600 })
    writeFileSync(join(folder, 'paycircle.config.json'), JSON.stringify({ data: 'data', profiles }))
    return folder
  }

  it('serves every profile of the file, each with an API key of its own', async () => {
    const profile = { partner, keyFile: 'key.txt', contact }
    const cwd = folderWith({ east: profile, west: { ...profile, partner: '2088000000000002' } })
    const { ready } = await startPaycircle(['serve', '--port', '0'], { cwd })
    expect(ready.profiles).toEqual(['east', 'west'])
    const files = ready.apiKeyFiles as unknown as Record<string, string>
    for (const file of Object.values(files)) {
      const authorization = `Bearer ${readFileSync(file, 'utf8').trim()}`
      expect((await get(`${ready.service ?? ''}/v1/agreements`, { authorization })).status).toBe(200)
    }
    expect((await get(`${ready.service ?? ''}/readyz`)).status).toBe(200)
    expect((await get(`${ready.service ?? ''}/`)).status).toBe(200)
  })

  it('serves what the environment alone describes', async () => {
    const env = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_DATA: join(newFolder(), 'data') }
    const { ready } = await startPaycircle(['serve', '--port', '0'], { env })
    expect((await get(`${ready.service ?? ''}/`)).status).toBe(200)
    const live = { ...env, PAYCIRCLE_MODE: 'live', PAYCIRCLE_ACCOUNT_CLASS: 'contracted' }
    const named = { ...live, PAYCIRCLE_CONTACT: '王芳 <021-5555 0100>', PAYCIRCLE_DATA: join(newFolder(), 'data') }
    const { ready: readyLive } = await startPaycircle(['serve', '--port', '0'], { env: named })
    expect((await get(`${readyLive.service ?? ''}/healthz`)).status).toBe(200)
  })

  it('lets the click pass to a simulator of its own, whatever ports that has taken', async () => {
    const env = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_DATA: join(newFolder(), 'data') }
    const { ready: simulator } = await startPaycircle(['simulate', '--port', '0'], { env })
    const gateway = { PAYCIRCLE_GATEWAY: simulator.gateway ?? '' }
    const { ready } = await startPaycircle(['serve', '--port', '0'], { env: { ...env, ...gateway } })
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    })
    onTestFinished(() => browser.close())
    const page = await browser.newPage({ locale: 'en-GB' })
    await page.goto(ready.service ?? '')
    await page.getByLabel('E-mail').fill('agent@example.com')
    await page.getByRole('button', { name: 'Start a signing' }).click()
    await page.getByRole('button', { name: 'Go to the simulator to sign' }).click()
    await page.waitForURL((url) => url.origin === simulator.signPages)
  })

  it.each([
    ['http://127.0.0.1:4010/gateway.do', "form-action 'self' http://127.0.0.1:*;"],
    ['https://localhost/gateway.do', "form-action 'self' https://localhost:*;"],
    ['http://[::1]:4010/gateway.do', "form-action 'self' http:;"],
  ])('with the gateway %s sets the policy %s', async (gateway, policy) => {
    const env = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_DATA: join(newFolder(), 'data') }
    const { ready } = await startPaycircle(['serve', '--port', '0'], { env: { ...env, PAYCIRCLE_GATEWAY: gateway } })
    expect((await get(`${ready.service ?? ''}/`)).headers['content-security-policy']).toContain(policy)
  })

  it('asks operators to log in outside the sandbox, and warns of the price in test mode', async () => {
    const cwd = folderWith({ default: { partner, keyFile: 'key.txt', contact, mode: 'test' } })
    const running = await startPaycircle(['serve', '--port', '0'], { cwd })
    expect((await get(`${running.ready.service ?? ''}/`)).status).toBe(303)
    const { code, stderr } = await running.stop()
    expect(code).toBe(0)
    expect(stderr).toContain('3 %')
  })

  it.each([
    [{}, 'configuration-no-store'],
    [{ PAYCIRCLE_DATA: 'data' }, 'configuration-key-missing'],
    [{ PAYCIRCLE_DATA: 'data', PAYCIRCLE_KEY: key }, 'configuration-value-missing'],
    [
      { PAYCIRCLE_DATA: 'data', PAYCIRCLE_KEY: key, PAYCIRCLE_PARTNER: partner, PAYCIRCLE_MODE: 'test' },
      'configuration-value-missing',
    ],
  ])('with %j ends before it serves: %s', async (env, code) => {
    const refused = await paycircle(['serve', '--json'], { env })
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe(code)
  })

  it('warns of a key file that others can read', async () => {
    const cwd = folderWith({ default: { partner, keyFile: 'key.txt', contact } })
    chmodSync(join(cwd, 'key.txt'), 0o644)
    const { stderr } = await (await startPaycircle(['serve', '--port', '0'], { cwd })).stop()
    expect(stderr).toContain('chmod 600')
  })
})
