import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src/index.js'
import { kindOf, lineAt, pieceOf, piecesOf, textAt } from '../read.js'

const query =
  'https://mapi.alipay.com/gateway.do?service=query_customer_protocol&partner=2088000000000000&_input_charset=utf-8&biz_type=10004&user_email=agent%40example.com'
const answer =
  '<?xml version="1.0" encoding="GBK"?>\n<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>F</refund_charge></alipay>'

/** As Chrome exports it: what started a request comes before the request, with addresses of its own. */
const chrome = JSON.stringify(
  {
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [
        {
          startedDateTime: '2026-11-20T02:00:00.000Z',
          id: 'page_1',
          title: 'https://shop.example.com/sign?"entries":[',
          pageTimings: { onContentLoad: 402.1, onLoad: 811.9 },
        },
      ],
      entries: [
        {
          _initiator: {
            type: 'script',
            stack: { callFrames: [{ functionName: 'go', url: 'https://shop.example.com/js/pay.js', lineNumber: 11 }] },
          },
          _priority: 'VeryHigh',
          _resourceType: 'document',
          cache: {},
          connection: '4711',
          request: {
            method: 'POST',
            url: 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8',
            httpVersion: 'HTTP/1.1',
            headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
            queryString: [{ name: '_input_charset', value: 'utf-8' }],
            cookies: [],
            headersSize: 812,
            bodySize: 120,
            postData: {
              mimeType: 'application/x-www-form-urlencoded',
              text: 'service=sign_protocol_with_partner&partner=2088000000000000&email=agent%40example.com&sign_type=MD5',
              params: [
                { name: 'service', value: 'sign_protocol_with_partner' },
                { name: 'partner', value: '2088000000000000' },
                { name: 'email', value: 'agent%40example.com' },
                { name: 'sign_type', value: 'MD5' },
              ],
            },
          },
          response: {
            status: 302,
            statusText: 'Found',
            headers: [],
            content: { size: 0, mimeType: 'x-unknown' },
            redirectURL: 'https://airprod.alipay.com/exterfaceAssign.htm',
          },
          serverIPAddress: '110.75.143.101',
          startedDateTime: '2026-11-20T02:00:01.123Z',
          time: 203.41999995,
          timings: { blocked: 1.2, dns: -1, ssl: -1, connect: -1, send: 0.1, wait: 201, receive: 1.1 },
          pageref: 'page_1',
        },
      ],
    },
  },
  null,
  2,
)

/** As Firefox exports it: local times, and what was cut off has the status 0. */
const firefox = JSON.stringify(
  {
    log: {
      version: '1.2',
      creator: { name: 'Firefox', version: '145.0' },
      browser: { name: 'Firefox', version: '145.0' },
      pages: [{ id: 'page_1', pageTimings: { onContentLoad: -34 }, startedDateTime: '2026-11-20T10:00:00.000+08:00' }],
      entries: [
        {
          startedDateTime: '2026-11-20T10:00:01.123+08:00',
          request: { bodySize: 0, method: 'GET', url: query, httpVersion: 'HTTP/1.1', headers: [], queryString: [] },
          response: {
            status: 200,
            statusText: 'OK',
            headers: [],
            content: { mimeType: 'text/xml; charset=GBK', size: answer.length, text: answer },
          },
          cache: {},
          timings: {},
          time: 250,
          _securityState: 'secure',
          serverIPAddress: '110.75.143.101',
        },
        {
          startedDateTime: '2026-11-20T10:00:20.000+08:00',
          request: { bodySize: 0, method: 'GET', url: query, httpVersion: '', headers: [], queryString: [] },
          response: { status: 0, statusText: '', headers: [], content: { mimeType: '', size: 0 } },
          cache: {},
          timings: {},
          time: 0,
        },
      ],
    },
  },
  null,
  2,
)

/** As Charles exports it: on one line, slashes escaped, the body in base64, what it does not know as null. */
const charles = `{"log":{"version":"1.2","creator":{"name":"Charles Proxy","version":"4.6.2"},"entries":[{"startedDateTime":"2026-11-20T10:00:01.123+08:00","time":250,"request":{"method":"GET","url":"${query.replaceAll('/', '\\/')}","httpVersion":"HTTP\\/1.1","cookies":[],"headers":[],"queryString":[],"headersSize":311,"bodySize":0},"response":{"_charlesStatus":"COMPLETE","status":200,"statusText":"OK","httpVersion":"HTTP\\/1.1","cookies":[],"headers":[],"content":{"size":183,"mimeType":"text\\/xml;charset=GBK","text":"${Buffer.from(answer).toString('base64')}","encoding":"base64"},"redirectURL":null,"headersSize":0,"bodySize":183},"serverIPAddress":"110.75.143.101","cache":{},"timings":{"dns":3,"connect":12,"ssl":9,"send":0,"wait":200,"receive":26}}]}}`

function exchangesIn(text: string): readonly Exchange[] {
  return pieceOf('traffic', text).exchanges
}

