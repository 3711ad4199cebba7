import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock, Secret } from 'paycircle/internal/base'
import type { Simulator } from 'paycircle-simulator'
import {
  codeIn,
  control,
  key,
  lastRequest,
  partner,
  queryOf,
  send,
  Signer,
  signingOf,
  startedSimulator,
  told,
} from './merchant.js'

let simulator: Simulator
const clock = new ManualClock(Date.UTC(2026, 0, 1))

beforeAll(async () => {
  simulator = await startedSimulator({ clock })
})
beforeEach(() => control(simulator, 'POST', 'reset'))
afterAll(() => simulator.close())

const json = (text: string): unknown => JSON.parse(text)

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await control(simulator, method, path, body)
  expect(answer.status).toBe(200)
  expect(answer.contentType).toBe('application/json; charset=utf-8')
  expect(answer.headers.get('x-paycircle-simulator')).toBe('1')
  return json(answer.text)
}

describe('partners', () => {
  it('are registered with a key, which is shown by its fingerprint only', async () => {
    const other = '2088123456789012'
    const shown = await call('PUT', `partners/${other}`, { md5Key: 'a'.repeat(32) })
    const fingerprint = Secret.fromText('a'.repeat(32)).fingerprint()
    expect(shown).toEqual({
      partner: other,
      services: ['sign_protocol_with_partner', 'query_customer_protocol', 'customer_unsign'],
      airAgreement: true,
      contract: 'normal',
      answers: { userId: true, signature: false, notSigned: 'code' },
      md5KeyFingerprint: fingerprint,
      hasRsaPublicKey: false,
    })
    expect(await call('GET', `partners/${other}`)).toEqual(shown)
    expect(await call('GET', 'partners')).toHaveLength(2)
  })

  it('keep what a change leaves out', async () => {
    await call('PUT', `partners/${partner}`, { airAgreement: false })
    expect(await call('PUT', `partners/${partner}`, { contract: 'expired' })).toMatchObject({
      airAgreement: false,
      contract: 'expired',
      md5KeyFingerprint: Secret.fromText(key).fingerprint(),
    })
  })

  it('take a changed key at once', async () => {
    await call('PUT', `partners/${partner}`, { md5Key: 'b'.repeat(32) })
    expect(codeIn((await send(simulator, queryOf('signed@example.com'))).text)).toBe('ILLEGAL_SIGN')
  })
})

describe('accounts', () => {
  it('are created and changed, with what is left out as it was', async () => {
    const path = `accounts/${encodeURIComponent('Fresh+Agent@example.com')}`
    expect(await call('PUT', path, { autoDebit: true, autoRefund: false, userId: '2088000011112222' })).toEqual({
      email: 'Fresh+Agent@example.com',
      autoDebit: true,
      autoRefund: false,
      state: 'normal',
      certificate: true,
      userId: '2088000011112222',
      accountNumber: '20880000111122220156',
      queries: 0,
    })
    expect(await call('PUT', path, { autoRefund: true })).toMatchObject({ autoDebit: true, autoRefund: true })
    expect(await call('PUT', path, { state: 'irregular' })).toMatchObject({ autoDebit: true, state: 'irregular' })
    expect(await call('PUT', path, { state: 'none' })).toMatchObject({ autoDebit: false, autoRefund: false })
    expect(await call('GET', 'accounts/fresh%2Bagent%40EXAMPLE.com')).toMatchObject({ state: 'none' })
  })

  it('stay irregular or signed when only the certificate changes', async () => {
    expect(await call('PUT', 'accounts/irregular@example.com', { certificate: false })).toMatchObject({
      state: 'irregular',
      autoDebit: true,
    })
  })

  it('go back to none when both halves are taken away', async () => {
    const gone = await call('PUT', 'accounts/signed@example.com', { autoDebit: false, autoRefund: false })
    expect(gone).toMatchObject({ state: 'none' })
  })

  it('that carry a fault exist as soon as they are named', async () => {
    expect(await call('GET', 'accounts/agent+timeout@example.com')).toMatchObject({ state: 'none', certificate: true })
  })

  it('do not share a user ID', async () => {
    const { userId } = simulator.accounts()[0] ?? {}
    const answer = await control(simulator, 'PUT', 'accounts/thief@example.com', { userId })
    expect(answer.status).toBe(409)
    expect(await call('PUT', 'accounts/agent@example.com', { userId })).toMatchObject({ userId })
  })
})

