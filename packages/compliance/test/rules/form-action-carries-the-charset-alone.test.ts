import { expect, it } from 'vitest'
import { formActionCarriesTheCharsetAlone as rule } from '../../src/rules/form-action-carries-the-charset-alone.js'
import { formOf, gateway, payment, signing, urlOf } from '../gateway-form.js'
import { auditTexts, placesOf } from '../specimens.js'

const messages = (text: string) => auditTexts({ page: text }, [rule]).findings.map(({ message }) => message.en)

it('demands the charset where the method is post', () => {
  expect(messages(formOf(signing, { action: gateway }))).toEqual(['The action lacks ?_input_charset=.'])
  expect(messages(formOf(signing, { action: gateway, method: 'get' }))).toEqual([])
  expect(messages(formOf(signing, { action: gateway, method: 'dialog' }))).toEqual([])
})

it('names what else is in the action, and that get drops it', () => {
  const action = `${gateway}?_input_charset=utf-8&amp;sign_channel=NORMAL&amp;partner=1`
  expect(messages(formOf(signing, { action }))).toEqual([
    'The action carries sign_channel, partner beside the charset.',
  ])
  expect(messages(formOf(signing, { action, method: 'GET' }))).toEqual([
    'The action carries sign_channel, partner: the method is get, so the browser drops it.',
  ])
})

it('looks at buttons that change where the form goes', () => {
  const inside = `<button formaction="${gateway}">x</button>`
  expect(placesOf(rule, formOf(signing, { inside }))).toEqual(['8:1'])
  expect(placesOf(rule, formOf(signing, { inside, method: 'get' }))).toEqual([])
})

it.each([
  formOf(signing),
  formOf(signing, { action: '<?= $action ?>' }),
  formOf(signing, { action: `${gateway}?_input_charset={{ charset }}` }),
  formOf(signing, { action: `${gateway}<%= query %>` }),
  formOf(payment, { action: gateway }),
  urlOf(signing),
])('leaves alone what is right, cannot be seen, or is no form of these services: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})
