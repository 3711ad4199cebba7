import { expect, it } from 'vitest'
import { signatureIsSent as rule } from '../../src/rules/signature-is-sent.js'
import { formOf, gateway, payment, query, signing, urlOf } from '../gateway-form.js'
import { auditTexts, placesOf } from '../specimens.js'

const rsa = `${'Zm9v'.repeat(42)}Zg==`
const messages = (text: string) => auditTexts({ page: text }, [rule]).findings.map(({ message }) => message.en)

it('names what is missing, for any service that is signed', () => {
  expect(messages(formOf({ ...signing, sign: undefined }))).toEqual(['sign is missing.'])
  expect(messages(urlOf({ ...query, sign_type: undefined }))).toEqual(['sign_type is missing.'])
  expect(messages(formOf({ ...payment, sign: undefined, sign_type: undefined }))).toHaveLength(2)
})

it.each([
  ['3F12AED3B7AF0C0B7EEC5AC9ACCC2E3A', 'MD5'],
  ['3f12aed3', 'MD5'],
  [rsa, 'MD5'],
  ['3f12aed3b7af0c0b7eec5ac9accc2e3a', 'RSA'],
])('points at a signature that is none of its type: %s as %s', (sign, type) => {
  expect(placesOf(rule, formOf({ ...signing, sign, sign_type: type }))).toEqual(['6:1'])
})

it.each(['md5', 'RSA2', '0001'])('points at a type that there is not: %s', (type) => {
  expect(placesOf(rule, formOf({ ...signing, sign_type: type }))).toEqual(['7:1'])
})

it.each([
  formOf(signing),
  formOf({ ...signing, sign: rsa, sign_type: 'RSA' }),
  formOf({ ...signing, sign: '<?= $sign ?>' }),
  formOf({ ...signing, sign: undefined }, { inside: '<?php echo $more ?><?php more() ?>' }),
  formOf({ ...signing, sign: '' }),
  formOf({ ...payment, sign: 'x', sign_type: 'RSA2' }),
  urlOf({ ...query, sign: '********' }),
  urlOf({ service: 'notify_verify', partner: '2088000000000000', notify_id: 'x' }),
  `${gateway}?_input_charset=utf-8`,
])('leaves alone what is right, cannot be seen, or goes without: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})