describe('faults', () => {
  it('are listed, known and waiting, and count down', async () => {
    const order = { fault: 'timeout-after-commit', email: 'signed@example.com', times: 2 }
    expect(await call('PUT', 'faults', order)).toEqual({ ...order, moment: 'after-commit' })
    await call('PUT', 'faults', { fault: 'code.ILLEGAL_EMAIL', service: 'query_customer_protocol', times: 0 })
    await send(simulator, queryOf('agent@example.com'))
    const listed = (await call('GET', 'faults')) as { waiting: unknown[]; known: unknown[] }
    expect(listed.waiting).toEqual([
      { ...order, moment: 'after-commit', left: 2 },
      { fault: 'code.ILLEGAL_EMAIL', moment: 'before-commit', times: 0, service: 'query_customer_protocol' },
    ])
    expect(listed.known).toContainEqual({
      name: 'reset',
      moments: ['before-commit', 'after-commit', 'during-answer'],
      services: ['query_customer_protocol', 'customer_unsign', 'sign_protocol_with_partner'],
      afterCommit: true,
    })
  })

  it.each([
    [{ fault: 'html-instead-of-xml', service: 'sign_protocol_with_partner' }, 'fault-impossible'],
    [{ fault: 'system-error', moment: 'during-answer' }, 'fault-impossible'],
    [{ fault: 'truncated', moment: 'before-commit' }, 'fault-impossible'],
    [{ fault: 'reset-after-commit', moment: 'before-commit' }, 'fault-impossible'],
    [{ fault: 'http-503-after-commit' }, 'fault-unknown'],
    [{ fault: 'slow.abc' }, 'fault-unknown'],
    [{ fault: 'toString' }, 'fault-unknown'],
  ])('that cannot be are refused: %j', async (body, code) => {
    const answer = await control(simulator, 'PUT', 'faults', body)
    expect(answer.status).toBe(400)
    expect(json(answer.text)).toMatchObject({ error: { code } })
  })

  it('are limited in number', async () => {
    let status = 200
    let ordered = 0
    for (; status === 200 && ordered < 1100; ordered++) {
      status = (await control(simulator, 'PUT', 'faults', { fault: 'timeout', email: 'x@example.com' })).status
    }
    expect([status, ordered]).toEqual([507, 1001])
  })
})

describe('the clock', () => {
  it('is set and moved, stamps the requests, and runs on', async () => {
    expect(await call('GET', 'clock')).toEqual({ now: '2026-01-01T00:00:00.000Z' })
    expect(await call('PUT', 'clock', { now: '2030-06-01T08:00:00+08:00' })).toEqual({
      now: '2030-06-01T00:00:00.000Z',
    })
    clock.advance(1_000)
    await send(simulator, queryOf('signed@example.com'))
    expect(lastRequest(simulator).at).toBe('2030-06-01T00:00:01.000Z')
    expect(await call('PUT', 'clock', { advanceMs: -1_000 })).toEqual({ now: '2030-06-01T00:00:00.000Z' })
  })
})

