import { expect, it } from 'vitest'
import { valuesEncodedOnce as rule } from '../../src/rules/values-encoded-once.js'
import { formOf, payment, query, signing, urlOf } from '../gateway-form.js'
import { placesOf, textsAt } from '../specimens.js'

it('points at a value that is encoded in a form, or twice in a URL', () => {
  expect(placesOf(rule, formOf({ ...signing, email: 'agent%40example.com' }))).toEqual(['3:1'])
  expect(placesOf(rule, formOf({ ...signing, sign: 'Zm9v%2BZg%3d%3d' }))).toEqual(['6:1'])
  expect(placesOf(rule, formOf({ ...signing, return_url: 'https%3A%2F%2Fwww.example.com' }))).toEqual(['8:1'])
  expect(textsAt(rule, urlOf({ ...query, user_email: 'a%40b' }))).toEqual(['user_email=a%2540b'])
})

it('leaves alone what is encoded once, escapes of an address, and what cannot be seen', () => {
  expect(placesOf(rule, urlOf(query))).toEqual([])
  expect(placesOf(rule, formOf(signing))).toEqual([])
  expect(placesOf(rule, formOf({ ...signing, return_url: 'https://www.example.com/a%20b' }))).toEqual([])
  expect(placesOf(rule, formOf({ ...signing, email: '<%= URLEncoder.encode(email) %>' }))).toEqual([])
  expect(placesOf(rule, formOf({ ...payment, subject: '%E6%9C%BA' }))).toEqual([])
})
