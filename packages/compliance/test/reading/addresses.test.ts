import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { Charset } from 'paycircle/internal/vocabulary'
import { kindOf, lineAt, piecesOf, textAt } from './read.js'

const gateway = 'https://mapi.alipay.com/gateway.do'

function pairsIn(text: string) {
  return piecesOf('request', text).map(({ parameters }) => parameters.map(({ name, value }) => [name, value]))
}

describe('a list of addresses', () => {
  it.each([
    ['%41gent+one', 'Agent one'],
    ['a%3Db%26c', 'a=b&c'],
    ['a=b=c', 'a=b=c'],
    ['%E6%B5%8B', '测'],
    ['%zz', '%zz'],
    ['100%', '100%'],
    ['', ''],
  ])('decodes values as the gateway does: %s', (written, value) => {
    expect(pairsIn(`${gateway}?service=query_customer_protocol&user_email=${written}&_input_charset=utf-8`)).toEqual([
      [
        ['service', 'query_customer_protocol'],
        ['user_email', value],
        ['_input_charset', 'utf-8'],
      ],
    ])
  })

  it('decodes by the charset that an address names', () => {
    expect(pairsIn(`${gateway}?_input_charset=gbk&email=%B2%E2%CA%D4`)).toEqual([
      [
        ['_input_charset', 'gbk'],
        ['email', '测试'],
      ],
    ])
  })

  it('leaves fragments, empty pieces and names without value as they are', () => {
    expect(pairsIn(`${gateway}?&service=a&&sign&=b#top&c=d`)).toEqual([
      [
        ['service', 'a'],
        ['sign', ''],
        ['', 'b'],
      ],
    ])
  })

  it('has the hosts of Alipay and of gateways on this machine, and what was meant for the gateway elsewhere', () => {
    const lines = [
      'http://www.alipay.com/cooperate/gateway.do?service=a',
      'https://MAPI.ALIPAY.COM/gateway.do?service=a',
      'https://mapi.alipay.com.example.com/pay?service=a',
      'https://mapi.alipaydev.com/gateway.do?service=a',
      'http://127.0.0.1:4010/gateway.do?service=a',
      'https://example.com/?service=query_customer_protocol&partner=1',
      'https://example.com/?service=query&partner=1',
      'https://user:word@mapi.alipay.com:443/gateway.do?service=a',
    ]
    const found = piecesOf('request', lines.join('\n'))
    expect(found.map(({ place }) => lineAt(place))).toEqual([1, 2, 4, 5, 6, 8])
    expect(found.map(({ place }) => textAt(place))).toEqual([1, 2, 4, 5, 6, 8].map((line) => lines[line - 1]))
  })

  it.each([
    ['an address that is none', 'https://\n'],
    ['an address behind words', 'see https://mapi.alipay.com/gateway.do\n'],
    ['two addresses on a line', `${gateway} ${gateway}\n`],
    ['remarks alone', '# https://mapi.alipay.com/gateway.do\n'],
  ])('is not %s', (_, text) => {
    expect(kindOf(text)).not.toBe('addresses')
  })

  it('points at every parameter, whatever stands around it', () => {
    const text = `# one\r\n\r\n  ${gateway}?service=a&email=b&email=b  \r\n`
    const [request] = piecesOf('request', text)
    expect(request?.parameters.map(({ place }) => [lineAt(place), textAt(place)])).toEqual([
      [3, 'service=a'],
      [3, 'email=b'],
      [3, 'email=b'],
    ])
    const [, first, second] = request?.parameters ?? []
    expect((second?.place.start ?? 0) - (first?.place.start ?? 0)).toBe('email=b&'.length)
  })

  it('is read back in every charset: names, values and their lines', () => {
    const inCharset = (charset: Charset) =>
      fc
        .string({ unit: fc.constantFrom(...Array.from('aZ09 &=+%#?/测试签约~-_.@"\'<>')), maxLength: 12 })
        .filter((text) => iconv.decode(iconv.encode(text, charset), charset) === text)
    const encoded = (text: string, charset: Charset) =>
      [...iconv.encode(text, charset)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    const address = fc
      .constantFrom<Charset>('utf-8', 'gbk', 'gb2312')
      .chain((charset) =>
        fc.tuple(fc.constant(charset), fc.array(fc.tuple(inCharset(charset), inCharset(charset)), { maxLength: 5 })),
      )
    fc.assert(
      fc.property(fc.array(address, { minLength: 1, maxLength: 5 }), (list) => {
        const lines = list.map(
          ([charset, pairs]) =>
            `${gateway}?_input_charset=${charset}${pairs.map(([name, value]) => `&${encoded(name, charset)}=${encoded(value, charset)}`).join('')}`,
        )
        const found = piecesOf('request', lines.join('\r\n'))
        expect(
          found.map(({ parameters, place }) => [
            lineAt(place),
            ...parameters.slice(1).map(({ name, value }) => [name, value]),
          ]),
        ).toEqual(list.map(([, pairs], at) => [at + 1, ...pairs]))
      }),
    )
  })
})
