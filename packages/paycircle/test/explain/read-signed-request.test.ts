import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaycircleError } from '../../src/base/index.js'
import { charsets } from '../../src/vocabulary/index.js'
import { formEncode } from '../../src/wire/index.js'
import { explainSignature, readSignedRequest } from '../../src/explain/index.js'

const gateway = 'https://mapi.alipay.com/gateway.do'
const codesOf = (text: string) => readSignedRequest(text).notes.map(({ code }) => code)
const parametersOf = (text: string) => readSignedRequest(text).parameters

describe('reading an address', () => {
  it('keeps order and duplicates and decodes in the charset that it names', () => {
    const request = readSignedRequest(`${gateway}?b=%B2%E2%CA%D4&a=1+2&_input_charset=GBK&a=3`)
    expect(request).toMatchObject({ source: 'url', charset: 'gbk', charsetFrom: 'url', notes: [] })
    expect(request.parameters).toEqual([
      ['b', '测试'],
      ['a', '1 2'],
      ['_input_charset', 'GBK'],
      ['a', '3'],
    ])
  })

  it('joins an address that a mail has broken into lines, and says so', () => {
    expect(parametersOf(`${gateway}?a=1&\r\n  b=2`)).toEqual([
      ['a', '1'],
      ['b', '2'],
    ])
    expect(codesOf(`${gateway}?a=1&\r\n  b=2`)).toEqual(['url-line-breaks'])
  })

  it('reads &amp; as & in an address copied from a page, and says so', () => {
    expect(parametersOf(`${gateway}?a=1&amp;b=2`)).toEqual([
      ['a', '1'],
      ['b', '2'],
    ])
    expect(codesOf(`${gateway}?a=1&amp;b=2`)).toEqual(['url-from-html'])
  })

  it('finds a signed address in a log line or in a link', () => {
    expect(parametersOf(`2026-01-01 INFO redirect to "${gateway}?a=1&sign=x" (302)`)).toEqual([
      ['a', '1'],
      ['sign', 'x'],
    ])
    expect(parametersOf(`<a href='${gateway}?a=1&amp;sign=x'>sign</a>`)).toEqual([
      ['a', '1'],
      ['sign', 'x'],
    ])
  })

  it('drops what stands behind a # as a browser does, and says so', () => {
    expect(parametersOf(`${gateway}?a=1#b=2`)).toEqual([['a', '1']])
    expect(codesOf(`${gateway}?a=1#b=2`)).toEqual(['url-fragment'])
  })

  it('says where a request goes that does not go to the gateway', () => {
    expect(codesOf('http://mapi.alipay.com/gateway.do?a=1')).toEqual(['not-the-gateway'])
    expect(codesOf('https://mapi.alipay.com.example.com/gateway.do?a=1')).toEqual(['not-the-gateway'])
    expect(codesOf('http://127.0.0.1:4010/gateway.do?a=1')).toEqual([])
  })

  it('takes a stray % as itself and bytes of another charset as what they are, and says so', () => {
    expect(parametersOf(`${gateway}?_input_charset=utf-8&a=100%&b=%B2%E2`)).toEqual([
      ['_input_charset', 'utf-8'],
      ['a', '100%'],
      ['b', '测'],
    ])
    expect(codesOf(`${gateway}?_input_charset=utf-8&a=100%&b=%B2%E2`)).toEqual([
      'percent-malformed',
      'bytes-in-other-charset',
    ])
    expect(codesOf(`${gateway}?_input_charset=utf-8&b=%FF%FF`)).toEqual(['bytes-in-no-charset'])
  })

  it('assumes gbk where no charset is named, and lets the caller overrule what is named', () => {
    expect(readSignedRequest(`${gateway}?a=1`)).toMatchObject({ charset: 'gbk', charsetFrom: 'default' })
    expect(readSignedRequest(`${gateway}?a=1&_input_charset=gbk`, { charset: 'utf-8' })).toMatchObject({
      charset: 'utf-8',
      charsetFrom: 'option',
    })
  })
})

