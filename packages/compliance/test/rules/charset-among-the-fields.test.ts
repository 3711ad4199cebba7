import { expect, it } from 'vitest'
import { charsetAmongTheFields as rule } from '../../src/rules/charset-among-the-fields.js'
import { formOf, gateway, payment, query, signing, urlOf } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

const lacking = { ...signing, _input_charset: undefined }

it('points at the form or the URL that lacks it, for any service', () => {
  expect(placesOf(rule, formOf(lacking))).toEqual(['1:1'])
  expect(placesOf(rule, formOf(lacking, { method: 'get' }))).toEqual(['1:1'])
  expect(placesOf(rule, formOf({ ...payment, _input_charset: undefined }))).toEqual(['1:1'])
  expect(placesOf(rule, urlOf({ ...query, _input_charset: undefined }))).toEqual(['1:1'])
})

it('points at the field that has its name wrong', () => {
  expect(placesOf(rule, formOf({ ...lacking, input_charset: 'utf-8' }))).toEqual(['7:1'])
  expect(placesOf(rule, formOf({ ...lacking, _INPUT_CHARSET: 'utf-8' }))).toEqual(['7:1'])
})

it.each([
  formOf(signing),
  urlOf(query),
  `${formOf(lacking).replace('<form', '<form id=f')}<input type=hidden form=f name=_input_charset value=utf-8>`,
  formOf(lacking, { inside: '<?php foreach ($more as $k => $v) { ?><?php } ?>' }),
  formOf(lacking, { inside: '<input type=hidden name="{{ name }}" value=x>' }),
  `<form action="${gateway}?_input_charset=utf-8"></form>`,
  gateway,
  '<form action="https://openapi.alipay.com/gateway.do?charset=utf-8"><input name=app_id value=1></form>',
])('leaves alone what has it, may have it, or sends nothing: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})
