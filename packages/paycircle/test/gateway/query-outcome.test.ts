import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { queryOutcomeOf, type QuerySubject } from '../../src/gateway/index.js'
import { errorCodeCatalogue, type QueryOutcome } from '../../src/vocabulary/index.js'
import { encodeText, parseAnswer } from '../../src/wire/index.js'

const document = (inner: string): string => `<?xml version="1.0" encoding="utf-8"?>\n<alipay>${inner}</alipay>`
const outcomeOf = (text: string, subject?: QuerySubject): QueryOutcome =>
  queryOutcomeOf(parseAnswer(Buffer.from(text), { requestCharset: 'utf-8' }), subject)
const answered = (inner: string, subject?: QuerySubject): QueryOutcome => outcomeOf(document(inner), subject)
const flags = (debit: string, refund: string): string =>
  `<is_success>T</is_success><charge_agent>${debit}</charge_agent><refund_charge>${refund}</refund_charge>`
const refused = (code: string): string => `<is_success>F</is_success><error>${code}</error>`
const contradictory = { outcome: 'indeterminate', reason: 'contradictory-answer' }
const unreadable = { outcome: 'indeterminate', reason: 'unreadable-answer' }

describe('is_success T', () => {
  it.each([
    ['T', 'T', { outcome: 'signed', autoDebit: true, autoRefund: true }],
    ['T', 'F', { outcome: 'signed', autoDebit: true, autoRefund: false }],
    ['F', 'T', { outcome: 'signed', autoDebit: false, autoRefund: true }],
    ['F', 'F', { outcome: 'not_signed' }],
  ])('reads charge_agent %s and refund_charge %s each for itself', (debit, refund, expected) => {
    expect(answered(flags(debit, refund))).toEqual(expected)
  })

  it('reads the flags by name, in any order and among other elements', () => {
    const inner =
      '<refund_charge>F</refund_charge><extra>1</extra><is_success>T</is_success><charge_agent>T</charge_agent>'
    expect(answered(inner)).toEqual({ outcome: 'signed', autoDebit: true, autoRefund: false })
  })

  it.each([
    ['a flag is missing', '<is_success>T</is_success><charge_agent>T</charge_agent>'],
    ['both flags are missing', '<is_success>T</is_success>'],
    ['a flag is doubled', `${flags('T', 'T')}<charge_agent>T</charge_agent>`],
    ['a flag is neither T nor F', flags('T', 'Y')],
    ['a flag is empty', flags('', 'T')],
    ['a flag is written small', flags('t', 'T')],
    ['a flag has blanks', flags(' T ', 'T')],
    ['a flag has children', flags('<b>T</b>', 'T')],
    ['is_success is doubled', `<is_success>T</is_success>${flags('T', 'T')}`],
    ['is_success is missing', '<charge_agent>T</charge_agent><refund_charge>T</refund_charge>'],
    ['is_success is something else', flags('T', 'T').replace('>T<', '>true<')],
  ])('is indeterminate where %s', (_title, inner) => {
    expect(answered(inner)).toEqual(contradictory)
  })

  it('is indeterminate where an error stands beside it, and keeps the code', () => {
    const beside = `${flags('T', 'T')}<error>NO_SIGN_CUSTOMER</error>`
    expect(answered(beside)).toEqual({ ...contradictory, code: 'NO_SIGN_CUSTOMER' })
  })
})

