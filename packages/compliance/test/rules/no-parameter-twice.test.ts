import { expect, it } from 'vitest'
import { noParameterTwice as rule } from '../../src/rules/no-parameter-twice.js'
import { formOf, payment, signing, urlOf } from '../gateway-form.js'
import { placesOf, textsAt } from '../specimens.js'

it('points at the second of a name', () => {
  const inside = '<input type=hidden name=email value=a>\n<input type=hidden name=email value=b>'
  expect(placesOf(rule, formOf(signing, { inside }))).toEqual(['8:1', '9:1'])
  expect(textsAt(rule, `${urlOf(signing)}&partner=second`)).toEqual(['partner=second'])
  expect(placesOf(rule, formOf(payment, { inside: '<input type=hidden name=partner value=x>' }))).toEqual(['10:1'])
})

it('leaves alone the charset in action and field, and fields of which one is sent', () => {
  expect(placesOf(rule, formOf(signing))).toEqual([])
  expect(placesOf(rule, formOf(signing, { inside: '<input type=hidden name=email disabled>' }))).toEqual([])
  expect(placesOf(rule, formOf(signing, { inside: '<input type=radio name=email value=a>' }))).toEqual([])
  expect(placesOf(rule, formOf(signing, { inside: '<input name="{{ a }}"><input name="{{ b }}">' }))).toEqual([])
})
