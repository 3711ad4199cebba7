import { expect, it } from 'vitest'
import { unknownIsNotNo } from '../../src/rules/unknown-is-not-no.js'
import { placesOf } from '../specimens.js'

const javascript = (handler: string, after = '') =>
  `async function hasSigned(email) {\n  let signed = false\n  try {\n    signed = (await ask('query_customer_protocol', email)).charge_agent === 'T'\n  } catch (e) ${handler}\n  ${after}\n}\n`
const python = (handler: string) =>
  `import pay\n\ndef has_signed(email):\n    try:\n        return ask('query_customer_protocol', email)\n    except Exception as e:\n        ${handler}\n`

it.each([
  [javascript('{ return false }'), ['5:5']],
  [javascript("{ return 'not_signed' }"), ['5:5']],
  [javascript('{ signed = false; }', 'return signed'), ['5:5']],
  [javascript('{}', 'return signed'), ['5:5']],
  [javascript('{ console.log(e) }', 'return signed'), ['5:5']],
  [javascript('{}', 'return signed').replaceAll('signed', 'reuslt'), ['5:5']],
  [python("return 'N'"), ['6:5']],
  [python('return False'), ['6:5']],
  [python('return 0'), ['6:5']],
  ["const f = (email) => ask('query_customer_protocol', email).catch(() => false)\n", ['1:59']],
])('finds the handler that says no', (text, places) => {
  expect(placesOf(unknownIsNotNo, text)).toEqual(places)
})

it.each([
  [javascript('{ throw new Unreachable(e) }')],
  [javascript("{ return 'unknown' }")],
  [javascript('{ return null }')],
  [javascript('{}', 'return email')],
  [javascript('{ console.log(e) }', 'return null')],
  [javascript('{ await later(email); return false }')],
  [python('raise')],
  [python('return None')],
  ["function a(b) {\n  try { return c(b) } catch (e) { return false }\n}\nask('query_customer_protocol')\n"],
])('is silent where the handler knows better', (text) => {
  expect(placesOf(unknownIsNotNo, text)).toEqual([])
})
