import { expect, it } from 'vitest'
import { noEmptyParameter as rule } from '../../src/rules/no-empty-parameter.js'
import { formOf, gateway, payment, query, signing, urlOf } from '../gateway-form.js'
import { placesOf, textsAt } from '../specimens.js'

it('points at every parameter without a value, required or optional', () => {
  expect(placesOf(rule, formOf({ ...signing, email: '', partner: ' ', sign: '' }))).toEqual(['3:1', '4:1', '6:1'])
  expect(placesOf(rule, formOf(signing, { inside: '<input type=hidden name=sign_channel>' }))).toEqual(['8:1'])
  expect(textsAt(rule, `${urlOf(query)}&trans_account=`)).toEqual(['trans_account='])
  expect(textsAt(rule, `${urlOf(query)}&trans_account`)).toEqual(['trans_account'])
})

it.each([
  formOf(signing),
  formOf(payment),
  formOf({ ...signing, email: '<?= $email ?>' }),
  formOf({ ...signing, email: undefined }, { inside: '<input name=email value="">' }),
  formOf(signing, { inside: '<input type=hidden name=email disabled>' }),
  `${formOf({ ...signing, email: '' })}<script>document.forms[0].elements.email.value = agent.email</script>`,
  `const base = '${gateway}?service=query_customer_protocol&partner='\nmodule.exports = base + partner`,
])('leaves alone what has a value, gets one, or is of another list: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})
