import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth, padEnd, wrap } from '../../src/output/index.js'
import { pairs, printable, table } from '../../src/output/table.js'

describe('text on a terminal', () => {
  it('counts Chinese characters and full-width forms as two columns', () => {
    expect(displayWidth('ab')).toBe(2)
    expect(displayWidth('签约，Ａ')).toBe(8)
    expect(displayWidth(padEnd('代扣', 6))).toBe(6)
  })

  it('is broken between words and between Chinese characters, never before a Chinese full stop', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrap('查询代理人是否已签约。', 20)).toEqual(['查询代理人是否已签', '约。'])
    expect(wrap('查询代理人是否已签约吗。', 22).every((line) => !line.startsWith('。'))).toBe(true)
  })

  it('loses nothing but blanks when it is broken', () => {
    const bare = (text: string) => text.replace(/\s/g, '')
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', '签', '。', '约', '-') }),
        fc.nat(30),
        (text, width) => {
          expect(bare(wrap(text, width + 4).join(''))).toBe(bare(text))
        },
      ),
    )
  })

  it('stands in columns also where they hold Chinese', () => {
    const lines = table(
      ['名称', 'N'],
      [
        ['代理人', '1'],
        ['a', '2'],
      ],
    ).split('\n')
    expect(new Set(lines.map((line) => displayWidth(line.slice(0, line.search(/[N12]/))))).size).toBe(1)
    expect(
      pairs([
        ['名', 'x'],
        ['abcdef', 'y'],
      ]),
    ).toBe('名      x\nabcdef  y')
  })

  it('cannot steer the terminal: control characters are shown, not sent', () => {
    expect(printable('a\u001b[31mb\r\u202e')).toBe('a\\u001b[31mb\\u000d\\u202e')
    expect(table(['x'], [['\u001b]0;title\u0007']])).not.toContain('\u001b]')
  })
})
