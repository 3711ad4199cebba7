import fc from 'fast-check'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from 'paycircle-simulator'
import { multipartBoundary, readMultipart, readUrlencoded } from '../src/byte-pairs.js'
import { readRequest } from '../src/request-reading.js'
import {
  codeIn,
  control,
  lastRequest,
  queryOf,
  signed,
  signingOf,
  startedSimulator,
  told,
  urlencoded,
  type Charset,
  type Told,
  type Values,
} from './merchant.js'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startedSimulator()
})
beforeEach(() => control(simulator, 'POST', 'reset'))
afterAll(() => simulator.close())

const form = 'application/x-www-form-urlencoded'

function post(body: string | FormData, question: string, contentType?: string): Promise<Told> {
  const headers = contentType === undefined ? {} : { 'content-type': contentType }
  return told(`${simulator.gatewayUrl}${question}`, { method: 'POST', body, headers })
}

/** A value that only a right reading of the charset gets through the signature check. */
const chinese = (charset: Charset) => signed(queryOf('signed@example.com', { subject: '支付圈签约测试' }), charset)

describe('reading a request', () => {
  it.each(['utf-8', 'gbk', 'gb2312'] as const)(
    'takes Chinese in %s by GET and by POST with the charset in the URL',
    async (charset) => {
      const body = urlencoded(chinese(charset), charset)
      expect((await told(`${simulator.gatewayUrl}?${body}`)).text).toContain('<is_success>T')
      expect((await post(body, `?_input_charset=${charset}`, form)).text).toContain('<is_success>T')
      expect(lastRequest(simulator)).toMatchObject({ bodyKind: 'urlencoded', charset, charsetFrom: 'url', notes: [] })
      expect(lastRequest(simulator).parameters.find(({ name }) => name === 'subject')?.value).toBe('支付圈签约测试')
    },
  )

  it('takes a multipart post, as the official PHP kit sends it', async () => {
    const body = new FormData()
    for (const [name, value] of Object.entries(chinese('utf-8'))) body.append(name, value)
    expect((await post(body, '?_input_charset=utf-8')).text).toContain('<is_success>T')
    expect(lastRequest(simulator)).toMatchObject({ bodyKind: 'multipart', notes: [] })
  })

  it('leaves a file out of the parameters and notes it', async () => {
    const body = new FormData()
    for (const [name, value] of Object.entries(chinese('utf-8'))) body.append(name, value)
    body.append('attachment', new Blob(['bytes']), 'file.bin')
    expect((await post(body, '?_input_charset=utf-8')).text).toContain('<is_success>T')
    expect(lastRequest(simulator).notes).toEqual(['file-part'])
  })

  it('reads a form whose action lacks _input_charset as GBK: a utf-8 one fails at its signature, a GBK one passes', async () => {
    for (const values of [chinese('utf-8'), signed(queryOf('signed@example.com'))]) {
      expect(codeIn((await post(urlencoded(values), '', form)).text)).toBe('ILLEGAL_SIGN')
      expect(lastRequest(simulator)).toMatchObject({ charset: 'gbk', charsetFrom: 'default' })
      expect(lastRequest(simulator).notes).toContain('charset-missing-in-url')
    }
    expect((await post(urlencoded(chinese('gbk'), 'gbk'), '', form)).text).toContain('<is_success>T')
  })

  it('goes by the URL where URL and body disagree about the charset, and notes it', async () => {
    expect(codeIn((await post(urlencoded(chinese('gbk'), 'gbk'), '?_input_charset=utf-8', form)).text)).toBe(
      'ILLEGAL_SIGN',
    )
    expect(lastRequest(simulator).notes).toContain('charset-conflict')
    const spelled = urlencoded(signed(queryOf('signed@example.com')))
    expect(codeIn((await post(spelled, '?_input_charset=UTF-8', form)).text)).toBe('ILLEGAL_SIGN')
  })

  it('counts the first of a name that stands twice, and notes it', async () => {
    const values = urlencoded(signed(queryOf('signed@example.com')))
    const answer = await told(`${simulator.gatewayUrl}?${values}&user_email=other%40example.com`)
    expect(answer.text).toContain('<is_success>T')
    expect(lastRequest(simulator).notes).toEqual(['duplicate-parameter'])
    const before = await told(`${simulator.gatewayUrl}?user_email=other%40example.com&${values}`)
    expect(codeIn(before.text)).toBe('ILLEGAL_SIGN')
  })

  it('notes bytes that are no text in the charset, broken percent signs and bodies of an unknown type', async () => {
    await told(`${simulator.gatewayUrl}?_input_charset=utf-8&service=query_customer_protocol&x=%B2%E2`)
    expect(lastRequest(simulator).notes).toEqual(['bytes-not-in-charset'])
    await told(`${simulator.gatewayUrl}?_input_charset=utf-8&x=100%&y=%zz`)
    expect(lastRequest(simulator).parameters.map(({ value }) => value)).toEqual(['utf-8', '100%', '%zz'])
    expect(lastRequest(simulator).notes).toEqual(['bad-percent'])
    await post('{"service":1}', '?_input_charset=utf-8', 'application/json')
    expect(lastRequest(simulator)).toMatchObject({ bodyKind: 'other', notes: ['body-type-unknown'] })
  })

  it('takes names like __proto__ and constructor for ordinary foreign parameters', async () => {
    const values = urlencoded(signed(queryOf('signed@example.com')))
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(codeIn((await told(`${simulator.gatewayUrl}?${values}&${name}=x`)).text)).toBe('ILLEGAL_SIGN')
    }
    const own = Object.fromEntries([...Object.entries(queryOf('signed@example.com')), ['constructor', 'x']])
    expect((await told(`${simulator.gatewayUrl}?${urlencoded(signed(own))}`)).text).toContain('<is_success>T')
  })

  it('refuses a body beyond the limit, more parameters than the limit, and other methods', async () => {
    expect((await post('x='.padEnd(70_000, 'y'), '', form)).status).toBe(413)
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`p${index}`, 'x'])) as Values
    const answer = await told(
      `${simulator.gatewayUrl}?${urlencoded(signed(queryOf('signed@example.com')))}&${urlencoded(many)}`,
    )
    expect(codeIn(answer.text)).toBe('ILLEGAL_SIGN')
    expect(lastRequest(simulator).parameters).toHaveLength(100)
    expect(lastRequest(simulator).notes).toContain('too-many-parameters')
    expect((await told(simulator.gatewayUrl, { method: 'DELETE' })).status).toBe(405)
    expect((await told(`${simulator.gatewayUrl}?x=${'y'.repeat(40_000)}`)).status).toBe(431)
  })

  it('escapes what it shows of a request', async () => {
    await told(`${simulator.gatewayUrl}?_input_charset=utf-8&service=<script>alert(1)</script>&%3Cb%3E=%22%27`)
    const page = await told(`${simulator.gatewayOrigin}/requests?lang=en"><script>`)
    expect(page.text).toContain('&lt;script&gt;alert(1)')
    expect(page.text).not.toContain('<script')
    expect(page.text).not.toContain('<b>')
  })

  it('survives a connection that sends nonsense or hangs up halfway', async () => {
    const { port } = new URL(simulator.gatewayOrigin)
    for (const nonsense of [
      '\0\0\0\r\n\r\n',
      'GET /gateway.do',
      'POST /gateway.do HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx',
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.end(nonsense))
        socket.on('close', () => {
          resolve()
        })
        socket.on('error', () => undefined)
        socket.resume()
      })
    }
    expect((await told(`${simulator.gatewayUrl}?${urlencoded(signed(signingOf('agent@example.com')))}`)).status).toBe(
      302,
    )
  })
})

