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
