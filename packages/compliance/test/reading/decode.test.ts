import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { kindOf, lineAt, piecesOf, settingsIn, textAt } from './read.js'

const page = `<html>
<!-- 签约 -->
<form action="https://mapi.alipay.com/gateway.do?_input_charset=gbk" method="post">
<input type="hidden" name="service" value="sign_protocol_with_partner">
</form>
</html>
`

describe('a file is decoded', () => {
  it.each(['utf-8', 'gbk', 'gb2312', 'gb18030', 'utf-16le', 'utf-16be', 'utf-8 with mark'])('out of %s', (name) => {
    const charset = name.replace(' with mark', '')
    const bytes = iconv.encode(page, charset, { addBOM: name.startsWith('utf-16') || name.endsWith('mark') })
    for (const newline of ['\n', '\r\n', '\r']) {
      const file = iconv.encode(page.replaceAll('\n', newline), charset, {
        addBOM: name.startsWith('utf-16') || name.endsWith('mark'),
      })
      const [request] = piecesOf('request', file)
      expect(request && [lineAt(request.place), textAt(request.place).slice(0, 20)]).toEqual([
        3,
        '<form action="https:',
      ])
    }
    expect(kindOf(bytes)).toBe('page')
  })

  it('of the page of a charset that its text does not use', () => {
    // What is in Latin-1 is no GBK, and yet not refused for it.
    expect(settingsIn(Buffer.from('alipay.partner=2088000000000000\n# caf\xe9 cr\xe8me\n', 'latin1'))).toEqual([
      ['alipay.partner', '2088000000000000'],
    ])
  })

  it.each([
    ['an image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52], 'binary'],
    ['a zip, a jar, a workbook', [0x50, 0x4b, 3, 4, 0x14, 0, 0, 0], 'archive'],
    ['a class file', [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0x34], 'archive'],
    ['gzip', [0x1f, 0x8b, 8, 0, 0, 0], 'archive'],
    ['nothing', [], 'empty'],
    ['a mark of UTF-8 alone', [0xef, 0xbb, 0xbf], 'nothing-recognised'],
    ['blanks', [0x20, 0x0a, 0x0d, 0x0a], 'nothing-recognised'],
    ['no text', Array.from({ length: 400 }, (_, at) => 1 + ((at * 151) % 255)), 'binary'],
  ])('unless it is %s', (_, bytes, reason) => {
    expect(kindOf(Uint8Array.from(bytes))).toBe(reason)
  })
})
