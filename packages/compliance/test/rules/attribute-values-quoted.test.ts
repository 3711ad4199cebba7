import { expect, it } from 'vitest'
import { attributeValuesQuoted as rule } from '../../src/rules/attribute-values-quoted.js'
import { formOf, payment, signing } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

const withEmail = (input: string, head = '') => `${head}${formOf({ ...signing, email: undefined }, { inside: input })}`

it.each([
  '<input type=hidden name=email value=agent@example.com>',
  '<input type=hidden name=email value=<?= $email ?>>',
  "<input type=hidden name=email value='<?= $email ?>'>",
  "<input type=hidden name=email value='{$email}'>",
])('points at %s', (input) => {
  expect(placesOf(rule, withEmail(input))).toEqual(['7:1'])
})

it('knows that <%= writes raw in JSP and ASP.NET, and may not elsewhere', () => {
  const input = "<input type=hidden name=email value='<%= email %>'>"
  expect(placesOf(rule, withEmail(input, '<%@ page language="java" %>'))).toEqual(['7:1'])
  expect(placesOf(rule, withEmail(input))).toEqual([])
})

it.each([
  '<input type=hidden name=email value="agent@example.com">',
  "<input type=hidden name=email value='agent@example.com'>",
  '<input type=hidden name=email value="<?= $email ?>">',
  "<input type=hidden name=email value='<?= htmlspecialchars($email, ENT_QUOTES) ?>'>",
  "<input type=hidden name=email value='{{ email }}'>",
  '<input type=hidden name=email>',
])('leaves alone %s', (input) => {
  expect(placesOf(rule, withEmail(input))).toEqual([])
})

it('leaves alone other forms and services', () => {
  const inside = '<input type=hidden name=show_url value=x>'
  expect(placesOf(rule, `${formOf(signing)}<form action=/x>${inside}</form>${formOf(payment, { inside })}`)).toEqual([])
})
