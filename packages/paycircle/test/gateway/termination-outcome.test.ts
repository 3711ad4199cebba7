import fc from 'fast-check'
import { expect, it } from 'vitest'
import { terminationOutcomeOf } from '../../src/gateway/termination-outcome.js'
import { parseAnswer } from '../../src/wire/index.js'

const read = (children: string) =>
  terminationOutcomeOf(
    parseAnswer(Buffer.from(`<?xml version="1.0" encoding="utf-8"?><alipay>${children}</alipay>`), {
      requestCharset: 'utf-8',
      contentType: 'text/xml',
    }),
  )

it.each([
  ['<is_success>T</is_success>', { outcome: 'accepted' }],
  ['<is_success>T</is_success><response><x><a>1</a></x></response>', { outcome: 'accepted' }],
  ['<is_success>F</is_success><error>ILLEGAL_EMAIL</error>', { outcome: 'refused', code: 'ILLEGAL_EMAIL' }],
  // What a query would settle by settles nothing here.
  ['<is_success>F</is_success><error>NO_SIGN_CUSTOMER</error>', { outcome: 'refused', code: 'NO_SIGN_CUSTOMER' }],
  [
    '<is_success>F</is_success><error>SYSTEM_ERROR</error>',
    { outcome: 'indeterminate', reason: 'indeterminate-code', code: 'SYSTEM_ERROR' },
  ],
  [
    '<is_success>F</is_success><error>NEVER_SEEN</error>',
    { outcome: 'indeterminate', reason: 'unknown-code', code: 'NEVER_SEEN' },
  ],
  [
    '<is_success>T</is_success><error>SYSTEM_ERROR</error>',
    { outcome: 'indeterminate', reason: 'contradictory-answer', code: 'SYSTEM_ERROR' },
  ],
  ['<is_success>t</is_success>', { outcome: 'indeterminate', reason: 'contradictory-answer' }],
  ['<is_success>F</is_success>', { outcome: 'indeterminate', reason: 'contradictory-answer' }],
  ['<a/>', { outcome: 'indeterminate', reason: 'contradictory-answer' }],
])('%s is %o', (children, outcome) => {
  expect(read(children)).toEqual(outcome)
})

it('takes nothing for accepted but is_success T without an error', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('T', 'F', 't', '', 'TRUE'),
      fc.array(fc.stringMatching(/^[A-Z_]{1,20}$/), { maxLength: 3 }),
      (success, codes) => {
        const errors = codes.map((code) => `<error>${code}</error>`).join('')
        const { outcome } = read(`<is_success>${success}</is_success>${errors}`)
        expect(outcome === 'accepted').toBe(success === 'T' && codes.length === 0)
      },
    ),
  )
})
