import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src/index.js'
import { kindOf, lineAt, pieceOf, textAt } from '../read.js'

const query =
  'https://mapi.alipay.com/gateway.do?service=query_customer_protocol&partner=2088000000000000&_input_charset=utf-8&biz_type=10004&user_email=agent%40example.com'
const tenOClock = Date.UTC(2026, 10, 20, 2)

function exchangesIn(text: string): readonly Exchange[] {
  return pieceOf('traffic', text).exchanges
}

/** What every sample says: at ten in Shanghai a query of one agent, on its third line. */
const samples: Readonly<Record<string, string>> = {
  'Apache, common': `10.0.0.7 - - [20/Nov/2026:09:59:58 +0800] "GET http://example.com/ HTTP/1.1" 200 512
10.0.0.7 - - [20/Nov/2026:09:59:59 +0800] "CONNECT example.com:443 HTTP/1.1" 200 -
10.0.0.7 - - [20/Nov/2026:10:00:00 +0800] "GET ${query} HTTP/1.1" 200 183
`,
  'Apache, combined, a client of IPv6': `2001:db8::7 - frank [20/Nov/2026:09:59:58 +0800] "GET http://example.com/ HTTP/1.1" 200 512 "-" "curl/8.5.0"
2001:db8::7 - frank [20/Nov/2026:09:59:59 +0800] "-" 408 - "-" "-"
2001:db8::7 - frank [20/Nov/2026:10:00:00 +0800] "GET ${query} HTTP/1.1" 200 183 "https://shop.example.com/a?b=\\"c\\"" "Mozilla/5.0 (compatible; \\"x\\")"
`,
  'Apache, virtual host first': `proxy.internal:8080 10.0.0.7 - - [20/Nov/2026:09:59:58 +0800] "GET http://example.com/ HTTP/1.1" 200 512 "-" "-"
proxy.internal:8080 10.0.0.7 - - [20/Nov/2026:09:59:59 +0800] "GET http://example.com/ HTTP/1.1" 304 - "-" "-"
proxy.internal:8080 10.0.0.7 - - [20/Nov/2026:10:00:00 +0800] "GET ${query} HTTP/1.1" 200 183 "-" "-"
`,
  'nginx, with the time that it took': `10.0.0.7 - - [20/Nov/2026:02:59:58 +0100] "GET http://example.com/ HTTP/1.1" 200 512 "-" "-" 0.012
10.0.0.7 - - [20/Nov/2026:02:59:59 +0100] "\\x16\\x03\\x01\\x02" 400 157 "-" "-" 0.200
10.0.0.7 - - [20/Nov/2026:03:00:00 +0100] "GET ${query} HTTP/2.0" 200 183 "-" "Java/1.8.0_392" 0.250
`,
  'Tomcat, common': `10.0.0.7 - - [20/Nov/2026:09:59:58 +0800] "GET http://example.com/ HTTP/1.1" 200 512
10.0.0.7 - - [20/Nov/2026:09:59:59 +0800] "POST http://example.com/a HTTP/1.1" 302 -
10.0.0.7 - - [20/Nov/2026:10:00:00 +0800] "GET ${query} HTTP/1.1" 200 183
`,
  squid: `1795139998.001     12 10.0.0.7 TCP_MISS/200 512 GET http://example.com/ - HIER_DIRECT/93.184.216.34 text/html
1795139999.001 120012 10.0.0.7 TCP_TUNNEL/200 3912 CONNECT example.com:443 - HIER_DIRECT/93.184.216.34 -
1795140000.250    250 10.0.0.7 TCP_MISS/200 183 GET ${query} - HIER_DIRECT/110.75.143.101 text/xml
`,
  'squid, aborted': `1795139998.001     12 10.0.0.7 TCP_DENIED/403 512 GET http://example.com/ - HIER_NONE/- text/html
1795139999.001     12 10.0.0.7 NONE_NONE/000 0 - error:transaction-end-before-headers - HIER_NONE/- -
1795140000.250    250 10.0.0.7 TCP_MISS_ABORTED/000 0 GET ${query} - HIER_DIRECT/110.75.143.101 -
`,
}

describe('an access log', () => {
  it.each(Object.entries(samples))('of %s', (_, text) => {
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const [exchange, ...others] = exchangesIn(written)
      expect(others).toEqual([])
      expect(exchange && [exchange.at, lineAt(exchange.request.place), textAt(exchange.request.place)]).toEqual([
        tenOClock,
        3,
        query,
      ])
      expect(exchange?.request.parameters.map(({ name, value }) => `${name}=${value}`)).toContain(
        'user_email=agent@example.com',
      )
    }
  })

  it('of squid tells how long a call took', () => {
    expect(exchangesIn(samples.squid ?? '')[0]?.durationMs).toBe(250)
  })

  it('of a site alone is one, with no call to the gateway in it', () => {
    const site = `10.0.0.7 - - [20/Nov/2026:10:00:00 +0800] "GET /pay?email=agent%40example.com HTTP/1.1" 302 -
10.0.0.7 - - [20/Nov/2026:10:00:01 +0800] "GET /alipay/return.jsp?is_success=T HTTP/1.1" 200 15
`
    expect([kindOf(site), exchangesIn(site)]).toEqual(['access-log', []])
  })

  it('keeps the order of time, whatever the order of lines, and the addresses in their places', () => {
    const line = (minute: number) =>
      `10.0.0.7 - - [20/Nov/2026:10:0${String(minute)}:00 +0800] "GET ${query}&a=${String(minute)} HTTP/1.1" 200 1`
    const found = exchangesIn([5, 1, 3].map(line).join('\n'))
    expect(found.map(({ request }) => lineAt(request.place))).toEqual([2, 3, 1])
  })
})

