import { expect, it } from 'vitest'
import { permissionAskedBeforeDebit } from '../../src/rules/permission-asked-before-debit.js'
import { auditTexts, placesOf } from '../specimens.js'

const debit = "const p = { service: 'cae_charge_agent' }\n"

it('points at every operation that rests on nothing', () => {
  expect(placesOf(permissionAskedBeforeDebit, debit)).toEqual(['1:22'])
  expect(
    placesOf(
      permissionAskedBeforeDebit,
      "const u = 'https://mapi.alipay.com/gateway.do?service=air_trade_refund_unfreeze&' + rest\n",
    ),
  ).toEqual(['1:11'])
})

it('is silent where any file asks, and where the operations are only talked about', () => {
  const ask = { 'a.js': debit, 'b.js': "const q = { service: 'query_customer_protocol' }\n" }
  expect(auditTexts(ask, [permissionAskedBeforeDebit]).findings).toEqual([])
  expect(
    placesOf(
      permissionAskedBeforeDebit,
      "const names = ['cae_charge_agent']\nif (name === 'cae_charge_agent') show()\n",
    ),
  ).toEqual([])
  expect(placesOf(permissionAskedBeforeDebit, "const a = 1 // { service: 'cae_charge_agent' }\n")).toEqual([])
})

it('takes no comment for a question', () => {
  expect(placesOf(permissionAskedBeforeDebit, `${debit}// query_customer_protocol: to do\n`)).toEqual(['1:22'])
})
