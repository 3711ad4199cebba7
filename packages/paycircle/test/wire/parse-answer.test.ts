import { describe, expect, it } from 'vitest'
import type { Charset } from 'paycircle/internal/vocabulary'
import { encodeText, parseAnswer, valuesOf, type Answer } from 'paycircle/wire'

const read = (text: string | Uint8Array, contentType?: string, requestCharset: Charset = 'utf-8'): Answer =>
  parseAnswer(typeof text === 'string' ? Buffer.from(text) : text, {
    requestCharset,
    ...(contentType === undefined ? {} : { contentType }),
  })

const flat = (inner: string, declaration = '<?xml version="1.0" encoding="utf-8"?>\n'): string =>
  `${declaration}<alipay>${inner}</alipay>`

describe('a flat answer', () => {
  it('gives is_success and the fields in their order', () => {
    expect(
      read(flat('<is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>F</refund_charge>')),
    ).toEqual({
      shape: 'flat',
      charset: 'utf-8',
      charsetFrom: 'declaration',
      notes: [],
      isSuccess: 'T',
      error: [],
      fields: [
        { name: 'is_success', value: 'T' },
        { name: 'charge_agent', value: 'T' },
        { name: 'refund_charge', value: 'F' },
      ],
    })
  })

  it('gives the error of a refusal', () => {
    expect(read(flat('<is_success>F</is_success><error>NO_SIGN_CUSTOMER</error>'))).toMatchObject({
      shape: 'flat',
      isSuccess: 'F',
      error: ['NO_SIGN_CUSTOMER'],
    })
  })

  it('keeps doubled fields and does not choose between two is_success', () => {
    const answer = read(
      flat('<is_success>T</is_success><x>1</x><is_success>F</is_success><x>2</x><error>A</error><error>B</error>'),
    )
    expect(answer).toMatchObject({ shape: 'flat', isSuccess: undefined, error: ['A', 'B'] })
    expect(answer.shape === 'flat' && valuesOf(answer.fields, 'x')).toEqual(['1', '2'])
    expect(read(flat('<is_success>T</is_success>'.repeat(3)))).toMatchObject({ isSuccess: undefined })
  })

  it('reads neither blanks away nor letters up', () => {
    expect(read(flat('<is_success> T </is_success>'))).toMatchObject({ isSuccess: ' T ' })
    expect(read(flat('<IS_SUCCESS>T</IS_SUCCESS>'))).toMatchObject({ isSuccess: undefined })
  })

  it('may have a comment before its root, and blanks before its declaration with a note', () => {
    expect(read('<!-- simulator --><alipay><is_success>T</is_success></alipay>')).toMatchObject({
      isSuccess: 'T',
      notes: [],
    })
    expect(read(`\r\n${flat('<is_success>T</is_success>')}`)).toMatchObject({
      isSuccess: 'T',
      notes: [{ note: 'leading-blanks' }],
    })
  })

  it('is read by its content, whatever the header calls it', () => {
    for (const type of ['text/html;charset=utf-8', 'application/json', 'nonsense', '']) {
      expect(read(flat('<is_success>T</is_success>'), type)).toMatchObject({ shape: 'flat', isSuccess: 'T' })
    }
  })
})

