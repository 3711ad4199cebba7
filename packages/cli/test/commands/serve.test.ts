import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'

async function get(url: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body })
      })
    })
      .on('error', reject)
      .end()
  })
}

function keyFile(content: string): string {
  const file = join(newFolder(), 'key.txt')
  writeFileSync(file, content, { mode: 0o600 })
  return file
}

describe('simulate', () => {
  it('registers the configured partner with its MD5 key, and answers the query that it signs', async () => {
    const env = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY_FILE: keyFile(key) }
    const { ready } = await startPaycircle(['simulate', '--port', '0'], { env })
    const asked = await paycircle(['query', '--email', 'signed@example.com', '--json'], {
      env: { ...env, PAYCIRCLE_GATEWAY: ready.gateway ?? '' },
    })
    expect(documentOf(asked)).toMatchObject({ outcome: 'signed' })
  })

  it('takes the public half of an RSA key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const env = {
      PAYCIRCLE_PARTNER: partner,
      PAYCIRCLE_SIGN_TYPE: 'RSA',
      PAYCIRCLE_KEY_FILE: keyFile(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    }
    const { ready } = await startPaycircle(['simulate', '--port', '0'], { env })
    const asked = await paycircle(['query', '--email', 'signed@example.com', '--json'], {
      env: { ...env, PAYCIRCLE_GATEWAY: ready.gateway ?? '' },
    })
    expect(documentOf(asked)).toMatchObject({ outcome: 'signed' })
  })

  it('runs without a partner, and is refused a real one', async () => {
    const { ready } = await startPaycircle(['simulate', '--port', '0'])
    expect((await get(`${ready.simulator ?? ''}/`)).status).toBe(200)
    const refused = await paycircle(['simulate', '--json'], { env: { PAYCIRCLE_MODE: 'test' } })
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe('configuration-simulate-is-sandbox')
    const notRsa = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_SIGN_TYPE: 'RSA' }
    expect(errorOf(await paycircle(['simulate', '--json'], { env: notRsa })).code).toBe('configuration-key-not-rsa')
  })
})

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

  it('shows operator pages in the sandbox only, and warns of the price in test mode', async () => {
    const cwd = folderWith({ default: { partner, keyFile: 'key.txt', contact, mode: 'test' } })
    const running = await startPaycircle(['serve', '--port', '0'], { cwd })
    expect((await get(`${running.ready.service ?? ''}/`)).status).toBe(404)
    const { code, stderr } = await running.stop()
    expect(code).toBe(0)
    expect(stderr).toContain('3 %')
  })

  it.each([
    [{}, 'configuration-no-store'],
    [{ PAYCIRCLE_DATA: 'data' }, 'configuration-key-missing'],
    [{ PAYCIRCLE_DATA: 'data', PAYCIRCLE_KEY: key }, 'configuration-value-missing'],
    [{ PAYCIRCLE_DATABASE_URL: 'postgres://db/x', PAYCIRCLE_KEY: key }, 'configuration-postgres'],
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
