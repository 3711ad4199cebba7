import { expect, it } from 'vitest'
import { stopsAfterAnUnknownOutcome } from '../../src/rules/stops-after-an-unknown-outcome.js'
import { harOf, refusal, second, signed } from '../recordings.js'
import { placesOf } from '../specimens.js'

const count = (...calls: readonly { service?: string; answer?: string; status?: number; email?: string }[]) =>
  placesOf(stopsAfterAnUnknownOutcome, harOf(calls.map((call, at) => ({ at: second(at * 60), ...call })))).length
const debit = { service: 'cae_charge_agent', answer: '<alipay><is_success>T</is_success></alipay>' }

it.each([
  [{ answer: refusal('UNKNOWN_EXCEPTION') }],
  [{ answer: refusal('GENERIC_FAILURE') }],
  [{ answer: refusal('SYSTEM_ERROR') }],
  [{ answer: refusal('A_CODE_OF_TOMORROW') }],
  [{ answer: '<alipay><is_succ' }],
  [{ status: 0, answer: '' }],
  [{ status: 503, answer: '<html>busy</html>' }],
])('demands a query that settles it after %j', (unknown) => {
  expect(count(unknown, debit)).toBe(1)
  expect(count(unknown, unknown, debit)).toBe(1)
  expect(count(unknown, { answer: signed }, debit)).toBe(0)
  expect(count(unknown, { answer: refusal('NO_SIGN_CUSTOMER') }, debit)).toBe(0)
})

it('says nothing after an answer that is clear, nor about another account', () => {
  expect(count({ answer: refusal('ILLEGAL_EMAIL') }, debit)).toBe(0)
  expect(count({ answer: refusal('SYSTEM_ERROR') }, { ...debit, email: 'other@example.com' })).toBe(0)
})

it('takes the page of a signing for no answer', () => {
  const page = { service: 'sign_protocol_with_partner', answer: '<html><title>x</title></html>' }
  expect(count(page, page)).toBe(0)
})
