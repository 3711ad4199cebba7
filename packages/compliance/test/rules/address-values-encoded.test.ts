import { expect, it } from 'vitest'
import { addressValuesEncoded } from '../../src/rules/address-values-encoded.js'
import { placesOf } from '../specimens.js'

const head = "const gateway = 'https://mapi.alipay.com/gateway.do'\n"

it.each([
  ["const url = gateway + '?service=customer_unsign&user_email=' + email", ['2:23']],
  ['const url = `https://mapi.alipay.com/gateway.do?service=customer_unsign&user_email=${agent.email}`', ['2:13']],
])('finds %s', (line, places) => {
  expect(placesOf(addressValuesEncoded, head + line)).toEqual(places)
})

it.each([
  ["const url = gateway + '?service=customer_unsign&user_email=' + encodeURIComponent(email)"],
  ["const email = escape(address); const url = gateway + '?service=customer_unsign&user_email=' + email"],
  ["const joined = 'service=customer_unsign&user_email=' + email; send(gateway, joined)"],
  ["const url = gateway + '?service=customer_unsign&biz_type=' + type"],
  ["const url = '/agents?email=' + email"],
])('lets %s be', (line) => {
  expect(placesOf(addressValuesEncoded, head + line)).toEqual([])
})