describe('a HAR', () => {
  it('of Chrome: the request stands where its own address stands, and has the body as it was sent', () => {
    const [exchange, ...others] = exchangesIn(chrome)
    expect(others).toEqual([])
    const { request, at, durationMs, answer: read } = exchange ?? {}
    expect([at, Math.round(durationMs ?? 0), read?.status]).toEqual([Date.UTC(2026, 10, 20, 2, 0, 1, 123), 203, 302])
    expect(request && textAt(request.place)).toBe('https://mapi.alipay.com/gateway.do?_input_charset=utf-8')
    const line = chrome.split('\n').findIndex((one) => one.includes('"url": "https://mapi')) + 1
    expect(request && lineAt(request.place)).toBe(line)
    expect(request?.parameters.map(({ name, value, from }) => [name, value, from])).toEqual([
      ['_input_charset', 'utf-8', 'query'],
      ['service', 'sign_protocol_with_partner', 'body'],
      ['partner', '2088000000000000', 'body'],
      ['email', 'agent@example.com', 'body'],
      ['sign_type', 'MD5', 'body'],
    ])
  })

  it('of Firefox: times with their zone, a decoded answer, and a call that was cut off', () => {
    const [first, second] = exchangesIn(firefox)
    expect(first).toMatchObject({
      at: Date.UTC(2026, 10, 20, 2, 0, 1, 123),
      durationMs: 250,
      answer: { status: 200, readable: true, isSuccess: 'T', chargeAgent: 'T', refundCharge: 'F' },
    })
    expect(second?.answer).toEqual({ status: 0, readable: false })
  })

  it('of Charles: escaped slashes and an encoded body', () => {
    const [exchange] = exchangesIn(charles)
    expect(exchange?.request.parameters.map(({ name }) => name)).toContain('user_email')
    expect(exchange?.answer).toMatchObject({ isSuccess: 'T', chargeAgent: 'T', refundCharge: 'F' })
    expect(exchange && textAt(exchange.request.place)).toContain('gateway.do')
  })

  it('of Fiddler begins with a mark, and lines end as Windows has them', () => {
    expect(kindOf(`\uFEFF${firefox.replaceAll('\n', '\r\n')}`)).toBe('har')
  })

  it('has the fields of a body of parts', () => {
    const text = JSON.stringify({
      log: {
        entries: [
          {
            request: {
              method: 'POST',
              url: 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8',
              postData: {
                mimeType: 'multipart/form-data; boundary=----a',
                text: '------a\r\nContent-Disposition: form-data; name="service"\r\n\r\nquery_customer_protocol\r\n------a--\r\n',
                params: [{ name: 'service', value: 'query_customer_protocol' }],
              },
            },
          },
        ],
      },
    })
    expect(exchangesIn(text)[0]?.request.parameters.map(({ name, value }) => `${name}=${value}`)).toEqual([
      '_input_charset=utf-8',
      'service=query_customer_protocol',
    ])
  })

  it('that somebody cut off has the entries that are whole', () => {
    const cut = firefox.slice(0, firefox.lastIndexOf('"status": 0'))
    expect(exchangesIn(cut)).toHaveLength(1)
  })

  it.each([
    ['settings', '{"entries":[],"log":{}}'],
    ['settings', '{"alipay":{"partner":"2088000000000000"}}'],
    ['settings', '[{"name":"a"}]'],
    ['settings', '{"log":{"version":"1.2","entries":[{"request":{"method":"GET"}}]}}'],
  ])('is not: %s %s', (kind, text) => {
    expect(kindOf(text)).toBe(kind)
  })

  it('holds requests to others by their names alone', () => {
    const text = JSON.stringify({
      log: {
        entries: [
          {
            request: {
              method: 'POST',
              url: 'https://shop.example.com/login?next=%2F',
              postData: { mimeType: 'application/x-www-form-urlencoded', text: 'alipay_password=secret' },
            },
          },
        ],
      },
    })
    const { others, exchanges } = pieceOf('traffic', text)
    expect(exchanges).toEqual([])
    expect(others.map(({ host, names }) => [host, ...names])).toEqual([['shop.example.com', 'next', 'alipay_password']])
  })

  it('is read back as it was recorded: method, values, time and line of every request', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 })
    const entry = fc.record({
      method: fc.constantFrom('GET', 'POST'),
      query: fc.array(
        fc.tuple(
          text.filter((name) => name !== ''),
          text,
        ),
        { maxLength: 4 },
      ),
      body: fc.array(
        fc.tuple(
          text.filter((name) => name !== ''),
          text,
        ),
        { maxLength: 4 },
      ),
      at: fc.integer({ min: 0, max: Date.UTC(2037, 0) }),
      noise: fc.jsonValue({ maxDepth: 3 }),
    })
    const encoded = (pairs: readonly (readonly [string, string])[]) =>
      pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), fc.constantFrom(undefined, 2), (entries, indent) => {
        const written = JSON.stringify(
          {
            log: {
              pages: [{ title: entries[0]?.noise }],
              entries: entries.map(({ method, query: sent, body, at, noise }) => ({
                _initiator: { url: 'https://shop.example.com/pay.js', noise },
                request: {
                  headers: [{ name: 'Referer', value: 'https://shop.example.com/', noise }],
                  method,
                  url: `https://mapi.alipay.com/gateway.do?${encoded(sent)}`,
                  postData: { mimeType: 'application/x-www-form-urlencoded', text: encoded(body) },
                },
                startedDateTime: new Date(at).toISOString(),
              })),
            },
          },
          null,
          indent,
        )
        const found = piecesOf('request', written)
        expect(
          found.map(({ method, parameters }) => [
            method,
            ...parameters.map(({ name, value, from }) => [from, name, value]),
          ]),
        ).toEqual(
          entries.map(({ method, query: sent, body }) => [
            method.toLowerCase(),
            ...sent.map(([name, value]) => ['query', name, value]),
            ...body.map(([name, value]) => ['body', name, value]),
          ]),
        )
        for (const { place, address } of found) expect(textAt(place)).toBe(address)
        expect(new Set(found.map(({ place }) => place.start)).size).toBe(found.length)
      }),
    )
  })
})
