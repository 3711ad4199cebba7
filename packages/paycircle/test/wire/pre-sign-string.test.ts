import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText, preSignString, type ParameterSet } from 'paycircle/wire'

const textOf = (parameters: ParameterSet): string =>
  Buffer.from(preSignString(parameters, { charset: 'utf-8' })).toString()

describe('the pre-sign string', () => {
  it('leaves out sign, sign_type and what is empty, and nothing else', () => {
    expect(textOf({ sign: 'x', b: '', sign_type: 'MD5', a: ' ', signs: '1', Sign: '2', sign_: '3' })).toBe(
      'Sign=2&a= &sign_=3&signs=1',
    )
  })

  it('holds values raw, also those that a URL would escape', () => {
    expect(textOf({ b: 'x=1&y=%20+ 测', a: 'ü' })).toBe('a=ü&b=x=1&y=%20+ 测')
  })

  it('sorts by UTF-16 code unit: capitals, underscore, small letters, then surrogates before later characters', () => {
    const names = ['\uFF01', '𠮷', '中', 'é', 'a', '_', 'Z', 'A', '1']
    const parameters = Object.fromEntries(names.map((name) => [name, 'v']))
    expect(textOf(parameters)).toBe(
      ['1', 'A', 'Z', '_', 'a', 'é', '中', '𠮷', '\uFF01'].map((name) => `${name}=v`).join('&'),
    )
  })

  it('puts a name before the longer one that begins with it', () => {
    expect(textOf({ trans_account_out: '2', trans_account: '1' })).toBe('trans_account=1&trans_account_out=2')
  })

  it('takes names that objects have of their own for what they are', () => {
    const parameters = JSON.parse('{"__proto__":"1","constructor":"2","toString":"3"}') as ParameterSet
    expect(textOf(parameters)).toBe('__proto__=1&constructor=2&toString=3')
  })

  it('is empty where nothing is signed', () => {
    expect(textOf({})).toBe('')
    expect(textOf({ sign: 'x' })).toBe('')
  })

  it('skips what JavaScript callers leave undefined and refuses what is not text', () => {
    expect(textOf({ a: undefined, b: null, c: '1' } as unknown as ParameterSet)).toBe('c=1')
    expect(() => textOf({ amount: 5 } as unknown as ParameterSet)).toThrow(
      expect.objectContaining({ code: 'value-not-text', fields: { parameter: 'amount' } }),
    )
  })

  it('is the sorted, filtered join, however many parameters there are', () => {
    const sets = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), { maxKeys: 60 })
    fc.assert(
      fc.property(sets, (parameters) => {
        const expected = Object.entries(parameters)
          .filter(([name, value]) => value !== '' && name !== 'sign' && name !== 'sign_type')
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, value]) => `${name}=${value}`)
          .join('&')
        expect(decodeText(preSignString(parameters, { charset: 'utf-8' }), 'utf-8')).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })
})
