import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kindOf, lineAt, pieceOf, settingsIn, textAt } from '../read.js'

describe('settings of JSON', () => {
  it('of appsettings.json, with comments and commas at the end as .NET and editors allow them', () => {
    const text = `{
  // who we are to Alipay
  "Alipay": {
    "Gateway": "https://mapi.alipay.com/gateway.do", /* not the old one */
    "Partner": "2088000000000000",
    "Urls": ["https://shop.example.com/a//b", "b"],
  },
}
`
    expect(settingsIn(text)).toEqual([
      ['Alipay.Gateway', 'https://mapi.alipay.com/gateway.do'],
      ['Alipay.Partner', '2088000000000000'],
      ['Alipay.Urls.0', 'https://shop.example.com/a//b'],
      ['Alipay.Urls.1', 'b'],
    ])
    expect(pieceOf('settings', text).settings.map(({ place }) => lineAt(place))).toEqual([4, 5, 6, 6])
  })

  it('point at values, where their names say the same and numbers stand in other numbers', () => {
    const text = '{\n "mode": {"live": "mode"},\n "live": "live",\n "port": 1,\n "ports": [11, 1],\n "on": true\n}'
    const { settings } = pieceOf('settings', text)
    expect(settings.map(({ value, place }) => [value, lineAt(place), textAt(place)])).toEqual([
      ['mode', 2, 'mode'],
      ['live', 3, 'live'],
      ['1', 4, '1'],
      ['11', 5, '11'],
      ['1', 5, '1'],
      ['true', 6, 'true'],
    ])
    expect(settings.map(({ place }) => place.start)).toEqual([
      text.indexOf('"mode"}') + 1,
      text.lastIndexOf('"live"') + 1,
      text.indexOf('1'),
      text.indexOf('11'),
      text.indexOf(' 1]') + 1,
      text.indexOf('true'),
    ])
  })

  it('point at values that are escaped in another way than JavaScript would', () => {
    const text = '{"gateway":"https:\\/\\/mapi.alipay.com\\/gateway.do",\n"name":"\\u4e2d","last":"x"}'
    const { settings } = pieceOf('settings', text)
    expect(settings.map(({ value, place }) => [value, lineAt(place), textAt(place)])).toEqual([
      ['https://mapi.alipay.com/gateway.do', 1, 'https:\\/\\/mapi.alipay.com\\/gateway.do'],
      ['中', 2, '\\u4e2d'],
      ['x', 2, 'x'],
    ])
  })

  it('are none where the text is broken', () => {
    expect(kindOf('{"a": ')).toBe('nothing-recognised')
    expect(kindOf('{"a": "b" "c": 1}')).toBe('nothing-recognised')
  })

  it('are all texts, numbers and switches of a document, each pointed at where it stands', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify({ value }, null, indent)
        const { settings } = pieceOf('settings', text)
        let done = 0
        for (const { value: said, place } of settings) {
          expect(place.start).toBeGreaterThanOrEqual(done)
          done = place.end
          const written = textAt(place)
          const isText = text[place.start - 1] === '"' && text[place.end] === '"'
          const read: unknown = JSON.parse(isText ? `"${written}"` : written)
          expect(String(read)).toBe(said)
        }
        expect(settings).toHaveLength(leavesOf(value))
      }),
    )
  })
})

function leavesOf(value: unknown): number {
  if (value === null) return 0
  if (typeof value !== 'object') return 1
  return Object.values(value).reduce<number>((sum, inner) => sum + leavesOf(inner), 0)
}
