import { expect, it } from 'vitest'
import { agreementAskedBeforeOperation } from '../../src/rules/agreement-asked-before-operation.js'
import { harOf, second } from '../recordings.js'
import { placesOf } from '../specimens.js'

const count = (...services: readonly string[]) =>
  placesOf(agreementAskedBeforeOperation, harOf(services.map((service, at) => ({ at: second(at), service })))).length

it.each([
  'cae_charge_agent',
  'refund_fastpay_by_platform_nopwd',
  'air_trade_refund_freeze',
  'air_trade_refund_unfreeze',
])('wants a query before %s', (service) => {
  expect(count(service)).toBe(1)
  expect(count(service, 'query_customer_protocol')).toBe(1)
  expect(count('query_customer_protocol', service)).toBe(0)
})

it('says nothing of operations that rest on no agreement', () => {
  expect(count('create_direct_pay_by_user', 'sign_protocol_with_partner')).toBe(0)
})
