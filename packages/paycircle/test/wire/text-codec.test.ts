import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charsets, type Charset } from 'paycircle/internal/vocabulary'
import { decodeText, encodeText } from 'paycircle/wire'
import { vectorRows } from './vectors.js'

/** Cells at which Python follows another table than browsers and our codec; the bytes are characters in both. */
const otherCharacter: Readonly<Record<string, string>> = { a1a4: '·', a1aa: '—' }

function* twoByteCodes(charset: 'gbk' | 'gb2312'): Generator<{ code: string; character: string; bytes: Uint8Array }> {
  const rows = new Map(vectorRows(`${charset}.txt`).map(([lead = '', line = '']) => [lead, line]))
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    const line = rows.get(lead.toString(16))
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const code = lead.toString(16) + trail.toString(16)
      yield { code, character: line?.[trail - 0x40] ?? '\uFFFD', bytes: Uint8Array.of(lead, trail) }
    }
  }
}

describe.each(['gbk', 'gb2312'] as const)('%s', (charset) => {
  it('takes exactly the two-byte codes that the table of an outside codec has', () => {
    const wrong: string[] = []
    let taken = 0
    for (const { code, character, bytes } of twoByteCodes(charset)) {
      let decoded = '\uFFFD'
      try {
        decoded = decodeText(bytes, charset)
        taken++
      } catch {
        // Compared below.
      }
      const expected = charset === 'gb2312' ? (otherCharacter[code] ?? character) : character
      if (decoded !== expected) wrong.push(`${code}: ${decoded} instead of ${expected}`)
      else if (decoded !== '\uFFFD' && Buffer.compare(encodeText(decoded, charset), bytes) !== 0) wrong.push(code)
    }
    expect(wrong).toEqual([])
    expect(taken).toBe(charset === 'gbk' ? 21_791 : 7445)
  })

  it.each([
    ['a euro sign, which programs encode differently', '价格€5', '€', 2],
    ['a character outside the first plane, counted as one', '测𠮷', '𠮷', 1],
    ['a lone surrogate', 'ab\uD800', '\uD800', 2],
    ['a character for private use', 'x\uE7C7', '\uE7C7', 1],
    ['the replacement character', '\uFFFD', '\uFFFD', 0],
    ['a byte order mark', '\uFEFFtext', '\uFEFF', 0],
  ])('lacks %s and says where it stands', (_, text, character, position) => {
    expect(() => encodeText(text, charset)).toThrow(
      expect.objectContaining({
        code: 'charset-lacks-character',
        fields: { character, codePoint: character.codePointAt(0), position, charset },
      }),
    )
  })

  it.each([
    ['a lone lead byte', [0x61, 0xb2], 1],
    ['a trail byte that cannot be one', [0xb2, 0x30], 0],
    ['the single byte 80', [0x41, 0x42, 0x80], 2],
    ['the byte FF', [0xff, 0xff], 0],
    ['bytes of UTF-8 that end in the middle of a pair', [...Buffer.from('测')], 2],
  ])('refuses %s and says at which byte', (_, bytes, position) => {
    expect(() => decodeText(Uint8Array.from(bytes), charset)).toThrow(
      expect.objectContaining({ code: 'bytes-not-in-charset', fields: { position, charset } }),
    )
  })
})

describe('gb2312', () => {
  it('lacks what only GBK has', () => {
    expect(encodeText('镕', 'gbk')).toHaveLength(2)
    expect(() => encodeText('朱镕基', 'gb2312')).toThrow(
      expect.objectContaining({ fields: { character: '镕', codePoint: 0x9555, position: 1, charset: 'gb2312' } }),
    )
  })
})

describe('utf-8', () => {
  it('refuses a lone surrogate instead of replacing it', () => {
    expect(() => encodeText('a\uDC00b', 'utf-8')).toThrow(
      expect.objectContaining({
        fields: { character: '\uDC00', codePoint: 0xdc00, position: 1, charset: 'utf-8' },
      }),
    )
  })

  it('keeps a byte order mark and a replacement character that are really there', () => {
    for (const text of ['\uFEFFx', 'a\uFFFDb']) expect(decodeText(encodeText(text, 'utf-8'), 'utf-8')).toBe(text)
  })

  it('takes exactly the bytes that the platform’s strict decoder takes', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const byte = fc.oneof(
      fc.constantFrom(0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4),
      fc.integer({ min: 0, max: 255 }),
    )
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 8 }), (list) => {
        const bytes = Uint8Array.from(list)
        let expected: string | undefined
        try {
          expected = strict.decode(bytes)
        } catch {
          expected = undefined
        }
        if (expected !== undefined) expect(decodeText(bytes, 'utf-8')).toBe(expected)
        else expect(() => decodeText(bytes, 'utf-8')).toThrow(expect.objectContaining({ code: 'bytes-not-in-charset' }))
      }),
      { numRuns: 5000 },
    )
  })

  it('names the first byte that does not belong', () => {
    expect(() => decodeText(Uint8Array.of(0x61, 0xe6, 0xb5, 0x41), 'utf-8')).toThrow(
      expect.objectContaining({ fields: { position: 1, charset: 'utf-8' } }),
    )
  })
})

it('gives back every text that it encoded, whatever the charset', () => {
  fc.assert(
    fc.property(fc.constantFrom<Charset>(...charsets), fc.string({ unit: 'binary' }), (charset, text) => {
      let bytes: Uint8Array
      try {
        bytes = encodeText(text, charset)
      } catch (error) {
        expect(error).toMatchObject({ code: 'charset-lacks-character' })
        return
      }
      expect(decodeText(bytes, charset)).toBe(text)
    }),
    { numRuns: 3000 },
  )
})
