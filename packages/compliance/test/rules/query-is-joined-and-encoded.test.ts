import { expect, it } from 'vitest'
import { queryIsJoinedAndEncoded as rule } from '../../src/rules/query-is-joined-and-encoded.js'
import { formOf, gateway, query, signing, urlOf } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

it('points at the parameter that runs on from another', () => {
  expect(placesOf(rule, `${gateway}?partner=2088000000000000service=query_customer_protocol`)).toEqual(['1:60'])
  expect(placesOf(rule, `${gateway}?_input_charset=utf-8?service=query_customer_protocol`)).toEqual(['1:57'])
})

it('points at what stands raw in a value', () => {
  expect(placesOf(rule, `${urlOf(query)}\n${gateway}?service=a&partner=b&subject=机票`)).toEqual(['2:56'])
  expect(placesOf(rule, `${gateway}?service=a&partner=b&sign=a+b`)).toEqual(['1:56'])
  expect(placesOf(rule, `<p><a href="${gateway}?service=a&amp;partner=b&amp;subject=a b">x</a>`)).toEqual(['1:76'])
})

it('leaves alone what is encoded, what a browser will encode, and what a program goes on writing', () => {
  expect(placesOf(rule, `${urlOf(query)}\n${gateway}?service=a&partner=b&user_email=agent@example.com`)).toEqual([])
  expect(placesOf(rule, formOf({ ...signing, email: '机票 +' }))).toEqual([])
  expect(placesOf(rule, `var u = "${gateway}?service=a&partner={0}&subject=机票";\nconsole.log(u + x)`)).toEqual([])
  expect(placesOf(rule, `https://www.example.com/?partner=1service=2`)).toEqual([])
})