describe('reading a form', () => {
  it('takes the form that goes to the gateway, with its entities undone', () => {
    const page = `<form action="/search"><input name="q" value="x"></form>
      <form method=POST action='${gateway}?_input_charset=utf-8'>
        <!-- <input name="not" value="sent"> -->
        <INPUT TYPE=hidden NAME=subject VALUE='a&amp;b &#27979;&#x8bd5; &unknown; &notify_url'>
        <input name="off" value="1" disabled><input type="checkbox" name="box"><input type="button" name="b">
        <script>"<input name='script' value='1'>"</script>
      </form>`
    expect(parametersOf(page)).toEqual([
      ['_input_charset', 'utf-8'],
      ['subject', 'a&b 测试 &unknown; &notify_url'],
    ])
    expect(codesOf(page)).toEqual(['several-requests'])
  })

  it('finds what is wrong with the action and the buttons', () => {
    const input = '<input name="service" value="x"/>'
    expect(codesOf(`<form method="post" action="${gateway}">${input}</form>`)).toEqual(['action-without-charset'])
    expect(codesOf(`<form method="get" action="${gateway}">${input}</form>`)).toEqual([])
    expect(
      codesOf(`<form method="post" action="${gateway}?_input_charset=utf-8&amp;service=x">${input}</form>`),
    ).toEqual(['action-with-parameters'])
    expect(codesOf(`<form action="${gateway}?service=x&sign=y"><input type=submit></form>`)).toEqual([
      'action-with-parameters',
      'action-query-dropped',
    ])
    expect(
      codesOf(
        `<form action="${gateway}?_input_charset=gbk" method="post">${input}<input name="_input_charset" value="utf-8"><button name="go">`,
      ),
    ).toEqual(['named-button', 'charset-conflict'])
  })

  it('sends a line end of a value as CR LF, as a browser does', () => {
    expect(parametersOf(`<form><input name="a" value="1\n2"></form>`)).toEqual([['a', '1\r\n2']])
  })
})

describe('reading a HAR', () => {
  const entry = (url: string, postData?: object) => ({ request: { method: postData ? 'POST' : 'GET', url, postData } })

  it('takes the first request to the gateway, from a whole HAR, a list of entries, an entry or its request', () => {
    const entries = [
      entry('https://shop.example.com/'),
      entry(`${gateway}?a=1`),
      entry('http://localhost:4010/gateway.do?a=2'),
    ]
    for (const har of [{ log: { entries } }, entries]) {
      expect(parametersOf(JSON.stringify(har))).toEqual([['a', '1']])
      expect(codesOf(JSON.stringify(har))).toEqual(['several-requests'])
    }
    expect(parametersOf(JSON.stringify(entries[1]))).toEqual([['a', '1']])
    expect(parametersOf(JSON.stringify(entries[1]?.request))).toEqual([['a', '1']])
  })

  it('reads a multipart body from the parameters that the recorder split', () => {
    const postData = {
      mimeType: 'multipart/form-data; boundary=x',
      text: '--x…',
      params: [{ name: 'service', value: 'a b' }],
    }
    expect(parametersOf(JSON.stringify(entry(`${gateway}?_input_charset=utf-8`, postData)))).toEqual([
      ['_input_charset', 'utf-8'],
      ['service', 'a b'],
    ])
  })

  it.each([
    ['{"service":', 'har'],
    ['{"log":{"entries":{}}}', 'har'],
    ['[1,null,"x"]', 'har'],
    [JSON.stringify(entry('https://shop.example.com/?a=1')), 'no-gateway-entry'],
  ])('refuses %s', (text, reason) => {
    expect(() => readSignedRequest(text)).toThrow(
      expect.objectContaining({ code: 'explain-input-unreadable', fields: { reason } }),
    )
  })
})

