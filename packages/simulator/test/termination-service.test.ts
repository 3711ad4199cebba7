import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from 'paycircle-simulator'
import {
  breaksOff,
  codeIn,
  control,
  lastRequest,
  partner,
  queryOf,
  send,
  signed,
  startedSimulator,
  urlencoded,
  type Values,
} from './merchant.js'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startedSimulator()
})
beforeEach(() => control(simulator, 'POST', 'reset'))
afterAll(() => simulator.close())

const terminationOf = (email: string, more: Values = {}) => queryOf(email, { service: 'customer_unsign', ...more })
const agreementOf = (email: string) => simulator.accounts().find((account) => account.email === email)

describe('the termination', () => {
  it.each(['signed@example.com', 'debit-only@example.com', 'irregular@example.com'])(
    'ends the agreement of %s and answers is_success alone',
    async (email) => {
      const answer = await send(simulator, terminationOf(email))
      expect(answer.text).toMatch(/<alipay><is_success>T<\/is_success><\/alipay>$/)
      expect(agreementOf(email)).toMatchObject({ state: 'none', autoDebit: false, autoRefund: false })
      expect(codeIn((await send(simulator, queryOf(email))).text)).toBe('NO_SIGN_CUSTOMER')
      expect(lastRequest(simulator)).toMatchObject({ service: 'query_customer_protocol' })
    },
  )

  it('takes the account number as well', async () => {
    const { accountNumber = '' } = agreementOf('signed@example.com') ?? {}
    const values = { service: 'customer_unsign', biz_type: '10004', trans_account_out: accountNumber }
    expect((await send(simulator, values)).text).toContain('<is_success>T</is_success>')
    expect(agreementOf('signed@example.com')?.state).toBe('none')
  })

  it.each([
    ['agent@example.com', {}, 'NO_SIGN_CUSTOMER'],
    ['nobody@example.com', {}, 'ILLEGAL_EMAIL'],
    ['signed@example.com', { biz_type: '1' }, 'ILLEGAL_BIZ_TPYE'],
  ])('refuses %s with %o in XML: %s', async (email, more, code) => {
    const answer = await send(simulator, terminationOf(email, more))
    expect([answer.contentType, codeIn(answer.text)]).toEqual(['text/xml;charset=utf-8', code])
    expect(agreementOf('signed@example.com')?.state).toBe('normal')
  })

  it('is not taken from a partner that has not contracted it', async () => {
    await control(simulator, 'PUT', `partners/${partner}`, { services: ['query_customer_protocol'] })
    const answer = await send(simulator, terminationOf('signed@example.com'))
    expect(codeIn(answer.text)).toBe('ILLEGAL_PARTNER_EXTERFACE')
  })

  it.each([
    ['system-error', 'before-commit', 'normal'],
    ['system-error', 'after-commit', 'none'],
    ['reset', 'before-commit', 'normal'],
    ['reset', 'after-commit', 'none'],
  ])('under %s %s it leaves the agreement %s', async (fault, moment, state) => {
    await control(simulator, 'PUT', 'faults', { service: 'customer_unsign', fault, moment })
    const values = signed(terminationOf('signed@example.com'))
    if (fault === 'reset') await breaksOff(`${simulator.gatewayUrl}?${urlencoded(values)}`)
    else expect(codeIn((await send(simulator, terminationOf('signed@example.com'))).text)).toBe('SYSTEM_ERROR')
    expect(agreementOf('signed@example.com')?.state).toBe(state)
    expect(lastRequest(simulator).committed).toBe(state === 'none')
  })
})
