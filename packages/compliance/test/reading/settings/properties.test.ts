import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineAt, pieceOf, settingsIn, textAt } from '../read.js'

describe('settings of a .properties file', () => {
  it('are pairs by = or :, without comments, escapes undone', () => {
    const text = `#Fri Nov 20 10:00:00 CST 2026
! kept by hand
alipay.gateway=https\\://mapi.alipay.com/gateway.do?_input_charset\\=utf-8
alipay.partner : 2088000000000000
alipay.timeout:15000
alipay.mode = test
alipay.merchant = \\u6D4B\\u8BD5\\u5546\\u6237
alipay.sign_type=MD5
alipay.empty=
alipay.path = C\\:\\\\shop\\\\keys
`
    expect(settingsIn(text)).toEqual([
      ['alipay.gateway', 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8'],
      ['alipay.partner', '2088000000000000'],
      ['alipay.timeout', '15000'],
      ['alipay.mode', 'test'],
      ['alipay.merchant', '测试商户'],
      ['alipay.sign_type', 'MD5'],
      ['alipay.path', 'C:\\shop\\keys'],
    ])
  })

  it('go on in the next line behind a backslash, and are pointed at where they begin', () => {
    const text = [
      '# a proxy, and whom it spares',
      'alipay.ips = 110.75.143.101,\\',
      '             110.75.143.102,\\',
      '  110.75.143.103',
      'alipay.mode = live',
      '',
    ]
    for (const newline of ['\n', '\r\n']) {
      const { settings } = pieceOf('settings', text.join(newline))
      expect(settings.map(({ name, value, place }) => [name, value, lineAt(place)])).toEqual([
        ['alipay.ips', '110.75.143.101,110.75.143.102,110.75.143.103', 2],
        ['alipay.mode', 'live', 5],
      ])
      expect(settings.map(({ place }) => textAt(place))[1]).toBe('live')
    }
  })

  it('do not go on behind a comment, nor behind an escaped backslash', () => {
    expect(settingsIn('# a\\\nalipay.mode=live\\\\\nalipay.partner=2088\n')).toEqual([
      ['alipay.mode', 'live\\'],
      ['alipay.partner', '2088'],
    ])
  })

  it('keep what is no comment in this format: # and ; behind a value', () => {
    expect(settingsIn('alipay.key.hint=a#b;c\nalipay.mode=live # go\n')).toEqual([
      ['alipay.key.hint', 'a#b;c'],
      ['alipay.mode', 'live'],
    ])
  })

  it('are read back as java.util.Properties stores them, each on its line', () => {
    const name = fc.stringMatching(/^[a-z]{1,6}(?:\.[a-z]{1,6}){0,2}$/)
    const value = fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 16 }).filter(isTelling)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, value, fc.nat({ max: 2 })), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        (pairs, newline) => {
          const lines = ['#Fri Nov 20 10:00:00 CST 2026']
          const written = pairs.map(([key, said, before]) => {
            lines.push(...Array.from({ length: before }, () => '# a=b'), `${key}=${stored(said)}`)
            return { name: key, value: said, line: lines.length }
          })
          const { settings } = pieceOf('settings', lines.join(newline))
          expect(
            settings.map(({ name: key, value: said, place }) => ({ name: key, value: said, line: lineAt(place) })),
          ).toEqual(written)
        },
      ),
    )
  })
})

/** Not values that another format would read otherwise: quotes around, blanks, a remark behind, line ends. */
function isTelling(value: string): boolean {
  return value.trim() === value && !/^["'|>&*!%@`#;]|\s[#;]|\p{Cc}/u.test(value)
}

/** As `Properties.store` writes a value. */
function stored(value: string): string {
  return value.replace(/[\\:=#!]|[^\u0020-\u007e]/g, (character) => {
    return character <= '~' && character >= ' '
      ? `\\${character}`
      : `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  })
}
