import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { get as getSecurely, type RequestOptions } from 'node:https'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'

async function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })
}

/** The answer's status, or why there was no connection. */
async function securely(url: string, options: RequestOptions) {
  return new Promise((resolve) => {
    getSecurely(url, { ...options, agent: false }, (response) => {
      response.resume()
      resolve({ status: response.statusCode })
    }).on('error', (error: NodeJS.ErrnoException) => {
      resolve({ refused: error.code })
    })
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
    expect(await statusOf(`${ready.simulator ?? ''}/`)).toBe(200)
    const refused = await paycircle(['simulate', '--json'], { env: { PAYCIRCLE_MODE: 'test' } })
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe('configuration-simulate-is-sandbox')
    const notRsa = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_SIGN_TYPE: 'RSA' }
    expect(errorOf(await paycircle(['simulate', '--json'], { env: notRsa })).code).toBe('configuration-key-not-rsa')
  })

  it('speaks https on both origins with --tls, to who trusts the CA that it prints', async () => {
    const cwd = newFolder()
    const env = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY_FILE: keyFile(key) }
    const { ready } = await startPaycircle(['simulate', '--port', '0', '--tls'], { env, cwd })
    const ca = readFileSync(ready.ca ?? '', 'utf8')
    expect(ready.ca).toBe(join(cwd, '.paycircle', 'simulator-ca.pem'))
    expect(ready.caFingerprint).toBe(new X509Certificate(ca).fingerprint256)
    for (const origin of [ready.simulator, ready.signPages]) {
      expect(origin).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
      expect(await securely(`${origin ?? ''}/`, { ca })).toEqual({ status: origin === ready.simulator ? 200 : 404 })
      expect(await securely(`${origin ?? ''}/`, {})).toEqual({ refused: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
    }
  })

  it('is asked over https by a client that was told of the CA, and by no other', async () => {
    const env = { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY_FILE: keyFile(key), PAYCIRCLE_DATA: newFolder() }
    const { ready } = await startPaycircle(['simulate', '--port', '0', '--tls'], { env })
    const { PAYCIRCLE_DATA, ...merchant } = env
    const asking = { ...merchant, PAYCIRCLE_GATEWAY: ready.gateway ?? '' }
    const args = ['query', '--email', 'signed@example.com', '--json']
    const trusting = await paycircle(args, { env: { ...asking, NODE_EXTRA_CA_CERTS: ready.ca ?? '' } })
    expect(documentOf(trusting)).toMatchObject({ outcome: 'signed' })
    const other = await paycircle(args, { env: { ...asking, NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    expect(other.code).toBe(5)
    expect(documentOf(other)).toMatchObject({ outcome: 'not_sent', reason: 'tls' })
    expect(ready.ca).toBe(join(PAYCIRCLE_DATA, 'simulator-ca.pem'))
  })

  it('is called by the names that were given, and warns that others can reach it', async () => {
    // Of all addresses that are not written as loopback ones, the one that is.
    const place = ['--listen', '[::ffff:127.0.0.1]:0', '--host-name', 'sim.test', '--host-name', 'vm.test', '--tls']
    const running = await startPaycircle(['simulate', ...place])
    const { ready } = running
    expect(ready.gateway).toMatch(/^https:\/\/sim\.test:\d+\/gateway\.do$/)
    const ca = readFileSync(ready.ca ?? '', 'utf8')
    const { port } = new URL(ready.simulator ?? '')
    const called = (name: string) =>
      securely(`https://127.0.0.1:${port}/`, { ca, servername: 'sim.test', headers: { host: `${name}:${port}` } })
    expect(await called('vm.test')).toMatchObject({ status: 200 })
    expect(await called('other.test')).toMatchObject({ status: 421 })
    const { code, stderr } = await running.stop()
    expect(code).toBe(0)
    expect(stderr).toContain('others can reach this simulator')
    expect(stderr).toContain('sim.test, vm.test')
  })

  it.each([
    [['--listen', '0.0.0.0'], 'usage-option-pair', '--host-name'],
    [['--listen', 'no such place'], 'usage-option-form', ''],
    [['--listen', '192.0.2.1'], 'address-unavailable', '--listen'],
  ])('with %j ends before it listens: %s', async (args, code, named) => {
    const refused = await paycircle(['simulate', '--port', '0', ...args, '--json'])
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe(code)
    expect(errorOf(refused).remedy).toContain(named)
  })
})
