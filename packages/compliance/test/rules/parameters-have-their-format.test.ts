import { expect, it } from 'vitest'
import { parametersHaveTheirFormat as rule } from '../../src/rules/parameters-have-their-format.js'
import { formOf, payment, query, signing, urlOf } from '../gateway-form.js'
import { auditTexts, placesOf, textsAt } from '../specimens.js'

it.each([
  ['partner', '2089000000000000'],
  ['partner', '20880000000000001'],
  ['partner', ' 2088000000000000'],
  ['_input_charset', 'utf8'],
  ['_input_charset', 'big5'],
  ['email', 'agent.example.com'],
  ['email', 'agent@example.com agent2@example.com'],
  ['sign_channel', 'normal'],
  ['return_url', 'www.example.com'],
])('points at the field: %s=%s', (name, value) => {
  const rest = Object.fromEntries(Object.entries(signing).filter(([other]) => other !== name))
  expect(placesOf(rule, formOf({ [name]: value, ...rest }))).toEqual(['2:1'])
})

it('judges e-mail and account of a query', () => {
  expect(textsAt(rule, urlOf({ ...query, user_email: '13800000000' }))).toEqual(['user_email=13800000000'])
  expect(textsAt(rule, urlOf({ ...query, account_no: '2088' }))).toEqual(['account_no=2088'])
})

it('knows a service that is one of the list but for its spelling', () => {
  expect(placesOf(rule, formOf({ ...signing, service: 'Sign_Protocol_With_Partner' }))).toEqual(['5:1'])
  expect(placesOf(rule, formOf({ ...signing, service: 'query-customer-protocol ' }))).toEqual(['5:1'])
  expect(placesOf(rule, formOf({ ...signing, service: 'single_trade_query' }))).toEqual([])
})

it('never repeats a value', () => {
  const { findings } = auditTexts({ page: formOf({ ...signing, partner: '12345678' }) }, [rule])
  expect(findings).toHaveLength(1)
  expect(JSON.stringify(findings.map(({ message }) => message))).not.toContain('12345678')
})

it.each([
  formOf({ ...signing, sign_channel: 'NORMAL' }),
  formOf({ ...signing, _input_charset: 'GBK' }),
  formOf({ ...signing, partner: '{{ partner }}', email: '<%= email %>' }),
  formOf({ ...signing, partner: '', email: '13800000000', sign: 'x', sign_type: 'x' }),
  formOf({ ...signing, email: 'agent%40example.com' }),
  formOf({ ...payment, partner: 'x' }),
  urlOf({ ...query, user_email: 'a***@example.com', partner: '2088************' }),
])('leaves alone what is right, cannot be seen, or is for another rule: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})
