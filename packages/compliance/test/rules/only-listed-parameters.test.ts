import { expect, it } from 'vitest'
import { onlyListedParameters as rule } from '../../src/rules/only-listed-parameters.js'
import { formOf, payment, query, signing, urlOf } from '../gateway-form.js'
import { placesOf, textsAt } from '../specimens.js'

it('points at every field that is in no list of the service', () => {
  expect(placesOf(rule, formOf({ ...signing, _token: 'x', biz_type: '10004', m: 'Home' }))).toEqual([
    '8:1',
    '9:1',
    '10:1',
  ])
  expect(textsAt(rule, urlOf({ ...query, email: 'x' }))).toEqual(['email=x'])
})

it.each(['@csrf', '{% csrf_token %}', '<?php echo csrf_field() ?>', '@Html.AntiForgeryToken()'])(
  'points at %s, which adds a field',
  (token) => {
    expect(placesOf(rule, formOf(signing, { inside: `\n  ${token}\n` }))).toEqual(['9:3'])
  },
)

it.each([
  '<input type="hidden" name="${_csrf.parameterName}" value="${_csrf.token}" />',
  '<input type="hidden" th:name="${_csrf.parameterName}" th:value="${_csrf.token}" />',
  '<s:token/>',
])('points at %s, in which the framework names the field', (inside) => {
  expect(placesOf(rule, formOf(signing, { inside }))).toEqual(['8:1'])
})

it.each([
  formOf(signing),
  formOf({ ...signing, sign_channel: 'NORMAL', return_url: 'https://www.example.com/' }),
  urlOf({ ...query, user_email: undefined, trans_account: '20880000000000000156' }),
  formOf({ ...payment, token: 'x' }),
  formOf({ ...signing, service: '<?= $service ?>', token: 'x' }),
  formOf(signing, { inside: '<input type=hidden name="<?= $k ?>" value=1><input name=shown disabled>' }),
  `${formOf(signing)}<form action="/logout">\n@csrf\n<input type=hidden name=_token></form>`,
])('leaves alone what is listed, of another service, or another form’s: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})
