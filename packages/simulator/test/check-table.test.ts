import { createSign, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from 'paycircle-simulator'
import {
  codeIn,
  control,
  key,
  lastRequest,
  partner,
  queryOf,
  send,
  signature,
  signed,
  signingOf,
  told,
  urlencoded,
  startedSimulator,
  type Values,
} from './merchant.js'
import { checkTable } from '../src/check-table.js'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startedSimulator()
})
beforeEach(() => control(simulator, 'POST', 'reset'))
afterAll(() => simulator.close())

const raw = (values: Values) => told(`${simulator.gatewayUrl}?${urlencoded(values)}`)

const right = signed(queryOf('signed@example.com'))
const without = (name: string) => Object.fromEntries(Object.entries(right).filter(([one]) => one !== name))

/** For each check a request that fails there and at every later one it can: so the order shows. */
const refusals: readonly [check: string, code: string, values: Values][] = [
  ['charset', 'ILLEGAL_CHARSET', { _input_charset: 'big5', service: 'nonsense', partner: '1' }],
  ['service-known', 'ILLEGAL_EXTERFACE', { _input_charset: 'utf-8', partner: '1' }],
  ['service-known', 'ILLEGAL_SERVICE', { _input_charset: 'utf-8', service: 'query_partner_protocol', partner: '1' }],
  ['partner-known', 'ILLEGAL_PARTNER', { ...right, partner: '2088999999999999', sign_type: 'X' }],
  ['partner-known', 'ILLEGAL_PARTNER', without('partner')],
  ['sign-type', 'ILLEGAL_SIGN_TYPE', { ...right, sign_type: 'md5', sign: 'wrong' }],
  ['sign-type', 'ILLEGAL_SIGN_TYPE', { ...right, sign_type: 'RSA2' }],
  ['sign-type', 'ILLEGAL_SIGN', without('sign_type')],
  ['sign-type', 'ILLEGAL_SECURITY_PROFILE', { ...right, sign_type: 'RSA', sign: 'wrong' }],
  ['sign-type', 'ILLEGAL_SECURITY_PROFILE', { ...right, sign_type: 'DSA' }],
  ['signature', 'ILLEGAL_SIGN', { ...right, sign: 'f'.repeat(32), biz_type: '1' }],
  ['signature', 'ILLEGAL_SIGN', { ...right, sign: (right.sign ?? '').toUpperCase() }],
  ['signature', 'ILLEGAL_SIGN', without('sign')],
  ['signature', 'ILLEGAL_SIGN', { ...right, foreign: 'field' }],
  ['parameters', 'ILLEGAL_BIZ_TPYE', signed(queryOf('', { biz_type: '10005' }))],
  ['parameters', 'ILLEGAL_BIZ_TPYE', signed(queryOf('signed@example.com', { biz_type: '' }))],
  ['parameters', 'NULL_EMAIL_AND_ACCOUNT_NO', signed(queryOf(''))],
  ['parameters', 'ILLEGAL_EMAIL', signed(queryOf('13800000000'))],
  ['parameters', 'ILLEGAL_EMAIL', signed(queryOf(`${'a'.repeat(90)}@example.com`))],
  ['parameters', 'ILLEGAL_ACCOUNT_NO', signed(queryOf('', { trans_account: '20880000' }))],
  ['parameters', 'ILLEGAL_ARGUMENT', signed(signingOf('13800000000'))],
  ['parameters', 'ILLEGAL_ARGUMENT', signed(signingOf('agent@example.com', { sign_channel: 'MOBILE' }))],
]

describe('the check table', () => {
  it('runs in the order charset, service, partner, contract, sign type, signature, parameters', () => {
    expect(checkTable.map(({ name }) => name)).toEqual([
      'charset',
      'service-known',
      'partner-known',
      'service-contracted',
      'sign-type',
      'signature',
      'parameters',
    ])
  })

  it.each(refusals)('refuses at %s with %s', async (check, code, values) => {
    const answer = await raw(values)
    expect(codeIn(answer.text)).toBe(code)
    expect(answer.status).toBe(200)
    expect(lastRequest(simulator)).toMatchObject({ refusedAt: check, code, committed: false })
  })

  it('refuses a service that the partner has no contract for before it looks at the signature', async () => {
    await control(simulator, 'PUT', `partners/${partner}`, { services: ['sign_protocol_with_partner'] })
    const answer = await raw({ ...right, sign: 'wrong' })
    expect(codeIn(answer.text)).toBe('ILLEGAL_PARTNER_EXTERFACE')
    expect(lastRequest(simulator).refusedAt).toBe('service-contracted')
  })

  it('refuses a signed request without _input_charset', async () => {
    const values = { ...queryOf('signed@example.com'), partner }
    const answer = await raw({ ...values, sign: signature(values), sign_type: 'MD5' })
    expect(codeIn(answer.text)).toBe('ILLEGAL_ARGUMENT')
  })

  it('takes signed parameters beyond the list, an empty one that was left out of the signature, and any order', async () => {
    const values = signed(queryOf('signed@example.com', { alipay_sdk: 'something', trans_account: '' }))
    const reversed = Object.fromEntries(Object.entries(values).reverse())
    expect((await raw(reversed)).text).toContain('<is_success>T</is_success>')
  })

  it('takes sign_channel in capitals or small letters', async () => {
    for (const channel of ['NORMAL', 'normal']) {
      expect((await send(simulator, signingOf('agent@example.com', { sign_channel: channel }))).status).toBe(302)
    }
  })

  it('takes a charset in capitals and signs it as it was sent', async () => {
    const values = { ...queryOf('signed@example.com'), partner, _input_charset: 'UTF-8' }
    const answer = await raw({ ...values, sign: signature(values), sign_type: 'MD5' })
    expect(answer.text).toContain('<is_success>T</is_success>')
  })

  it('verifies RSA signatures with the public key of the partner', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const rsaPublicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    await control(simulator, 'PUT', `partners/${partner}`, { rsaPublicKey })
    const values = { ...queryOf('signed@example.com'), partner, _input_charset: 'utf-8' }
    const joined = Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
    const sign = createSign('RSA-SHA1').update(joined).sign(privateKey, 'base64')
    expect((await raw({ ...values, sign, sign_type: 'RSA' })).text).toContain('<is_success>T</is_success>')
    const other = createSign('RSA-SHA1').update(`${joined}x`).sign(privateKey, 'base64')
    expect(codeIn((await raw({ ...values, sign: other, sign_type: 'RSA' })).text)).toBe('ILLEGAL_SIGN')
    expect((await raw(right)).text).toContain('<is_success>T</is_success>')
  })

  it('masks the key where a request carries it, and never shows it', async () => {
    await raw({ ...right, key, [key]: 'as a name', service: key })
    await raw({ ...right, key })
    const requests = (await control(simulator, 'GET', 'requests')).text
    expect(requests).not.toContain(key)
    expect(requests).toContain(right.sign)
    expect((await told(`${simulator.gatewayOrigin}/requests`)).text).not.toContain(key)
    expect((await control(simulator, 'GET', 'partners')).text).not.toContain(key)
  })
})