describe('reading bytes', () => {
  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.webUrl({ withQueryParameters: true }), (bytes, url) => {
        const body = Buffer.from(bytes)
        for (const contentType of ['', form, 'multipart/form-data; boundary=x', 'text/plain']) {
          const read = readRequest({ method: 'POST', url, contentType, body })
          expect(read.parameters.length).toBeLessThanOrEqual(200)
        }
        expect(
          readMultipart(Buffer.concat([Buffer.from('--x\r\n'), body, Buffer.from('\r\n--x--')]), 'x'),
        ).toBeDefined()
      }),
    )
  })

  it('reads back any pairs that were percent-encoded', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ minLength: 1 }), fc.uint8Array()), { maxLength: 20 }), (pairs) => {
        const percent = (bytes: Uint8Array) =>
          [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
        const text = pairs.map(([name, value]) => `${percent(name)}=${percent(value)}`).join('&')
        const read = readUrlencoded(Buffer.from(text)).pairs.map(({ name, value }) => [[...name], [...value]])
        expect(read).toEqual(pairs.map(([name, value]) => [[...name], [...value]]))
      }),
    )
  })

  it('finds the boundary of a multipart body, quoted or not', () => {
    expect(multipartBoundary('multipart/form-data; boundary=abc')).toBe('abc')
    expect(multipartBoundary('multipart/form-data; boundary="a b"; x=y')).toBe('a b')
    expect(multipartBoundary('multipart/form-data')).toBeUndefined()
  })
})