describe('is_success F', () => {
  it.each([
    ['NO_SIGN_CUSTOMER', { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' }],
    ['NO_NORMAL_SIGN_CUSTOMER', { outcome: 'irregular', code: 'NO_NORMAL_SIGN_CUSTOMER' }],
    ['ILLEGAL_SIGN', { outcome: 'refused', code: 'ILLEGAL_SIGN' }],
    ['ILLEGAL_BIZ_TYPE', { outcome: 'refused', code: 'ILLEGAL_BIZ_TYPE' }],
    ['SYSTEM_ERROR', { outcome: 'indeterminate', reason: 'indeterminate-code', code: 'SYSTEM_ERROR' }],
    ['UNKNOWN_EXCEPTION', { outcome: 'indeterminate', reason: 'indeterminate-code', code: 'UNKNOWN_EXCEPTION' }],
    ['GENERIC_FAILURE', { outcome: 'indeterminate', reason: 'indeterminate-code', code: 'GENERIC_FAILURE' }],
    ['NEVER_HEARD_OF', { outcome: 'indeterminate', reason: 'unknown-code', code: 'NEVER_HEARD_OF' }],
    ['constructor', { outcome: 'indeterminate', reason: 'unknown-code', code: 'constructor' }],
    [' ILLEGAL_SIGN', { outcome: 'indeterminate', reason: 'unknown-code', code: ' ILLEGAL_SIGN' }],
  ])('with %s becomes what the catalogue says', (code, expected) => {
    expect(answered(refused(code))).toEqual(expected)
  })

  it('gives every code of the catalogue the outcome that stands there, and never signed', () => {
    for (const { code, outcome } of errorCodeCatalogue) {
      expect(answered(refused(code))).toMatchObject({ outcome, code })
    }
  })

  it.each([
    ['no code', '<is_success>F</is_success>', contradictory],
    ['two codes', `${refused('ILLEGAL_SIGN')}<error>ILLEGAL_SIGN</error>`, contradictory],
    ['an empty code', refused(''), unreadable],
    ['a code of a thousand characters', refused('A'.repeat(1_000)), unreadable],
    [
      'a signed half beside the code',
      `${refused('NO_SIGN_CUSTOMER')}<charge_agent>T</charge_agent>`,
      { ...contradictory, code: 'NO_SIGN_CUSTOMER' },
    ],
  ])('with %s is indeterminate', (_title, inner, expected) => {
    expect(answered(inner)).toEqual(expected)
  })
})

describe('other shapes', () => {
  it('takes the code of an HTML error page by the catalogue, whatever the charset of the request', () => {
    const page =
      '<html><head><meta charset="gb2312"><title>支付宝</title></head><body>错误代码 ILLEGAL_SIGN</body></html>'
    const answer = parseAnswer(encodeText(page, 'gbk'), { contentType: 'text/html', requestCharset: 'utf-8' })
    expect(queryOutcomeOf(answer)).toEqual({ outcome: 'refused', code: 'ILLEGAL_SIGN' })
  })

  it.each([
    ['a page without a code', '<html><body>502</body></html>', unreadable],
    [
      'a wrapped T',
      document(`${flags('T', 'T')}<response><a><charge_agent>T</charge_agent></a></response>`),
      unreadable,
    ],
    [
      'a wrapped refusal',
      document(`${refused('ILLEGAL_SIGN')}<request/>`),
      { outcome: 'refused', code: 'ILLEGAL_SIGN' },
    ],
    ['a query string T', 'is_success=T&charge_agent=T&refund_charge=T', unreadable],
    ['a query string refusal', 'is_success=F&error_code=ILLEGAL_EMAIL', { outcome: 'refused', code: 'ILLEGAL_EMAIL' }],
    ['a query string with two verdicts', 'is_success=F&is_success=T&error=ILLEGAL_EMAIL', unreadable],
  ])('%s settles nothing but a code', (_title, text, expected) => {
    expect(outcomeOf(text)).toEqual(expected)
  })
})

describe('whom the answer is about', () => {
  const userId = '2088000000000001'
  const withUser = (value: string): string => `${flags('T', 'F')}<user_id>${value}</user_id>`

  it('hands the user ID on, also with both flags F', () => {
    expect(answered(withUser(userId))).toMatchObject({ outcome: 'signed', userId })
    expect(answered(`${flags('F', 'F')}<user_id>${userId}</user_id>`)).toEqual({ outcome: 'not_signed', userId })
  })

  it.each([
    ['malformed', withUser('42')],
    ['doubled', `${withUser(userId)}<user_id>${userId}</user_id>`],
  ])('leaves a %s user ID out', (_title, inner) => {
    expect(answered(inner)).toEqual({ outcome: 'signed', autoDebit: true, autoRefund: false })
  })

  it("is indeterminate where the user ID is not the account's", () => {
    expect(answered(withUser(userId), { account: `${userId}0156` })).toMatchObject({ outcome: 'signed', userId })
    expect(answered(withUser(userId), { account: '20880000000000020156' })).toEqual(contradictory)
  })

  it('is indeterminate where the echoed e-mail is not the one asked for', () => {
    const echo = (email: string): string => `${flags('T', 'T')}<user_email>${email}</user_email>`
    expect(answered(echo('Agent@Example.com'), { email: 'agent@example.com' })).toMatchObject({ outcome: 'signed' })
    expect(answered(echo('other@example.com'), { email: 'agent@example.com' })).toEqual(contradictory)
  })
})

describe('whatever comes', () => {
  it('is signed only by one T, one of each flag, and no error', () => {
    const element = fc.record({
      name: fc.constantFrom('is_success', 'charge_agent', 'refund_charge', 'error', 'user_id', 'other'),
      value: fc.constantFrom('T', 'F', '', 'NO_SIGN_CUSTOMER', 'SYSTEM_ERROR'),
    })
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (elements) => {
        const values = (name: string): string[] => elements.filter((one) => one.name === name).map((one) => one.value)
        const outcome = answered(elements.map(({ name, value }) => `<${name}>${value}</${name}>`).join(''))
        const isFlag = (name: string): boolean => values(name).length === 1 && /^[TF]$/.test(values(name)[0] ?? '')
        const whole = values('is_success').join() === 'T' && values('error').length === 0
        expect(outcome.outcome === 'signed').toBe(
          whole &&
            isFlag('charge_agent') &&
            isFlag('refund_charge') &&
            [...values('charge_agent'), ...values('refund_charge')].includes('T'),
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives frozen plain data that survives JSON and cloning', () => {
    const outcome = answered(flags('T', 'F'))
    expect(Object.isFrozen(outcome)).toBe(true)
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome)
    expect(structuredClone(outcome)).toEqual(outcome)
  })
})
