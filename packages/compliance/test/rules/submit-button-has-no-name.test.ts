import { expect, it } from 'vitest'
import { submitButtonHasNoName as rule } from '../../src/rules/submit-button-has-no-name.js'
import { formOf, payment, signing } from '../gateway-form.js'
import { auditTexts, placesOf } from '../specimens.js'

it.each([
  '<input type=submit name=submit>',
  '<button name=go>x</button>',
  '<button type=SUBMIT name=go>x</button>',
  '<input type=image src=x.gif>',
])('points at %s', (inside) => {
  expect(placesOf(rule, formOf(signing, { inside }))).toEqual(['8:1'])
})

it('says what a picture sends', () => {
  const report = auditTexts({ page: formOf(signing, { inside: '<input type=image name=go>' }) }, [rule])
  expect(report.findings.map(({ message }) => message.en)).toEqual(['The picture sends go.x, go.y when it is clicked.'])
})

it.each([
  '<input type=submit value=x><button>y</button>',
  '<input type=submit name="">',
  '<button type=button name=back>x</button><input type=button name=b><input type=reset name=r>',
  '<input type=submit name=s disabled>',
])('leaves alone %s, which sends nothing', (inside) => {
  expect(placesOf(rule, formOf(signing, { inside }))).toEqual([])
})

it('leaves alone buttons of other forms and services', () => {
  expect(placesOf(rule, `${formOf(signing)}<form action=/x><input type=submit name=s></form>`)).toEqual([])
  expect(placesOf(rule, formOf(payment, { inside: '<input type=submit name=s>' }))).toEqual([])
})
