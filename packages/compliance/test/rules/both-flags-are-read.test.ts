import { expect, it } from 'vitest'
import { bothFlagsAreRead } from '../../src/rules/both-flags-are-read.js'
import { auditTexts, placesOf } from '../specimens.js'

const ask = "const a = ask({ service: 'query_customer_protocol' })\n"

it('points at the comparison that decides, once for each flag that is not read', () => {
  const report = auditTexts({ 'a.js': `${ask}return a.is_success === 'T'\n` }, [bothFlagsAreRead])
  expect(report.findings.map(({ message }) => message.en)).toEqual([
    'The answer of query_customer_protocol is judged without charge_agent.',
    'The answer of query_customer_protocol is judged without refund_charge.',
  ])
  expect(new Set(report.findings.map(({ location }) => location.line))).toEqual(new Set([2]))
})

it('finds a search of the text that decides, and a result that is kept', () => {
  const searched =
    "const xml = queryCustomerProtocol(email)\nif (xml.indexOf('<is_success>F</is_success>') > 0) {\n  return show()\n}\n"
  expect(placesOf(bothFlagsAreRead, searched)).toEqual(['2:19', '2:19'])
  const kept = `${ask}let done = false\nif (a.is_success === 'T') {\n  done = true\n}\nreturn done\n`
  expect(placesOf(bothFlagsAreRead, kept)).toEqual(['3:7', '3:7'])
})

it('finds a flag that is read and dropped', () => {
  const read = "const charge = a.get('charge_agent')\nconst refund = a.get('refund_charge')\n"
  expect(placesOf(bothFlagsAreRead, `${ask}if (a.is_success !== 'T') throw a\n${read}return refund === 'T'\n`)).toEqual(
    ['3:22'],
  )
  expect(
    placesOf(bothFlagsAreRead, `${ask}if (a.is_success !== 'T') throw a\n${read}return [charge, refund]\n`),
  ).toEqual([])
})

it('does not take cae_charge_agent for the flag', () => {
  const debit = "call('cae_charge_agent')\n"
  expect(placesOf(bothFlagsAreRead, `${ask}${debit}return a.is_success === 'T' && a.refund_charge === 'T'\n`)).toEqual([
    '3:10',
  ])
})

it.each([
  ['the answer is handed on', `${ask}if (a.is_success !== 'T') throw new Error(a.error)\nreturn a\n`],
  [
    'only is_success of another service is looked at',
    "const a = pay('create_direct_pay_by_user')\nreturn a.is_success === 'T'\n",
  ],
  ['the words stand in a comment', "const b = 1\n// query_customer_protocol: return is_success === 'T'\n"],
])('is silent where %s', (_, text) => {
  expect(placesOf(bothFlagsAreRead, text)).toEqual([])
})
