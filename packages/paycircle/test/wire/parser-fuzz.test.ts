import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaycircleError } from 'paycircle/internal/base'
import { charsets, type Charset } from 'paycircle/internal/vocabulary'
import { encodeText, formDecode, parseAnswer, parseXml } from 'paycircle/wire'

/** Executions in all, shared among the properties below. */
const runs = Number(process.env.PAYCIRCLE_FUZZ_RUNS ?? 100_000)

const specimens = [
  '<?xml version="1.0" encoding="utf-8"?>\n<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>F</refund_charge></alipay>',
  '<?xml version="1.0" encoding="GBK"?><alipay><is_success>F</is_success><error>NO_SIGN_CUSTOMER</error></alipay>',
  '<alipay><is_success>T</is_success><request><param name="service">x</param></request><response><trade><no>1 &amp; 2</no><f><![CDATA[<x>]]></f></trade></response><sign>0</sign><sign_type>MD5</sign_type></alipay>',
  '<html><head><meta charset="gb2312"><title>支付宝</title></head><body>错误代码：<b>ILLEGAL_SIGN</b></body></html>',
  'is_success=T&result_details=2010^1.00^SUCCESS&sign=%B2%E2',
]

const splices = fc.constantFrom(
  ...[
    '<',
    '>',
    '&',
    '&amp;',
    '&#x0;',
    '&#55296;',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?',
    '?>',
    '<!DOCTYPE a [',
    '<!ENTITY a "b">',
  ],
  ...[
    '</alipay>',
    '<alipay>',
    '<response>',
    '</response>',
    '__proto__',
    'encoding="gb2312"',
    'charset=utf-8',
    '错误代码',
    '\uFEFF',
    '\u0000',
  ],
  ...['<title>', '<html>', '%', '%zz', '=', '\r\n', '"', "'", '𠮷', '\uFFFD', 'xmlns:a="b"', '<a:b>'],
)

/** A specimen with pieces cut out, doubled and put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...specimens),
    fc.array(fc.tuple(fc.nat(400), fc.nat(60), fc.oneof(splices, fc.string({ maxLength: 6 }), fc.constant(''))), {
      maxLength: 5,
    }),
  )
  .map(([specimen, edits]) =>
    edits.reduce(
      (text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + (put === '' ? length : 0)),
      specimen,
    ),
  )

const bytes = fc.oneof(
  { weight: 4, arbitrary: mutated.map((text) => Buffer.from(text)) },
  { weight: 3, arbitrary: mutated.map((text) => encodeIfPossible(text, 'gbk')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
  {
    weight: 2,
    arbitrary: fc.tuple(mutated, fc.nat(300), fc.uint8Array({ maxLength: 4 })).map(([text, at, noise]) => {
      const whole = Buffer.from(text)
      return Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at)])
    }),
  },
)

const contentTypes = fc.constantFrom(
  '',
  'text/xml',
  'text/xml;charset=GBK',
  'text/html; charset=utf-8',
  'text/html;charset=x',
  ';charset=',
  'gb2312',
)

function encodeIfPossible(text: string, charset: Charset): Uint8Array {
  try {
    return encodeText(text, charset)
  } catch {
    return Buffer.from(text)
  }
}

/** Runs it; fails where anything but a typed error of one of these codes comes out, or where it takes too long. */
function tamely(codes: readonly string[], run: () => unknown): void {
  const start = performance.now()
  try {
    run()
  } catch (error) {
    if (!(error instanceof PaycircleError) || !codes.includes(String(error.code))) throw error
  }
  expect(performance.now() - start).toBeLessThan(5000)
}

describe('whatever comes in', { timeout: 600_000 }, () => {
  it('parseAnswer reads it or says that it is unreadable', () => {
    fc.assert(
      fc.property(bytes, contentTypes, fc.constantFrom<Charset>(...charsets), (given, contentType, requestCharset) => {
        tamely(['answer-unreadable', 'answer-oversized'], () => parseAnswer(given, { contentType, requestCharset }))
      }),
      { numRuns: Math.ceil(runs * 0.6) },
    )
  })

  it('parseXml gives a tree or a typed refusal', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), (text) => {
        tamely(['xml-malformed', 'xml-forbidden', 'xml-too-large'], () => parseXml(text))
      }),
      { numRuns: Math.ceil(runs * 0.3) },
    )
  })

  it('formDecode gives pairs or a typed refusal', () => {
    const codes = [
      'percent-malformed',
      'bytes-not-in-charset',
      'charset-lacks-character',
      'form-too-long',
      'form-too-many',
    ]
    fc.assert(
      fc.property(fc.oneof(mutated, bytes), fc.constantFrom<Charset>(...charsets), (given, charset) => {
        tamely(codes, () => formDecode(given, charset))
      }),
      { numRuns: Math.ceil(runs * 0.1) },
    )
  })

  const big = 262_000
  it.each<[string, string]>([
    ['open tags', '<alipay>'.repeat(big / 8)],
    ['comments', `<alipay>${'<!---->'.repeat(big / 8)}`],
    ['unfinished comments', '<!--'.repeat(big / 4)],
    ['unfinished declarations', '<?xml '.repeat(big / 6)],
    ['titles', `<html>${'<title>'.repeat(big / 8)}`],
    ['meta elements', `<html>${'<meta '.repeat(big / 7)}`],
    ['error labels', `<html>${'错误代码'.repeat(big / 12)}`],
    ['opening brackets', '<'.repeat(big)],
    ['pairs', 'a=1&'.repeat(big / 4)],
    ['percent signs', `a=${'%41'.repeat(big / 3 - 2)}`],
    ['blanks', ' '.repeat(big)],
    ['references', `<alipay>${'&amp;'.repeat(big / 6)}</alipay>`],
    ['attributes', `<alipay ${'a="1" '.repeat(big / 7)}>`],
  ])('a quarter of a megabyte of %s is read or refused quickly', (_, text) => {
    tamely(['answer-unreadable', 'answer-oversized'], () =>
      parseAnswer(Buffer.from(text), { contentType: 'text/html' }),
    )
    tamely(['answer-unreadable', 'answer-oversized'], () => parseAnswer(Buffer.from(text), {}))
  })
})
