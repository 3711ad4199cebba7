import { expect, it } from 'vitest'
import { formFieldsAreHiddenInputs as rule } from '../../src/rules/form-fields-are-hidden-inputs.js'
import { formOf, payment, signing } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

it.each([
  '<input name=email>',
  '<input type=email name=email>',
  '<input type=checkbox name=email checked>',
  '<textarea name=email></textarea>',
  '<select name=email><option>a</select>',
  '<input type=hiden name=email>',
])('points at %s', (inside) => {
  expect(placesOf(rule, formOf({ ...signing, email: undefined }, { inside }))).toEqual(['7:1'])
})

it.each([
  '<input type=HIDDEN name=email>',
  '<input type=text>',
  '<input type=text name=email disabled>',
  '<input type=checkbox name=agree>',
  '<button>x</button><input type=submit><input type=button name=x>',
  '<input type="{{ type }}" name=email>',
])('leaves alone %s, which is hidden or not sent', (inside) => {
  expect(placesOf(rule, formOf(signing, { inside }))).toEqual([])
})

it('leaves alone forms that go elsewhere or ask for another service', () => {
  expect(placesOf(rule, formOf(payment, { inside: '<input name=subject>' }))).toEqual([])
  expect(placesOf(rule, formOf(signing, { action: '/preview', inside: '<input name=email>' }))).toEqual([])
})
