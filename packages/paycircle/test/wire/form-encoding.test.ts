import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charsets, type Charset } from 'paycircle/internal/vocabulary'
import { encodeText, formDecode, formEncode } from 'paycircle/wire'
import { vectorRows } from './vectors.js'

const assigned = vectorRows('gb2312.txt').flatMap(([, line = '']) =>
  Array.from(line).filter((character) => !'\uFFFD・―'.includes(character)),
)

function textsIn(charset: Charset): fc.Arbitrary<string> {
  const ascii = fc.string({ unit: 'binary-ascii' })
  if (charset === 'utf-8') return fc.oneof(ascii, fc.string({ unit: 'grapheme' }))
  return fc.oneof(
    ascii,
    fc.array(fc.constantFrom(...assigned, '&', '=', '+', '%', ' ')).map((list) => list.join('')),
  )
}

describe.each(charsets)('form data in %s', (charset) => {
  it('comes back as it was given, in order and with duplicates', () => {
    const texts = textsIn(charset)
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { maxLength: 12 }), (pairs) => {
        const given = pairs.filter(([name, value]) => name !== '' || value !== '')
        expect(formDecode(formEncode(given, charset), charset)).toEqual(given)
      }),
      { numRuns: 500 },
    )
  })

  it('is plain ASCII', () => {
    fc.assert(
      fc.property(textsIn(charset), (text) => {
        expect(formEncode([[text, text]], charset)).toMatch(/^[\w*.+%-]*=[\w*.+%-]*$/)
      }),
    )
  })
})

describe('formEncode', () => {
  it('agrees with the platform’s encoder on utf-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(formEncode([['a', text]], 'utf-8')).toBe(new URLSearchParams([['a', text]]).toString())
      }),
      { numRuns: 500 },
    )
  })

  it('writes the bytes of the charset and a plus for a blank', () => {
    expect(formEncode([['subject', '测 试']], 'gbk')).toBe('subject=%B2%E2+%CA%D4')
    expect(formEncode([['email', 'a+b@example.com']], 'utf-8')).toBe('email=a%2Bb%40example.com')
  })

  it('fails where the charset lacks a character', () => {
    expect(() => formEncode([['a', '€']], 'gbk')).toThrow(expect.objectContaining({ code: 'charset-lacks-character' }))
  })
})

describe('formDecode', () => {
  it('takes small and capital hexadecimal digits, empty values, missing equals signs and empty pieces', () => {
    expect(formDecode('a=%b2%E2&b=&c&&=d&', 'gbk')).toEqual([
      ['a', '测'],
      ['b', ''],
      ['c', ''],
      ['', 'd'],
    ])
  })

  it('takes raw bytes and raw characters as the charset’s own', () => {
    expect(formDecode(encodeText('a=测试', 'gbk'), 'gbk')).toEqual([['a', '测试']])
    expect(formDecode('a=测试', 'gbk')).toEqual([['a', '测试']])
  })

  it.each([
    ['a=%', 2],
    ['a=1&b=%4', 6],
    ['a=%4&1=2', 2],
    ['a=%zz', 2],
    ['%u6d4b=1', 0],
  ])('refuses the broken escape in %j', (text, position) => {
    expect(() => formDecode(text, 'utf-8')).toThrow(
      expect.objectContaining({ code: 'percent-malformed', fields: { position } }),
    )
  })

  it('refuses bytes of another charset', () => {
    expect(() => formDecode('a=%B2%E2', 'utf-8')).toThrow(expect.objectContaining({ code: 'bytes-not-in-charset' }))
  })

  it('stops at its limits', () => {
    expect(() => formDecode('a=1&b=2&c=3', 'utf-8', { maxPairs: 2 })).toThrow(
      expect.objectContaining({ code: 'form-too-many', fields: { limitPairs: 2 } }),
    )
    expect(() => formDecode('a'.repeat(11), 'utf-8', { maxBytes: 10 })).toThrow(
      expect.objectContaining({ code: 'form-too-long', fields: { limitBytes: 10 } }),
    )
    expect(formDecode('a=1&b=2', 'utf-8', { maxPairs: 2 })).toHaveLength(2)
  })
})