describe('a wrapped answer', () => {
  const wrapped = (response: string): string =>
    flat(
      `<is_success>T</is_success><request><param name="service">x</param><param name="out">1</param></request>${response}<sign>s</sign><sign_type>MD5</sign_type>`,
    )

  it('gives the echo of the request and the business node', () => {
    expect(read(wrapped('<response><trade><no>1 &amp; 2</no><fund><a>1</a></fund></trade></response>'))).toMatchObject({
      shape: 'wrapped',
      isSuccess: 'T',
      request: [
        { name: 'service', value: 'x' },
        { name: 'out', value: '1' },
      ],
      businessNode: {
        name: 'trade',
        fields: [
          { name: 'no', value: '1 & 2' },
          { name: 'fund', value: '<a>1</a>' },
        ],
      },
      fields: [
        { name: 'is_success', value: 'T' },
        { name: 'sign', value: 's' },
        { name: 'sign_type', value: 'MD5' },
      ],
    })
  })

  it.each([
    '<response><a/><b/></response>',
    '<response><a/></response><response/>',
    '<response><a/></response><response><a/></response>',
  ])('names no business node where there is no telling which: %s', (response) => {
    const answer = read(wrapped(response))
    expect(answer).toMatchObject({ shape: 'wrapped', notes: [{ note: 'several-business-nodes' }] })
    expect(answer).not.toHaveProperty('businessNode')
  })

  it('may have an empty response', () => {
    expect(read(wrapped('<response/>'))).not.toHaveProperty('businessNode')
    expect(read(wrapped('<response><result/></response>'))).toMatchObject({
      businessNode: { name: 'result', fields: [] },
    })
  })
})

describe('a query-string answer', () => {
  it('gives its fields', () => {
    expect(read('is_success=T&result_details=a%5E1%5E%E6%B5%8B&x=\n')).toMatchObject({
      shape: 'query-string',
      fields: [
        { name: 'is_success', value: 'T' },
        { name: 'result_details', value: 'a^1^测' },
        { name: 'x', value: '' },
      ],
    })
  })
})

describe('an error page', () => {
  const page = (code: string, title = '支付宝 - 网上支付 安全快速！'): string =>
    `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
     <html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>${title}</title></head>
     <body>调试错误，请回到请求来源地，重新发起请求。<br />${code}</body></html>`

  it.each<[string, Charset]>([
    ['text/html;charset=GBK', 'utf-8'],
    ['text/html', 'utf-8'],
    ['text/html;charset=utf-8', 'utf-8'],
    ['text/xml;charset=gb2312', 'gbk'],
    ['', 'gb2312'],
  ])('in GBK gives its code under %j to a request in %s', (contentType, charset) => {
    expect(read(encodeText(page('错误代码 ILLEGAL_SIGN'), 'gbk'), contentType, charset)).toMatchObject({
      shape: 'error-page',
      code: 'ILLEGAL_SIGN',
      title: '支付宝 - 网上支付 安全快速！',
    })
  })

  it.each([
    '错误代码：ILLEGAL_PARTNER_EXTERFACE',
    '<p>错误代码 :&nbsp;<b class="x">ILLEGAL_PARTNER_EXTERFACE</b></p>',
    '<tr><th>错误代码</th>\n<td> ILLEGAL_PARTNER_EXTERFACE\n</td></tr>',
  ])('gives the code out of %j', (code) => {
    expect(read(encodeText(page(code), 'gbk'))).toMatchObject({ code: 'ILLEGAL_PARTNER_EXTERFACE' })
  })

  it('in UTF-8 that is labelled GBK gives its code and a note', () => {
    expect(read(page('错误代码 ILLEGAL_SIGN'), 'text/html;charset=GBK')).toMatchObject({
      code: 'ILLEGAL_SIGN',
      charset: 'utf-8',
    })
  })

  it.each(['错误代码 就是没有', 'ERROR ILLEGAL_SIGN', '错误代码 illegal_sign', '错误代码'])(
    'gives no code out of %j',
    (text) => {
      const answer = read(encodeText(page(text), 'gbk'))
      expect(answer.shape).toBe('error-page')
      expect(answer).not.toHaveProperty('code')
    },
  )

  it('of somebody else has a title and no code', () => {
    const answer = read('<html><head><title> 502 Bad\n Gateway</title></head><body>nginx</body></html>', 'text/html')
    expect(answer).toEqual({
      shape: 'error-page',
      charset: 'utf-8',
      charsetFrom: 'request',
      notes: [],
      title: '502 Bad Gateway',
    })
  })
})

