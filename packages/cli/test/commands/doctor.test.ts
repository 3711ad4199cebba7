import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Secret } from 'paycircle/internal/base'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'

interface Check {
  readonly check: string
  readonly status: string
  readonly message: string
  readonly remedy?: string
  readonly rows?: readonly string[]
}

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ partners: [{ partner: '2088000000000001', md5Key: Secret.fromText(key) }] })
})

afterAll(() => simulator.close())

async function examine(env: Record<string, string>, ...more: string[]) {
  const settings = {
    PAYCIRCLE_PARTNER: '2088000000000001',
    PAYCIRCLE_KEY: key,
    PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
    ...env,
  }
  const finished = await paycircle(['doctor', '--json', ...more], { env: settings })
  expect(finished.stdout + finished.stderr).not.toContain(key)
  const { ok, checks } = documentOf(finished) as unknown as { ok: boolean; checks: readonly Check[] }
  const named = (name: string) => checks.find(({ check }) => check === name)
  const fails = (name: string) => checks.find(({ check, status }) => check === name && status === 'fail')
  return { code: finished.code, ok, named, fails }
}

describe('doctor', () => {
  it('finds nothing wrong with a sandbox that runs, and times the steps', async () => {
    const { code, ok, named } = await examine({ PAYCIRCLE_DATA: newFolder() })
    expect({ code, ok }).toEqual({ code: 0, ok: true })
    for (const check of ['configuration', 'mode', 'partner', 'key', 'dns', 'tcp', 'answer', 'clock', 'store']) {
      expect(named(check)?.status).toBe('ok')
    }
    expect(named('answer')).toHaveProperty('tookMs')
    expect(named('key')?.message).toMatch(/fingerprint [0-9a-f]{12}/)
    expect(simulator.requests()).toEqual([])
  })

  it('fails where nobody answers, and says how to start the simulator', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const { code, ok, named } = await examine({ PAYCIRCLE_GATEWAY: `http://127.0.0.1:${port}/gateway.do` })
    expect({ code, ok }).toEqual({ code: 1, ok: false })
    expect(named('tcp')).toMatchObject({ status: 'fail', rows: ['S4-02', 'Q4-02'] })
    expect(named('tcp')?.remedy).toContain('paycircle start')
    expect(named('store')?.status).toBe('warn')
  })

  it('warns of a clock that is off the gateway’s', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('Date', new Date(Date.now() - 60_000).toUTCString())
      response.end()
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    onTestFinished(() => {
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const { code, named } = await examine({ PAYCIRCLE_GATEWAY: `http://127.0.0.1:${port}/gateway.do` })
    expect(code).toBe(0)
    expect(named('clock')?.status).toBe('warn')
    expect(named('clock')?.message).toMatch(/(59|60|61) s off/)
  })

  it('tells a proxy that lets nothing through from a gateway that does not answer', async () => {
    const proxy = createServer().listen(0, '127.0.0.1')
    proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'))
    await new Promise((resolve) => proxy.once('listening', resolve))
    onTestFinished(() => {
      proxy.close()
    })
    const { port } = proxy.address() as AddressInfo
    const { named } = await examine({ PAYCIRCLE_MODE: 'test', PAYCIRCLE_PROXY: `http://127.0.0.1:${port}` })
    expect(named('proxy')).toMatchObject({ status: 'fail', message: 'mapi.alipay.com: status 403' })
  })

  it('examines the key: its shape, its file, and that there is one', async () => {
    const file = join(newFolder(), 'key.txt')
    writeFileSync(file, `${key} `)
    chmodSync(file, 0o644)
    const odd = await examine({ PAYCIRCLE_KEY: '', PAYCIRCLE_KEY_FILE: file })
    expect(odd.named('key')?.status).toBe('warn')
    expect(odd.named('key-file')).toMatchObject({ status: 'warn', rows: ['S3-02', 'Q3-02'] })
    expect((await examine({ PAYCIRCLE_SIGN_TYPE: 'RSA' })).named('key')?.status).toBe('fail')
    const other = await examine({ PAYCIRCLE_KEY_FINGERPRINT: '000000000000' })
    expect(other.code).toBe(1)
    expect(other.fails('key')?.message).toMatch(/fingerprint [0-9a-f]{12}, and the profile names 000000000000/)
    const none = await examine({ PAYCIRCLE_KEY: '' })
    expect(none.named('key')).toMatchObject({ status: 'fail' })
    expect(none.code).toBe(1)
  })

  it('warns of what a test account costs and of variables that mean nothing, and says whose headers are believed', async () => {
    const { named } = await examine({ PAYCIRCLE_PATNER: 'x' })
    expect(named('configuration')?.status).toBe('ok')
    const { stdout } = await paycircle(['doctor', '--lang', 'zh'], {
      env: { PAYCIRCLE_MODE: 'sandbox', PAYCIRCLE_PATNER: 'x', PAYCIRCLE_TRUST_PROXY: 'loopback' },
    })
    expect(stdout).toContain('是不是想写 PAYCIRCLE_PARTNER？')
    expect(stdout).toContain('仅采信来自')
    const test = await examine({ PAYCIRCLE_MODE: 'test', PAYCIRCLE_GATEWAY: '', PAYCIRCLE_PROXY: 'http://127.0.0.1:1' })
    expect(test.named('mode')).toMatchObject({ status: 'warn', rows: ['S3-03', 'Q3-03'] })
  })

  it('asks once on --probe, logged and paced, and tells what the answer suggests of partner and key', async () => {
    const data = { PAYCIRCLE_DATA: newFolder() }
    const before = simulator.requests().length
    const probe = (email: string, env = {}) => examine({ ...data, ...env }, '--probe', '--email', email)
    const good = await probe('probed@example.com')
    expect([good.code, good.named('probe')?.status]).toEqual([0, 'ok'])
    expect(good.named('probe')?.message).toContain('partner, key, sign type and charset fit')
    expect(simulator.requests()).toHaveLength(before + 1)
    const { stdout } = await paycircle(['log', 'list', '--email', 'probed@example.com', '--json'], { env: data })
    expect(stdout).toContain('query.answered')
    const again = await probe('probed@example.com')
    expect([again.code, again.named('probe')?.status]).toEqual([0, 'warn'])
    expect(simulator.requests()).toHaveLength(before + 1)
    const wrong = await probe('other@example.com', { PAYCIRCLE_KEY: key.replace('k', 'w') })
    expect(wrong.named('probe')).toMatchObject({ status: 'fail', rows: ['S3-01', 'Q3-01'] })
    const unclear = await probe('someone+system-error@example.com', { PAYCIRCLE_DATA: newFolder() })
    expect([unclear.code, unclear.named('probe')?.status]).toEqual([0, 'warn'])
    const nobody = await examine({}, '--probe')
    expect(nobody.named('probe')?.remedy).toContain('--email')
    expect((await paycircle(['doctor', '--email', 'a@example.com'], {})).code).toBe(2)
  })

  it('tells how the profile stands to the gate and by its keys, and what the store keeps', async () => {
    const bare = await examine({ PAYCIRCLE_DATA: newFolder() })
    expect(bare.named('gate')).toMatchObject({ status: 'ok' })
    expect(bare.named('gate')?.message).toContain('before going live')
    expect(bare.named('key-rotation')?.message).toBe('no new key waits')
    expect(bare.named('stored-profiles')?.message).toBe('the store keeps no profile')
    const live = await examine({
      PAYCIRCLE_MODE: 'live',
      PAYCIRCLE_ACCOUNT_CLASS: 'contracted',
      PAYCIRCLE_GATEWAY: '',
      PAYCIRCLE_PROXY: 'http://127.0.0.1:1',
    })
    expect(live.named('gate')?.status).toBe('fail')
  })

  it('takes the seal key from a variable, and warns that without one no record of the log outlives its period', async () => {
    const data = { PAYCIRCLE_DATA: newFolder(), PAYCIRCLE_RETENTION: 'P2Y' }
    expect((await examine(data)).named('retention')).toMatchObject({ status: 'warn' })
    const { privateKey } = generateKeyPairSync('ed25519')
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    for (const PAYCIRCLE_SEAL_KEY of [pem, pem.replaceAll('\n', '\\n')]) {
      const sealed = await examine({ ...data, PAYCIRCLE_SEAL_KEY })
      expect(sealed.named('seal-key')?.message).toContain('PAYCIRCLE_SEAL_KEY')
      expect(sealed.named('retention')).toBeUndefined()
    }
    const env = { ...data, PAYCIRCLE_PARTNER: '2088000000000001', PAYCIRCLE_KEY: key, PAYCIRCLE_SEAL_KEY: pem }
    await paycircle(['link', '--email', 'a@example.com'], { env })
    const verified = await paycircle(['log', 'verify', '--json'], { env })
    expect(documentOf(verified)).toMatchObject({ ok: true, seals: 1, signaturesChecked: true })
    const twice = await paycircle(['log', 'verify', '--json'], { env: { ...env, PAYCIRCLE_SEAL_KEY_FILE: 'x.pem' } })
    expect([twice.code, errorOf(twice).code]).toEqual([2, 'seal-key-twice'])
    const junk = await paycircle(['log', 'verify', '--json'], { env: { ...env, PAYCIRCLE_SEAL_KEY: 'junk' } })
    expect([junk.code, errorOf(junk).code]).toEqual([2, 'seal-key-unusable'])
    expect(junk.stdout).not.toContain('junk')
  })

  it('reports a wrong setting as a line, not as a crash', async () => {
    const { code, named } = await examine({ PAYCIRCLE_MODE: 'sandbx' })
    expect(code).toBe(1)
    expect(named('configuration')).toMatchObject({ status: 'fail' })
  })
})