describe('a log in the extended format', () => {
  const iis = (fields: string, lines: readonly string[]) =>
    [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Version: 1.0',
      '#Date: 2026-11-20 01:59:58',
      `#Fields: ${fields}`,
      ...lines,
      '',
    ].join('\r\n')
  const queryString = query.slice(query.indexOf('?') + 1)

  it('of IIS, whose requests are to the site itself', () => {
    const text = iis(
      'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
      [
        `2026-11-20 02:00:00 10.0.0.1 GET /alipay/return.aspx is_success=T 443 - 10.0.0.7 Mozilla/5.0+(Windows) - 200 0 0 15`,
      ],
    )
    expect([kindOf(text), exchangesIn(text)]).toEqual(['access-log', []])
  })

  it('of IIS that passes requests on, by the host that they name', () => {
    const text = iis('date time cs-method cs-host cs-uri-stem cs-uri-query sc-status time-taken', [
      `2026-11-20 01:59:59 GET shop.example.com / - 200 3`,
      `2026-11-20 02:00:00 GET mapi.alipay.com /gateway.do ${queryString} 200 250`,
    ])
    const [exchange, ...others] = exchangesIn(text)
    expect(others).toEqual([])
    expect(exchange && [exchange.at, exchange.durationMs, lineAt(exchange.request.place)]).toEqual([tenOClock, 250, 6])
    expect(exchange?.request.address).toBe(query)
    expect(exchange && textAt(exchange.request.place)).toBe(`/gateway.do ${queryString}`)
  })

  it('of a proxy that writes whole addresses, with another order of fields from some line on', () => {
    const text = [
      '#Version: 1.0',
      '#Fields: date time time-taken c-ip sc-status cs-method cs-uri',
      `2026-11-20 02:00:00 250 10.0.0.7 200 GET ${query}`,
      '#Fields: date time cs-uri cs-method',
      `2026-11-20 02:00:01 ${query} POST`,
      '2026-11-20 02:00:02 http://example.com/ GET',
      'cut off',
    ].join('\n')
    expect(exchangesIn(text).map(({ request, at }) => [request.method, at, lineAt(request.place)])).toEqual([
      ['get', tenOClock, 3],
      ['post', tenOClock + 1000, 5],
    ])
  })

  it('without fields, or with none that says where a request went, has no calls', () => {
    const text = '#Version: 1.0\n#Fields: date time c-ip\n2026-11-20 02:00:00 10.0.0.7\n'
    expect([kindOf(text), exchangesIn(text)]).toEqual(['access-log', []])
  })
})

it('whatever is written in a log is read back: when, by which method, with which values, on which line', () => {
  const call = fc.record({
    at: fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2037, 0) }),
    method: fc.constantFrom('GET', 'POST'),
    value: fc.string({ unit: 'grapheme', maxLength: 20 }),
    before: fc.nat({ max: 3 }),
  })
  const pad = (value: number) => String(value).padStart(2, '0')
  fc.assert(
    fc.property(
      fc.array(call, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: -11, max: 13 }),
      fc.constantFrom('\n', '\r\n'),
      (calls, zone, newline) => {
        const other = '10.0.0.7 - - [20/Nov/2026:10:00:00 +0800] "GET / HTTP/1.1" 200 1'
        const lines: string[] = []
        const written = calls.map(({ at, method, value, before }) => {
          const seconds = Math.floor(at / 1000) * 1000
          const local = new Date(seconds + zone * 3_600_000)
          const [, month] = local.toUTCString().split(' ').slice(1)
          const time = `${pad(local.getUTCDate())}/${month ?? ''}/${String(local.getUTCFullYear())}:${local.toISOString().slice(11, 19)}`
          const offset = `${zone < 0 ? '-' : '+'}${pad(Math.abs(zone))}00`
          lines.push(...Array.from({ length: before }, () => other))
          lines.push(
            `10.0.0.7 - - [${time} ${offset}] "${method} https://mapi.alipay.com/gateway.do?user_email=${encodeURIComponent(value)} HTTP/1.1" 200 1`,
          )
          return { at: seconds, method: method.toLowerCase(), value, line: lines.length }
        })
        const found = pieceOf('traffic', lines.join(newline)).exchanges.map(({ at, request }) => ({
          at,
          method: request.method,
          value: request.parameters[0]?.value,
          line: lineAt(request.place),
        }))
        expect(found).toEqual([...written].sort((left, right) => left.at - right.at))
      },
    ),
  )
})
