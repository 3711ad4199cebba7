import { expect, it } from 'vitest'
import { requiredParametersSet as rule } from '../../src/rules/required-parameters-set.js'
import { formOf, gateway, payment, query, signing, urlOf } from '../gateway-form.js'
import { auditTexts, placesOf } from '../specimens.js'

it('names what is missing, for any service', () => {
  const report = auditTexts({ page: formOf({ _input_charset: 'utf-8', sign: 'x', sign_type: 'MD5' }) }, [rule])
  expect(report.findings.map(({ message }) => message.en)).toEqual(['service is missing.', 'partner is missing.'])
  expect(placesOf(rule, urlOf({ ...query, partner: undefined }))).toEqual(['1:1'])
  expect(placesOf(rule, formOf({ ...payment, partner: undefined }))).toEqual(['1:1'])
})

it.each([
  formOf(signing),
  formOf({ ...signing, partner: '' }),
  formOf({ ...signing, partner: undefined }, { inside: '<c:forEach items="${rest}" var="e"></c:forEach>' }),
  formOf({ ...signing, partner: undefined }, { inside: '<input type=hidden name="{{ name }}" value=x>' }),
  formOf({ ...signing, partner: undefined }, { method: 'get', action: `${gateway}?partner=1` }),
  `<form action="${gateway}"></form>`,
  `${gateway}?_input_charset=utf-8`,
  '<form action="https://openapi.alipay.com/gateway.do"><input name=app_id value=1></form>',
])('leaves alone what has both, may have them, or is no request: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})
