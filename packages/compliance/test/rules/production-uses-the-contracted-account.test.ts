import { expect, it } from 'vitest'
import { productionUsesTheContractedAccount } from '../../src/rules/production-uses-the-contracted-account.js'
import { placesOf } from '../specimens.js'

const count = (text: string, path?: string) => placesOf(productionUsesTheContractedAccount, text, path).length
const sandbox = 'alipay.gateway=https://openapi.alipaydev.com/gateway.do\n'

it('complains of a test gateway where the file or a setting says production', () => {
  expect(count(sandbox, 'conf/production/alipay.properties')).toBe(1)
  expect(count(`spring.profiles.active=prod\n${sandbox}`)).toBe(1)
  expect(count(sandbox, 'conf/alipay.properties')).toBe(0)
  expect(count(sandbox, 'conf/reproduction.properties')).toBe(0)
})

it('complains of a mode or an account class of the test', () => {
  const live = (line: string) => count(`${line}\nAPP_ENV=production\n`)
  expect([live('PAYCIRCLE_ACCOUNT_CLASS=test'), live('ALIPAY_SANDBOX=true'), live('alipay.env=dev')]).toEqual([1, 1, 1])
  expect([live('PAYCIRCLE_ACCOUNT_CLASS=contracted'), live('ALIPAY_SANDBOX=false'), live('MAIL_MODE=test')]).toEqual([
    0, 0, 0,
  ])
})