describe('a reset', () => {
  it('brings back partners, accounts, faults, requests, visits and clock as they were at the start', async () => {
    const beginning = { partners: await call('GET', 'partners'), accounts: await call('GET', 'accounts') }
    const now = new Date(clock.now()).toISOString()
    const signer = await Signer.arrives(simulator, signingOf('agent@example.com'))
    await call('PUT', `partners/${partner}`, { airAgreement: false, md5Key: 'c'.repeat(32) })
    await call('PUT', 'partners/2088123456789012', {})
    await call('PUT', 'accounts/signed@example.com', { state: 'irregular' })
    await call('PUT', 'accounts/new@example.com', {})
    await call('PUT', 'faults', { fault: 'timeout', times: 0 })
    await call('PUT', 'clock', { advanceMs: 86_400_000 })
    expect(await call('POST', 'reset')).toEqual({ reset: true })
    expect(await call('GET', 'partners')).toEqual(beginning.partners)
    expect(await call('GET', 'accounts')).toEqual(beginning.accounts)
    expect(await call('GET', 'faults')).toMatchObject({ waiting: [] })
    expect(await call('GET', 'requests')).toEqual([])
    expect(await call('GET', 'clock')).toEqual({ now })
    expect((await told(signer.url)).text).toContain('REFUND_SIGN_ETRANCE')
    expect((await send(simulator, queryOf('signed@example.com'))).text).toContain('<is_success>T')
    expect(lastRequest(simulator).id).toBe(1)
  })
})

describe('bad input', () => {
  it.each([
    ['PUT', 'partners/123', {}, 400, 'input-invalid'],
    ['PUT', `partners/${partner}`, { key: 'secret-value' }, 400, 'input-invalid'],
    ['PUT', `partners/${partner}`, { md5Key: 7 }, 400, 'input-invalid'],
    ['PUT', `partners/${partner}`, { services: ['create_direct_pay'] }, 400, 'input-invalid'],
    ['PUT', `partners/${partner}`, { rsaPublicKey: 'no key' }, 400, 'rsa-key-unreadable'],
    ['GET', 'partners/2088999999999999', undefined, 404, 'partner-unknown'],
    ['GET', 'partners/__proto__', undefined, 404, 'partner-unknown'],
    ['PUT', 'accounts/not-an-address', {}, 400, 'input-invalid'],
    ['PUT', 'accounts/a@example.com', { state: 'signed' }, 400, 'input-invalid'],
    ['PUT', 'accounts/a@example.com', { userId: '1' }, 400, 'input-invalid'],
    ['PUT', 'accounts/a@example.com', [], 400, 'input-invalid'],
    ['PUT', 'accounts/a@example.com', undefined, 400, 'body-unreadable'],
    ['GET', 'accounts/nobody@example.com', undefined, 404, 'account-unknown'],
    ['GET', 'accounts/%zz', undefined, 404, 'path-unknown'],
    ['PUT', 'faults', { times: -1, fault: 'timeout' }, 400, 'input-invalid'],
    ['PUT', 'clock', { now: 'tomorrow' }, 400, 'input-invalid'],
    ['PUT', 'clock', { now: '2030-01-01T00:00:00Z', advanceMs: 5 }, 400, 'input-invalid'],
    ['GET', 'nowhere', undefined, 404, 'path-unknown'],
    ['GET', 'constructor', undefined, 404, 'path-unknown'],
    ['GET', 'accounts/a@example.com/more', undefined, 404, 'path-unknown'],
    ['GET', 'reset', undefined, 405, 'method-not-allowed'],
    ['DELETE', 'accounts/agent@example.com', undefined, 405, 'method-not-allowed'],
  ])('%s %s %j is answered with %d %s in JSON', async (method, path, body, status, code) => {
    const answer = await control(simulator, method, path, body)
    expect(answer.status).toBe(status)
    const { error } = json(answer.text) as { error: Record<string, unknown> }
    expect(error).toMatchObject({ code, rows: [] })
    expect(error.message).toMatch(/\S/)
    expect(error.remedy).toMatch(/\S/)
    expect(answer.text).not.toContain('secret-value')
  })

  it('names the fields that are wrong, in Chinese where the caller reads it', async () => {
    const init = { method: 'PUT', body: '{"autoDebit":1}', headers: { 'accept-language': 'zh-CN' } }
    const answer = await told(`${simulator.controlUrl}accounts/a@example.com`, init)
    expect(answer.text).toMatch(/输入有误：autoDebit/)
  })

  it('from a web page elsewhere is refused', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await told(`${simulator.controlUrl}reset`, { method: 'POST', headers })).status).toBe(403)
  })
})
