import { expect, it } from 'vitest'
import { gatewayAddressIsAlipays as rule } from '../../src/rules/gateway-address-is-alipays.js'
import { formOf, payment, query, signing, urlOf } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

it.each([
  'https://mapi.alipay.com.evil.example/gateway.do',
  'https://alipay-mapi.com/gateway.do',
  'https://mapi.alipay.com@evil.example/gateway.do',
  'https://mapi-alipay.com/gateway.do',
  'https://mapi.a1ipay.com/gateway.do',
  'https://mapi.alipay.com:8443/gateway.do',
  'https://mapi.alipay.com/cooperate/gateway.do',
  'https://mapi.alipaydev.com/gateway.do',
  'https://intlmapi.alipay.com/gateway.do',
  'https://203.0.113.7/gateway.do',
  'https://www.example.com/alipay/relay',
  '//mapi.alipay.com.evil.example/gateway.do',
])('points at an address that is not the gateway: %s', (address) => {
  expect(placesOf(rule, formOf(signing, { action: `${address}?_input_charset=utf-8` }))).toEqual(['1:1'])
})

it('points at the one URL of several that goes elsewhere', () => {
  const urls = [urlOf(query), urlOf(query, 'https://mapi.alipay.com.evil.example/gateway.do')]
  expect(placesOf(rule, urls.join('\n'))).toEqual(['2:1'])
})

it('knows a request by its parameters where the address says nothing', () => {
  expect(placesOf(rule, urlOf(query, 'https://pay.example.com/relay'))).toEqual(['1:1'])
  expect(placesOf(rule, `<p><a href="${urlOf(signing, 'https://pay.example.com/go')}">x</a>`)).toEqual(['1:4'])
  expect(placesOf(rule, urlOf({ service: 'query_customer_protocol' }, 'https://docs.example.com/'))).toEqual([])
})

it.each([
  formOf(signing),
  formOf(signing, { action: '//mapi.alipay.com/gateway.do?_input_charset=utf-8' }),
  formOf(signing, { action: '<?= $gateway ?>' }),
  formOf(signing, { action: 'http://localhost:4010/gateway.do' }),
  formOf(payment, { action: 'https://intlmapi.alipay.com/gateway.do' }),
  formOf(payment, { action: 'https://mapi.alipaydev.com/gateway.do' }),
  '<form action="https://openapi.alipay.com/gateway.do"><input name=app_id value=1><input name=method value=x></form>',
  '<form action="https://www.example.com/search"><input name=service value=x></form>',
  'https://www.alipay.com/\nhttps://render.alipay.com/p/s/i?scheme=x',
])('leaves alone what is right or is no request of the gateway: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})

it('takes another gateway for a look-alike only where it names Alipay', () => {
  expect(placesOf(rule, formOf(payment, { action: 'https://www.other-pay.example/gateway.do' }))).toEqual([])
  expect(placesOf(rule, formOf(payment, { action: 'https://www.alipay-pay.example/gateway.do' }))).toEqual(['1:1'])
})
