import { inspect } from 'node:util'
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { ManualClock, PaycircleError, Secret } from '../../src/base/index.js'
import { createClient, type ClientOptions } from '../../src/gateway/index.js'

const key = 'k'.repeat(32)
const partner = '2088000000000000'
const base: ClientOptions = { partner, key }
const filed = { ip: '203.0.113.7', filingNumber: 'A-1', filedOn: '2025-12-31' }

function failure(make: () => unknown): PaycircleError {
  try {
    make()
  } catch (error) {
    if (error instanceof PaycircleError) return error as PaycircleError
    throw error
  }
  throw new Error('nothing was thrown')
}

const clients: { close(): Promise<void> }[] = []
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))
const clientWith = (options: Partial<ClientOptions>): ReturnType<typeof createClient> => {
  const client = createClient({ ...base, ...options })
  clients.push(client)
  return client
}

describe('createClient says what is wrong with its options', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  it.each<[string, Record<string, unknown>, string, string[]]>([
    ['a partner ID that is none', { partner: '1088000000000000' }, 'partner-id-malformed', ['S3-01', 'Q3-01']],
    ['a partner ID that is a number', { partner: 2088000000000000 }, 'option-malformed', []],
    ['no key', { key: '' }, 'key-empty', ['S3-01', 'Q3-01']],
    ['a key that is no text', { key: undefined }, 'option-malformed', []],
    ['a key with a line end', { key: `${key}\n` }, 'key-damaged', ['S3-01', 'Q3-01']],
    ['a key with a byte order mark', { key: `\uFEFF${key}` }, 'key-damaged', ['S3-01', 'Q3-01']],
    ['a PEM key for MD5', { key: pem }, 'key-not-md5', ['S3-01', 'Q3-01']],
    ['an MD5 key for RSA', { signType: 'RSA' }, 'key-not-private', ['S3-01', 'Q3-01']],
    ['a sign type of another gateway', { signType: 'RSA2' }, 'sign-type-unsupported', ['S3-14', 'Q3-13']],
    ['a charset the gateway does not take', { charset: 'big5' }, 'charset-unsupported', ['S3-12', 'Q3-11']],
    ['a mode that is none', { mode: 'production' }, 'option-malformed', []],
    ['live mode without the contracted account', { mode: 'live' }, 'live-needs-contracted-account', ['S3-03', 'Q3-03']],
    [
      'live mode with a test account',
      { mode: 'live', accountClass: 'test' },
      'live-needs-contracted-account',
      ['S3-03', 'Q3-03'],
    ],
    ['an account class that is none', { accountClass: 'real' }, 'option-malformed', []],
    ['a sandbox elsewhere', { gateway: 'http://192.0.2.1/gateway.do' }, 'gateway-not-loopback', ['S3-13', 'Q3-12']],
    [
      "Alipay's gateway in the sandbox",
      { gateway: 'https://mapi.alipay.com/gateway.do' },
      'gateway-not-loopback',
      ['S3-13', 'Q3-12'],
    ],
    [
      'another gateway in test mode',
      { mode: 'test', gateway: 'https://mapi.alipay.com.example.com/gateway.do' },
      'gateway-not-allowed',
      ['S3-13', 'Q3-12', 'S3-16', 'Q3-15'],
    ],
    [
      'plain http in test mode',
      { mode: 'test', gateway: 'http://mapi.alipay.com/gateway.do' },
      'gateway-not-allowed',
      ['S3-13', 'Q3-12', 'S3-16', 'Q3-15'],
    ],
    [
      'a bound address',
      { mode: 'test', gateway: 'https://203.0.113.7/gateway.do' },
      'gateway-is-address',
      ['S3-05', 'Q3-04'],
    ],
    [
      'a bound address of the sixth version',
      { mode: 'test', gateway: 'https://[2001:db8::7]/gateway.do' },
      'gateway-is-address',
      ['S3-05', 'Q3-04'],
    ],
    [
      'an exemption that names no address',
      { mode: 'test', dnsExemption: { ...filed, ip: 'mapi.alipay.com' } },
      'dns-exemption-incomplete',
      ['S3-05', 'Q3-04'],
    ],
    [
      'an exemption without a filing',
      { mode: 'test', dnsExemption: { ...filed, filingNumber: ' ' } },
      'dns-exemption-incomplete',
      ['S3-05', 'Q3-04'],
    ],
    [
      'an exemption filed in the future',
      { mode: 'test', dnsExemption: { ...filed, filedOn: '2026-01-02' } },
      'dns-exemption-incomplete',
      ['S3-05', 'Q3-04'],
    ],
    ['an exemption in the sandbox', { dnsExemption: filed }, 'option-not-for-mode', []],
    ['a proxy in the sandbox', { proxy: 'http://proxy:3128' }, 'option-not-for-mode', []],
    ['a proxy of another kind', { mode: 'test', proxy: 'socks5://proxy:1080' }, 'option-malformed', []],
    ['a proxy with a path', { mode: 'test', proxy: 'http://proxy:3128/x' }, 'option-malformed', []],
    ['a proxy with broken credentials', { mode: 'test', proxy: 'http://u:%zz@proxy:3128' }, 'option-malformed', []],
    ['a limit of nothing', { timeouts: { totalMs: 0 } }, 'timeout-out-of-range', ['S4-02', 'Q4-02']],
    [
      'a limit beyond the age of a socket',
      { timeouts: { totalMs: 50_001 } },
      'timeout-out-of-range',
      ['S4-02', 'Q4-02'],
    ],
    ['a limit that is no number', { timeouts: { bodyMs: Number.NaN } }, 'timeout-out-of-range', ['S4-02', 'Q4-02']],
    ['a limit of no name', { timeouts: { total: 5 } }, 'option-unknown', []],
    ['an account parameter that is none', { accountParameter: 'account' }, 'option-malformed', []],
    ['a misspelt option', { charest: 'gbk' }, 'option-unknown', []],
  ])('%s', (_title, options, code, rows) => {
    const clock = new ManualClock()
    const error = failure(() => createClient({ ...base, clock, ...options }))
    expect([error.code, error.rows.slice(0, rows.length)]).toEqual([code, rows])
    for (const language of ['zh', 'en'] as const) {
      const { message, remedy } = error.describe(language)
      expect(message.length * remedy.length).toBeGreaterThan(0)
    }
    expect(error.describe('zh').message).toMatch(/[\u4e00-\u9fff]/)
  })

  it('never repeats the key or the password of a proxy', () => {
    const damaged = failure(() => createClient({ ...base, key: `${key} ` }))
    const proxied = failure(() => createClient({ ...base, mode: 'test', proxy: 'https://u:hunter22@proxy' }))
    for (const error of [damaged, proxied]) {
      expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toMatch(/kkkk|hunter22/)
    }
  })
})

