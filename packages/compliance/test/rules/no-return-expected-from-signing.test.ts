import { expect, it } from 'vitest'
import { noReturnExpectedFromSigning as rule } from '../../src/rules/no-return-expected-from-signing.js'
import { formOf, payment, signing, urlOf } from '../gateway-form.js'
import { placesOf, textsAt } from '../specimens.js'

it('points at both', () => {
  const both = { return_url: 'https://www.example.com/r', notify_url: '<?= $notify ?>' }
  expect(placesOf(rule, formOf({ ...signing, ...both }))).toEqual(['8:1', '9:1'])
  expect(textsAt(rule, urlOf({ ...signing, return_url: 'x' }))).toEqual(['return_url=x'])
})

it('leaves alone other services and other forms', () => {
  expect(placesOf(rule, formOf({ ...payment, return_url: 'https://www.example.com/r' }))).toEqual([])
  expect(placesOf(rule, `${formOf(signing)}<form action=/x><input name=return_url value=/y></form>`)).toEqual([])
})

it('points at both where a program puts a signing together', () => {
  const call = "{ service: 'sign_protocol_with_partner', return_url: url, notify_url: other }"
  expect(placesOf(rule, `const https = require('https')\nfunction sign() {\n  return send(${call})\n}\n`)).toEqual([
    '3:56',
    '3:73',
  ])
})

it('leaves alone a function that knows other services as well, and a name that is only spoken of', () => {
  expect(
    placesOf(
      rule,
      "const https = require('https')\nfunction go(kind) {\n  const service = kind ? 'sign_protocol_with_partner' : 'create_direct_pay_by_user'\n  return send({ service, return_url: url })\n}\n",
    ),
  ).toEqual([])
  expect(
    placesOf(
      rule,
      "const https = require('https')\nfunction go() {\n  delete sent.return_url\n  return send({ service: 'sign_protocol_with_partner' })\n}\n",
    ),
  ).toEqual([])
})
