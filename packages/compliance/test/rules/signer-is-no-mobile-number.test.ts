import { expect, it } from 'vitest'
import { signerIsNoMobileNumber as rule } from '../../src/rules/signer-is-no-mobile-number.js'
import { formOf, payment, signing, urlOf } from '../gateway-form.js'
import { auditTexts, placesOf } from '../specimens.js'

it.each(['13800000000', '+8613800000000', '138-0000-0000', '１３８００００００００'])('points at %s', (email) => {
  expect(placesOf(rule, formOf({ ...signing, email }))).toEqual(['3:1'])
  expect(
    JSON.stringify(auditTexts({ page: formOf({ ...signing, email }) }, [rule]).findings[0]?.message),
  ).not.toContain(email)
})

it('leaves alone e-mails, what is filled in, and other services', () => {
  expect(placesOf(rule, formOf({ ...signing, email: '13800000000@mail.example.com' }))).toEqual([])
  expect(placesOf(rule, formOf({ ...signing, email: '<?= $mobile ?>' }))).toEqual([])
  expect(placesOf(rule, formOf({ ...signing, email: undefined }))).toEqual([])
  expect(placesOf(rule, urlOf({ ...payment, email: '13800000000' }))).toEqual([])
})