describe('the charset of an answer', () => {
  const chinese = (declared: string): string =>
    flat('<error>测试</error>', `<?xml version="1.0" encoding="${declared}"?>`)

  it('is what HTTP says, then the document, then the request', () => {
    const bare = encodeText(flat('<error>测试</error>', ''), 'gbk')
    expect(read(bare, 'text/xml; charset="GBK"')).toMatchObject({
      charset: 'gbk',
      charsetFrom: 'http',
      error: ['测试'],
    })
    expect(read(encodeText(chinese('GBK'), 'gbk'), 'text/xml')).toMatchObject({
      charset: 'gbk',
      charsetFrom: 'declaration',
      error: ['测试'],
      notes: [],
    })
    expect(read(bare, undefined, 'gbk')).toMatchObject({ charset: 'gbk', charsetFrom: 'request', error: ['测试'] })
    expect(parseAnswer(Buffer.from(flat('')), {})).toMatchObject({ charset: 'utf-8', charsetFrom: 'declaration' })
    expect(parseAnswer(Buffer.from(flat('', '')), {})).toMatchObject({ charset: 'utf-8', charsetFrom: 'default' })
  })

  it('is the one in which the bytes can be read where the declared one is wrong, with a note', () => {
    expect(read(encodeText(chinese('utf-8'), 'gbk'), 'text/xml')).toMatchObject({
      charset: 'gbk',
      error: ['测试'],
      notes: [{ note: 'charset-mislabelled', declared: 'utf-8', actual: 'gbk' }],
    })
    expect(read(encodeText(flat('<error>镕</error>', ''), 'gbk'), 'text/xml;charset=gb2312')).toMatchObject({
      charset: 'gbk',
      notes: [{ note: 'charset-mislabelled', declared: 'gb2312', actual: 'gbk' }],
    })
  })

  it('is looked for further on where a label is of none of the three', () => {
    expect(read(encodeText(chinese('GBK'), 'gbk'), 'text/xml;charset=ISO-8859-1')).toMatchObject({
      charset: 'gbk',
      charsetFrom: 'declaration',
      error: ['测试'],
      notes: [{ note: 'charset-unknown', from: 'http' }],
    })
    expect(read(flat(''), 'text/xml;charset=constructor')).toMatchObject({ charset: 'utf-8' })
  })

  it('is noted where header and document disagree', () => {
    expect(read(chinese('GBK'), 'text/xml;charset=utf-8')).toMatchObject({
      charset: 'utf-8',
      error: ['测试'],
      notes: [{ note: 'charset-contradictory', http: 'utf-8', declaration: 'gbk' }],
    })
  })

  it('does not mind a byte order mark', () => {
    expect(read(`\uFEFF${flat('<is_success>T</is_success>')}`)).toMatchObject({
      isSuccess: 'T',
      notes: [{ note: 'byte-order-mark' }],
    })
  })
})

describe('parseAnswer refuses', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \r\n'],
    ['charset', Uint8Array.of(0xff, 0xfe, 0x3c, 0x00)],
    ['xml', '<alipay><is_success>T</is_success>'],
    ['xml', '<!DOCTYPE alipay><alipay/>'],
    ['xml', '<'],
    ['root', '<fdpay><is_success>T</is_success></fdpay>'],
    ['root', '<Alipay><is_success>T</is_success></Alipay>'],
    ['form', 'is_success=%T'],
    ['shape', '{"is_success":"T"}'],
    ['shape', 'true'],
  ])('as unreadable (%s) %j', (reason, bytes) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'answer-unreadable', fields: { reason } }))
  })

  it('what is longer than its limit', () => {
    expect(() => parseAnswer(new Uint8Array(11), { limits: { maxBytes: 10 } })).toThrow(
      expect.objectContaining({ code: 'answer-oversized', fields: { limitBytes: 10 } }),
    )
    expect(() => read(new Uint8Array(300_000))).toThrow(expect.objectContaining({ code: 'answer-oversized' }))
  })
})
