import { expect, it } from 'vitest'
import { charsetSpelledOnce as rule } from '../../src/rules/charset-spelled-once.js'
import { formOf, gateway, signing } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

it.each(['gbk', 'UTF-8', 'utf8'])('points at the field where the action says %s', (charset) => {
  expect(placesOf(rule, formOf(signing, { action: `${gateway}?_input_charset=${charset}` }))).toEqual(['2:1'])
})

it('leaves alone what is the same, what a browser drops, and what cannot be seen', () => {
  expect(placesOf(rule, formOf(signing))).toEqual([])
  expect(placesOf(rule, formOf(signing, { action: `${gateway}?_input_charset=gbk`, method: 'get' }))).toEqual([])
  expect(placesOf(rule, formOf({ ...signing, _input_charset: '<%= c %>' }))).toEqual([])
  expect(placesOf(rule, formOf(signing, { action: `${gateway}?_input_charset=<%= c %>` }))).toEqual([])
})
