import { expect, it } from 'vitest'
import { oldGatewayIsGone as rule } from '../../src/rules/old-gateway-is-gone.js'
import { formOf, payment, signing } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

const old = 'https://www.alipay.com/cooperate/gateway.do'

it('points at forms and URLs that go to the old gateway, whatever the service', () => {
  expect(placesOf(rule, formOf(signing, { action: `${old}?_input_charset=utf-8` }))).toEqual(['1:1'])
  expect(placesOf(rule, formOf(payment, { action: old }))).toEqual(['1:1'])
  expect(placesOf(rule, `https://mapi.alipay.com/gateway.do?service=a\n${old}?service=b`)).toEqual(['2:1'])
})

it('leaves alone the new gateway, other pages of that host, and what is said about the old one', () => {
  expect(placesOf(rule, formOf(signing))).toEqual([])
  expect(placesOf(rule, 'https://www.alipay.com/\nhttps://www.alipay.com/cooperate/help.htm')).toEqual([])
  expect(placesOf(rule, `<p>${old}</p><!-- <form action="${old}"></form> -->`)).toEqual([])
})
