import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { PaycircleError } from '../../src/base/index.js'
import { createClient, type ClientOptions } from '../../src/gateway/index.js'
import { formDecode, verifySignature } from '../../src/wire/index.js'

const base: ClientOptions = { partner: '2088000000000000', key: 'k'.repeat(32) }
const { signing } = createClient(base)

function failure(make: () => unknown): PaycircleError {
  try {
    make()
  } catch (error) {
    if (error instanceof PaycircleError) return error as PaycircleError
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('a signing request', () => {
  it('carries the signature that was computed outside our code', () => {
    // md5 of `_input_charset=utf-8&email=agent@example.com&partner=…&service=sign_protocol_with_partner` and the key.
    const url = new URL(signing.url({ email: 'agent@example.com' }))
    expect(url.origin + url.pathname).toBe('http://127.0.0.1:4010/gateway.do')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      service: 'sign_protocol_with_partner',
      partner: '2088000000000000',
      _input_charset: 'utf-8',
      email: 'agent@example.com',
      sign: '3f12aed3b7af0c0b7eec5ac9accc2e3a',
      sign_type: 'MD5',
    })
  })

  it('needs no e-mail, and offers auto-refund alone by its channel', () => {
    expect(signing.url()).not.toContain('email')
    expect(signing.url({ signChannel: 'NORMAL' })).toContain('sign_channel=NORMAL')
  })

  it('is one request in three forms, with one signature', () => {
    const request = signing.request({ email: 'agent@example.com' })
    expect(request.preSignString).toBe(
      '_input_charset=utf-8&email=agent@example.com&partner=2088000000000000&service=sign_protocol_with_partner',
    )
    expect(Object.fromEntries(formDecode(request.url.split('?')[1] ?? '', 'utf-8'))).toEqual(request.fields)
    const form = request.form({ method: 'get', submitLabel: 'Go <on>' })
    expect(form).toMatchObject({ method: 'get', fields: request.fields })
    expect(form.action).toBe('http://127.0.0.1:4010/gateway.do?_input_charset=utf-8')
    expect(form.html).toContain('Go &lt;on&gt;')
  })

  it('posts where no method is given, from a form that says so', () => {
    const form = signing.form({ email: 'agent@example.com', id: 'leave' })
    expect(form.method).toBe('post')
    expect(form.html).toContain('id="leave"')
    expect(form.html).toContain('method="post"')
  })

  it('is signed with RSA where the client is', () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const { fields } = createClient({ ...base, key, signType: 'RSA', charset: 'gbk' }).signing.request()
    const settings = { charset: 'gbk', signType: 'RSA', key: publicKey } as const
    expect(verifySignature(fields, fields.sign ?? '', settings)).toBe(true)
  })

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a mobile number', { email: '13800138000' }, 'signer-email-is-mobile', 'S4-05'],
    ['an empty e-mail', { email: '' }, 'parameter-empty', 'S3-08'],
    ['what is no e-mail', { email: 'agent' }, 'email-malformed', 'S3-11'],
    ['an e-mail that is no text', { email: 5 }, 'value-not-text', 'S3-11'],
    ['a channel that nobody knows', { signChannel: 'normal' }, 'sign-channel-unknown', 'S3-11'],
    ['a return address', { return_url: 'https://example.com/' }, 'parameter-never-sent', 'S4-06'],
    ['a name outside the list', { biz_type: '10004' }, 'parameter-unknown', 'S3-07'],
  ])('is refused for %s', (_title, input, code, row) => {
    for (const build of ['url', 'form', 'request'] as const) {
      const error = failure(() => signing[build](input))
      expect(error.code).toBe(code)
      expect(error.rows).toContain(row)
    }
  })
})
