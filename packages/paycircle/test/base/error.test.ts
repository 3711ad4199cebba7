import { describe, expect, it } from 'vitest'
import { DefectError, defineErrors, invariant, PaycircleError, unreachable } from 'paycircle/internal/base'

const createError = defineErrors<{ fixed: { readonly name: string }; depending: { readonly rows: readonly string[] } }>(
  {
    fixed: {
      rows: ['S3-08'],
      en: ({ name }) => ({ message: `${name} is empty.`, remedy: `Fill in ${name}.` }),
      zh: ({ name }) => ({ message: `${name} 为空。`, remedy: `请填写 ${name}。` }),
    },
    depending: {
      rows: ({ rows }) => rows,
      en: () => ({ message: 'en', remedy: '' }),
      zh: () => ({ message: 'zh', remedy: '' }),
    },
  },
)

describe('an error of a table', () => {
  it('describes itself in both languages with its code and rows', () => {
    const error = createError('fixed', { name: 'email' })
    expect(error.describe('en')).toEqual({
      code: 'fixed',
      rows: ['S3-08'],
      message: 'email is empty.',
      remedy: 'Fill in email.',
    })
    expect(error.describe('zh')).toEqual({
      code: 'fixed',
      rows: ['S3-08'],
      message: 'email 为空。',
      remedy: '请填写 email。',
    })
    expect(error.message).toBe('email is empty.')
    expect(error.fields).toEqual({ name: 'email' })
  })

  it('takes its rows from the case where they depend on it', () => {
    expect(createError('depending', { rows: ['Q3-07'] }).rows).toEqual(['Q3-07'])
  })

  it('is an Error with its cause, and JSON without stack and cause', () => {
    const cause = new Error('inside')
    const error = createError('fixed', { name: 'x' }, { cause })
    expect(error).toBeInstanceOf(PaycircleError)
    expect(error).toBeInstanceOf(Error)
    expect(error.cause).toBe(cause)
    expect(JSON.parse(JSON.stringify(error))).toEqual(error.describe('en'))
  })
})

describe('what the project holds of itself', () => {
  const check: (condition: unknown, claim: string) => void = invariant

  it.each<unknown>([false, undefined, null])('throws a defect where it is %s', (condition: unknown) => {
    expect(() => {
      check(condition, 'the claim')
    }).toThrow(new DefectError('the claim'))
  })

  it.each<unknown>([true, 0, '', Number.NaN])('passes where a value is there: %j', (condition: unknown) => {
    expect(() => {
      check(condition, 'the claim')
    }).not.toThrow()
  })

  it('throws a defect at a case that cannot be', () => {
    expect(() => unreachable('more' as never)).toThrow('unhandled case: "more"')
  })
})
