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

const builder = (button: string, address = 'https://mapi.alipay.com/gateway.do') =>
  `const gateway = '${address}'\nconst charset = '_input_charset'\nfunction form() {\n  return '<form action="' + gateway + '">' +\n    '${button}</form>'\n}\n`

it('points at a button with a name in the string that a program writes', () => {
  expect(placesOf(rule, builder('<input type="submit" name="go" value="x">'))).toEqual(['5:6'])
  expect(placesOf(rule, builder("<button name=\\'go\\' type=submit>x</button>"))).toEqual(['5:6'])
})

it('leaves alone a button without a name, and one of a form that goes elsewhere', () => {
  expect(placesOf(rule, builder('<input type="submit" value="name=x">'))).toEqual([])
  expect(
    placesOf(
      rule,
      `${builder('<input type="submit">')}function search() {\n  return '<form action="/search"><input type="submit" name="go">'\n}\n`,
    ),
  ).toEqual([])
})
