import { expect, it } from 'vitest'
import { gatewayOverHttps } from '../../src/rules/gateway-over-https.js'
import { placesOf } from '../specimens.js'

it('points at the address that is not https', () => {
  expect(
    placesOf(gatewayOverHttps, 'https://mapi.alipay.com/gateway.do\n  http://mapi.alipay.com/gateway.do?service=x'),
  ).toEqual(['2:3'])
})

it('lets a gateway on this machine speak plainly', () => {
  expect(placesOf(gatewayOverHttps, 'http://127.0.0.1:4010/gateway.do?service=sign_protocol_with_partner')).toEqual([])
})

it('looks at interfaces, not at pages about Alipay', () => {
  expect(placesOf(gatewayOverHttps, 'http://notify.alipay.com/trade/notify_query.do?notify_id=x')).toEqual(['1:1'])
  expect(placesOf(gatewayOverHttps, 'http://www.alipay.com/\nhttp://help.alipay.com/lab/help.htm')).toEqual([])
})