describe('reading lines', () => {
  it('takes values as they are, blanks, + and % included', () => {
    expect(parametersOf('service=x\r\nuser_email= a+b%40c \n\npartner: 2088\nno parameter here')).toEqual([
      ['service', 'x'],
      ['user_email', ' a+b%40c '],
      ['partner', '2088'],
    ])
  })

  it('takes a single line with & as form data', () => {
    expect(parametersOf('?user_email=a%40b&service=x+y')).toEqual([
      ['user_email', 'a@b'],
      ['service', 'x y'],
    ])
  })
})

describe('limits', () => {
  it.each([
    ['', 'explain-input-unreadable'],
    [' \n\t', 'explain-input-unreadable'],
    ['hello', 'explain-input-unreadable'],
    ['<form></form>', 'explain-input-unreadable'],
    [`${gateway}?`, 'explain-input-unreadable'],
    [`a=${'x'.repeat(1_048_576)}`, 'explain-input-too-long'],
    [`a=${'测'.repeat(400_000)}`, 'explain-input-too-long'],
    [`${gateway}?${'a=1&'.repeat(201)}`, 'explain-too-many-parameters'],
  ])('refuses input %#', (text, code) => {
    expect(() => readSignedRequest(text)).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    ['<'.repeat(1_000_000) + '<input name=a>'],
    ['<input ' + 'a="'.repeat(300_000)],
    ['<script>'.repeat(130_000) + '<input name=a>'],
    ['<!--'.repeat(260_000) + '<input name=a>'],
    ['http://' + ' '.repeat(1_000_000) + 'x'],
    ['http://a/gateway.do?' + '&amp;'.repeat(200_000)],
    ['https://'.repeat(130_000)],
    ['&#'.repeat(500_000) + '<input name=a value="' + '&#'.repeat(1000)],
    ['['.repeat(1_000_000)],
    ['\u3000'.repeat(340_000) + 'a'],
  ])('is done with hostile input %# in time', (text) => {
    const startedAt = performance.now()
    try {
      readSignedRequest(text)
    } catch (error) {
      expect(error).toBeInstanceOf(PaycircleError)
    }
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})

describe('any input', () => {
  const runs = Number(process.env.PAYCIRCLE_FUZZ_RUNS ?? 30_000) / 10
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '<form ',
      '<input name=',
      'value="',
      '>',
      '</form>',
      'action=',
      '&amp;',
      '%',
      '%B2',
      '=',
      '&',
      '?',
      '#',
    ),
    fc.constantFrom('sign', 'sign_type', '_input_charset', 'gbk', 'utf-8', gateway, '\n', '"', "'", '{', '"request":'),
    fc.constantFrom('__proto__', 'constructor', '\u0000', '\ud800', '\uFEFF', '\u3000', '測', '😀'),
  )

  it('is read, or refused with an error of ours, and what is read can be explained', () => {
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, (given) => {
        try {
          const request = readSignedRequest(given)
          JSON.stringify(explainSignature(request))
        } catch (error) {
          if (!(error instanceof PaycircleError)) throw error
          expect(error.code).toMatch(/^explain-/)
          expect(error.describe('zh').message).not.toBe('')
        }
      }),
      { numRuns: runs },
    )
  })

  it('gives back the parameters of any address that was form-encoded', () => {
    const character = fc.oneof(
      fc.constantFrom(...Array.from('abc &=+%#<>"\'\n测试支付')),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
    )
    const text = fc.array(character, { maxLength: 12 }).map((characters) => characters.join(''))
    const pairs = fc.array(
      fc.tuple(
        text.filter((name) => name !== '' && name !== '_input_charset'),
        text,
      ),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(pairs, fc.constantFrom(...charsets), (given, charset) => {
        const sent: [string, string][] = [['_input_charset', charset], ...given]
        const request = readSignedRequest(`${gateway}?${formEncode(sent, charset)}`)
        expect(request.parameters).toEqual(sent)
        expect(request.notes).toEqual([])
      }),
      { numRuns: runs },
    )
  })
})