describe('a client', () => {
  it('works in the sandbox on loopback, in every spelling of it', () => {
    expect(clientWith({}).gateway).toBe('http://127.0.0.1:4010/gateway.do')
    for (const gateway of ['http://localhost:1/gateway.do', 'http://[::1]:1/gateway.do']) {
      expect(clientWith({ gateway }).gateway).toBe(gateway)
    }
  })

  it("goes to Alipay's gateway and nowhere else in test and live mode", () => {
    expect(clientWith({ mode: 'test' }).gateway).toBe('https://mapi.alipay.com/gateway.do')
    expect(clientWith({ mode: 'live', accountClass: 'contracted' }).gateway).toBe('https://mapi.alipay.com/gateway.do')
  })

  it('shows neither its key in any form of itself', () => {
    const client = clientWith({})
    expect(inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client)).not.toContain('kkkk')
    expect(client.keyFingerprint).toBe(Secret.fromText(key).fingerprint())
  })

  it.each<[string, Partial<ClientOptions>, string[]]>([
    ['sandbox mode', {}, ['sandbox']],
    ['test mode, with the 3 % fee', { mode: 'test' }, ['test-account-fee']],
    ['live mode', { mode: 'live', accountClass: 'contracted' }, []],
    ['a key of an unusual shape', { key: 'short-key' }, ['sandbox', 'key-shape']],
    [
      'a bound address',
      { mode: 'test', dnsExemption: filed, clock: new ManualClock() },
      ['test-account-fee', 'address-bound'],
    ],
  ])('gives notice of %s, once and in both languages', (_title, options, codes) => {
    const heard: string[] = []
    const client = clientWith({ ...options, hooks: { onNotice: (notice) => heard.push(notice.code) } })
    expect(client.notices.map((notice) => notice.code)).toEqual(codes)
    expect(heard).toEqual(codes)
    for (const { code, text } of client.notices) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/)
      if (code === 'test-account-fee') expect([text.en.includes('3 %'), text.zh.includes('3%')]).toEqual([true, true])
    }
  })

  it('is created whatever a hook throws', () => {
    const onNotice = (): never => {
      throw new Error('logger down')
    }
    expect(clientWith({ hooks: { onNotice } }).mode).toBe('sandbox')
  })

  it('takes the charset in any case and a Secret for a key', () => {
    const client = createClient({ ...base, key: Secret.fromText(key), charset: 'UTF-8' as 'utf-8' })
    expect(client.signing.url()).toContain('_input_charset=utf-8')
  })
})
