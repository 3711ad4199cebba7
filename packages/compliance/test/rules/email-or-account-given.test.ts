import { expect, it } from 'vitest'
import { emailOrAccountGiven as rule } from '../../src/rules/email-or-account-given.js'
import { formOf, query, signing, urlOf } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

const neither = { ...query, user_email: undefined }

it('points at a query or a termination that names nobody', () => {
  expect(placesOf(rule, urlOf(neither))).toEqual(['1:1'])
  expect(placesOf(rule, formOf(neither))).toEqual(['1:1'])
  expect(placesOf(rule, urlOf({ ...neither, service: 'customer_unsign' }))).toEqual(['1:1'])
  expect(placesOf(rule, urlOf({ ...neither, email: 'agent@example.com' }))).toEqual(['1:1'])
})

it.each(['trans_account', 'trans_account_out', 'account_no', 'user_email'])('is content with %s', (name) => {
  expect(placesOf(rule, urlOf({ ...neither, [name]: '20880000000000010156' }))).toEqual([])
})

it('leaves alone signings, for which the e-mail is optional, and what cannot be seen', () => {
  expect(placesOf(rule, formOf({ ...signing, email: undefined }))).toEqual([])
  expect(placesOf(rule, formOf(neither, { inside: '<% more(); %>' }))).toEqual([])
  expect(placesOf(rule, formOf({ ...query, user_email: '' }))).toEqual([])
})
