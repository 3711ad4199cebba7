import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseAnswer } from 'paycircle/internal/wire'
import type { Simulator } from 'paycircle-simulator'
import { codeIn, control, lastRequest, partner, queryOf, send, signature, startedSimulator } from './merchant.js'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startedSimulator()
})
beforeEach(() => control(simulator, 'POST', 'reset'))
afterAll(() => simulator.close())

const childrenOf = (text: string) =>
  [...text.matchAll(/<(\w+)>([^<]*)<\/\w+>/g)].map(([, name, value]) => [name, value])

describe('the query', () => {
  it.each([
    ['signed@example.com', 'T', 'T'],
    ['debit-only@example.com', 'T', 'F'],
    ['refund-only@example.com', 'F', 'T'],
    ['SIGNED@Example.com', 'T', 'T'],
  ])('answers %s with is_success first, then the flags %s and %s, then the user ID', async (email, debit, refund) => {
    const answer = await send(simulator, queryOf(email))
    const [success, agent, charge, userId, ...rest] = childrenOf(answer.text)
    expect([success, agent, charge]).toEqual([
      ['is_success', 'T'],
      ['charge_agent', debit],
      ['refund_charge', refund],
    ])
    expect(userId?.[0]).toBe('user_id')
    expect(userId?.[1]).toMatch(/^2088\d{12}$/)
    expect(rest).toEqual([])
    expect(lastRequest(simulator)).toMatchObject({ refusedAt: null, code: null, committed: true, answer: 'xml' })
  })

  it.each([
    ['agent@example.com', 'NO_SIGN_CUSTOMER'],
    ['irregular@example.com', 'NO_NORMAL_SIGN_CUSTOMER'],
    ['nobody@example.com', 'ILLEGAL_EMAIL'],
    ['agent+no-such-fault@example.com', 'ILLEGAL_EMAIL'],
    ['__proto__@example.com', 'ILLEGAL_EMAIL'],
  ])('answers %s with is_success F and %s, and nothing else', async (email, code) => {
    const answer = await send(simulator, queryOf(email))
    expect(childrenOf(answer.text)).toEqual([
      ['is_success', 'F'],
      ['error', code],
    ])
  })

  it.each(['trans_account', 'trans_account_out', 'account_no'])('takes the account number as %s', async (name) => {
    const { accountNumber } = simulator.accounts().find(({ email }) => email === 'debit-only@example.com') ?? {}
    const values = { service: 'query_customer_protocol', biz_type: '10004' }
    const answer = await send(simulator, { ...values, [name]: accountNumber ?? '' })
    expect(answer.text).toContain('<charge_agent>T</charge_agent><refund_charge>F</refund_charge>')
    const unknown = await send(simulator, { ...values, [name]: '20880000000000010156' })
    expect(codeIn(unknown.text)).toBe('ILLEGAL_ACCOUNT_NO')
  })

  it('answers NOT_AIR_PLANE_PARTNER to a partner without an air agreement, before it looks at the account', async () => {
    await control(simulator, 'PUT', `partners/${partner}`, { airAgreement: false })
    expect(codeIn((await send(simulator, queryOf('nobody@example.com'))).text)).toBe('NOT_AIR_PLANE_PARTNER')
  })

  it('can answer an account without agreement with both flags F', async () => {
    await control(simulator, 'PUT', `partners/${partner}`, { answers: { notSigned: 'flags' } })
    const answer = await send(simulator, queryOf('agent@example.com'))
    expect(answer.text).toContain('<charge_agent>F</charge_agent><refund_charge>F</refund_charge>')
  })

  it('answers an agreement in which nothing is signed with both flags F', async () => {
    await control(simulator, 'PUT', 'accounts/agent@example.com', { state: 'normal' })
    const answer = await send(simulator, queryOf('agent@example.com'))
    expect(answer.text).toContain('<charge_agent>F</charge_agent><refund_charge>F</refund_charge>')
  })

  it('can leave out user_id and add a signature over the flat fields', async () => {
    await control(simulator, 'PUT', `partners/${partner}`, { answers: { userId: false, signature: true } })
    const answer = await send(simulator, queryOf('debit-only@example.com'))
    expect(childrenOf(answer.text)).toEqual([
      ['is_success', 'T'],
      ['charge_agent', 'T'],
      ['refund_charge', 'F'],
      ['sign', signature({ charge_agent: 'T', refund_charge: 'F' })],
      ['sign_type', 'MD5'],
    ])
  })

  it.each(['utf-8', 'gbk', 'gb2312'] as const)(
    'answers a %s request in its charset, declared twice alike',
    async (charset) => {
      const answer = await send(simulator, queryOf('signed@example.com'), charset)
      const name = charset === 'utf-8' ? 'utf-8' : 'GBK'
      expect(answer.contentType).toBe(`text/xml;charset=${name}`)
      expect(answer.text).toContain(`<?xml version="1.0" encoding="${name}"?>`)
    },
  )

  it('says in a header and in a comment before the root that it is a simulator', async () => {
    const answer = await send(simulator, queryOf('signed@example.com'))
    expect(answer.headers.get('x-paycircle-simulator')).toBe('1')
    expect(answer.text.indexOf('模拟器')).toBeGreaterThan(0)
    expect(answer.text.indexOf('模拟器')).toBeLessThan(answer.text.indexOf('<alipay>'))
    const parsed = parseAnswer(Buffer.from(answer.text), { contentType: answer.contentType, requestCharset: 'utf-8' })
    expect(parsed).toMatchObject({ shape: 'flat', isSuccess: 'T', notes: [] })
  })

  it('counts each reading of an account', async () => {
    for (let time = 0; time < 3; time++) await send(simulator, queryOf('signed@example.com'))
    const account = simulator.accounts().find(({ email }) => email === 'signed@example.com')
    expect(account?.queries).toBe(3)
  })
})
