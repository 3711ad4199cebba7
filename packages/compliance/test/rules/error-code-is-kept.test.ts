import { expect, it } from 'vitest'
import { errorCodeIsKept } from '../../src/rules/error-code-is-kept.js'
import { placesOf } from '../specimens.js'

const ask = "const a = ask('query_customer_protocol')\n"

it('points at the first look at is_success', () => {
  expect(placesOf(errorCodeIsKept, `${ask}if (a.is_success === 'F') return false\n`)).toEqual(['2:7'])
  expect(placesOf(errorCodeIsKept, `${ask}return 'T' === a.is_success && a.charge_agent === 'T'\n`)).toEqual(['2:18'])
})

it.each([
  ["if (a.is_success === 'F') { save(a.error); return false }"],
  ["if (a.is_success === 'F') { save(a['error']); return false }"],
  ["if (a.is_success === 'F' && code === 'NO_SIGN_CUSTOMER') return false"],
  ["if (a.is_success === 'F') throw new Refused(a)"],
  ["if (a.is_success === 'F') return a"],
])('is silent where the code is kept: %s', (line) => {
  expect(placesOf(errorCodeIsKept, `${ask}${line}\n`)).toEqual([])
})

it('is silent where the query is only told from others', () => {
  const text =
    "const f = (r) => {\n  if (r.service !== 'query_customer_protocol') return false\n  return r.isSuccess !== 'T'\n}\n"
  expect(placesOf(errorCodeIsKept, text)).toEqual([])
})

it('does not take a call of console.error for a look at the code', () => {
  expect(placesOf(errorCodeIsKept, `${ask}if (a.is_success === 'F') { console.error('no'); return false }\n`)).toEqual([
    '2:7',
  ])
})
