import { expect, it } from 'vitest'
import { callsAreSigned } from '../../src/rules/calls-are-signed.js'
import { placesOf } from '../specimens.js'

const gateway = "const gateway = 'https://mapi.alipay.com/gateway.do'\n"

it('points at the service that is called', () => {
  expect(placesOf(callsAreSigned, `${gateway}fetch(gateway + q({ service: 'customer_unsign' }))`)).toEqual(['2:30'])
  expect(
    placesOf(
      callsAreSigned,
      "const a = 1\nfetch('https://mapi.alipay.com/gateway.do?service=query_customer_protocol&partner=' + partner)",
    ),
  ).toEqual(['2:7'])
})

it.each([
  ['something signs', `${gateway}fetch(gateway + signed({ service: 'customer_unsign' }), sign)`],
  ['a signature is added', `${gateway}fetch(gateway + q({ service: 'customer_unsign', signature }))`],
  [
    'something that has the key is called',
    `${gateway}fetch(gateway + urlOf({ service: 'customer_unsign' }, config.key))`,
  ],
  ['a builder of requests is called', `${gateway}fetch(gateway + buildRequest({ service: 'customer_unsign' }))`],
  ['the service needs none', `${gateway}fetch(gateway + q({ service: 'query_timestamp' }))`],
  ['nothing is called', `${gateway}const names = ['customer_unsign']`],
  ['the gateway is elsewhere', "const a = 1\nfetch(url({ service: 'customer_unsign' }))"],
])('is silent where %s', (_, text) => {
  expect(placesOf(callsAreSigned, text)).toEqual([])
})
