import { expect, it } from 'vitest'
import { bizTypeIs10004 as rule } from '../../src/rules/biz-type-is-10004.js'
import { formOf, gateway, payment, query, signing, urlOf } from '../gateway-form.js'
import { placesOf, textsAt } from '../specimens.js'

it('points at the request without it, and at another value', () => {
  expect(placesOf(rule, formOf({ ...query, biz_type: undefined }))).toEqual(['1:1'])
  expect(placesOf(rule, formOf({ ...query, biz_type: '1000310004' }))).toEqual(['3:1'])
  expect(textsAt(rule, urlOf({ ...query, service: 'customer_unsign', biz_type: '10003' }))).toEqual(['biz_type=10003'])
})

it('sees it in an address that a program goes on writing', () => {
  const source = (type: string) =>
    `const url = '${gateway}?service=query_customer_protocol&biz_type=${type}&user_email=' + email\nmodule.exports = url`
  expect(textsAt(rule, source('10003'))).toEqual(['biz_type=10003'])
  expect(placesOf(rule, source('10004'))).toEqual([])
})

it('leaves alone what is right, empty, filled in, or of another service', () => {
  expect(placesOf(rule, urlOf(query))).toEqual([])
  expect(placesOf(rule, formOf({ ...query, biz_type: '' }))).toEqual([])
  expect(placesOf(rule, formOf({ ...query, biz_type: '${bizType}' }))).toEqual([])
  expect(placesOf(rule, formOf(signing))).toEqual([])
  expect(placesOf(rule, formOf({ ...payment, biz_type: 'x' }))).toEqual([])
})
