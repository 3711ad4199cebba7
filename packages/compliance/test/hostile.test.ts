import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { audit } from '../src/index.js'

/** What a hostile megabyte may cost, and how many characters it has. R5 */
const limitMs = 2000
const megabyte = 1_000_000

function filled(piece: string, head = '', tail = ''): string {
  return head + piece.repeat(Math.ceil((megabyte - head.length - tail.length) / piece.length)) + tail
}

const javaHead =
  'package a;\nimport java.util.Map;\npublic class A {\n  String s = "query_customer_protocol mapi.alipay.com";\n'
const phpHead = '<?php\n$service = "query_customer_protocol"; $gateway = "https://mapi.alipay.com/gateway.do";\n'
const jsHead = "import a from 'a'\nconst service = 'query_customer_protocol'\n"
const pythonHead = 'import os\n\ndef query():\n    service = "query_customer_protocol"\n'
const formHead = '<!doctype html><form action="https://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">'
const logHead = '2026-11-20 10:00:00 INFO start\n'

const texts: Readonly<Record<string, string>> = {
  'page of opening brackets': filled('<', '<!doctype html>'),
  'page of nested elements': filled('<div>', '<!doctype html>'),
  'page of nested forms': filled('<form action=https://mapi.alipay.com/gateway.do><table>', '<!doctype html>'),
  'page of inputs in one form': filled('<input type=hidden name=a value=b>', formHead),
  'page of inputs that name a form': filled('<input form=f name=a>', `${formHead}</form><form id=f>`),
  'page of unclosed attributes': filled('<input value="a', formHead),
  'page of one endless attribute': filled('a', `${formHead}<input name="`),
  'page of template marks': filled('<%', '<html>'),
  'page of template values': filled('{{', '<html>'),
  'page of dollars': filled('${', '<html>'),
  'page of comments': filled('<!--', '<html>'),
  'page of labels': filled('<label for=a>支付宝', '<html><input id=a type=password>'),
  'page of iframes': filled('<iframe name=a src=https://mapi.alipay.com/gateway.do>', '<html>'),
  'page of links': filled('<a href="https://mapi.alipay.com/gateway.do?a=1">', '<html>'),
  'page of selects': filled('<select name=a><option>', formHead),
  'page of entities': filled('&amp', '<html><p title="'),
  'address of ampersands': filled('&', 'https://mapi.alipay.com/gateway.do?'),
  'address of percents': filled('%', 'https://mapi.alipay.com/gateway.do?a='),
  'address of names': filled('a=1&', 'https://mapi.alipay.com/gateway.do?'),
  'many addresses': filled('https://mapi.alipay.com/gateway.do?service=query_customer_protocol&partner=1\n'),
  'Java without line ends': filled('a.b(c);', javaHead),
  'Java of braces': filled('{', javaHead),
  'Java of closing braces': filled('}', javaHead),
  'Java of catches': filled('try{q();}catch(Exception e){', javaHead),
  'Java of quotes': filled('"', javaHead),
  'Java of escapes': filled('\\', `${javaHead}"`),
  'Java of comments': filled('/*', javaHead),
  'Java of slashes': filled('/', javaHead),
  'Java of dots': filled('.', javaHead),
  'Java of pluses': filled('"a"+', javaHead),
  'Java of keys': filled('"q8w2e7r4t1y9u3i6o5p0a8s7d6f5g4h3",', javaHead),
  'Java of blanks': filled(' ', javaHead),
  'Java of calls': filled('a(', javaHead),
  'JavaScript of backquotes': filled('`${', jsHead),
  'JavaScript of regular expressions': filled('/a/,', jsHead),
  'JavaScript of arrows': filled('()=>', jsHead),
  'PHP of heredocs': filled('<<<A\n', phpHead),
  'PHP of dollars': filled('$a.', phpHead),
  'Python of triple quotes': filled('"""', pythonHead),
  'Python of indentation': filled('  except:\n', pythonHead),
  'HAR of entries': filled(
    '{"request":{"url":"https://mapi.alipay.com/gateway.do?service=query_customer_protocol"}},',
    '{"log":{"entries":[',
    '{}]}}',
  ),
  'HAR of brackets': filled('[', '{"log":{"entries":['),
  'HAR of quotes': filled('"', '{"log":{"entries":['),
  'HAR of one string': filled('\\"', '{"log":{"entries":[{"request":{"url":"'),
  'JSON of nesting': filled('{"a":', ''),
  'JSON of members': filled('"alipay":"110.75.0.1",', '{', '"a":1}'),
  'XML settings of attributes': filled(' a="b"', '<?xml version="1.0"?><a'),
  'XML settings of elements': filled('<property name="a" value="b">', '<?xml version="1.0"?>'),
  'XML settings of quotes': filled('"', '<?xml version="1.0"?><a b='),
  'settings of nesting': filled('a:\n ', 'alipay:\n'),
  'settings of one line': filled('a', 'alipay.gateway='),
  'settings of equals': filled('a=b\n', 'alipay.gateway=https://mapi.alipay.com/gateway.do\n'),
  'settings that go on and on': filled('a\\\n', 'alipay.gateway='),
  'settings of backslashes': filled('\\', 'alipay.gateway='),
  'settings of blocks': filled('a: |\n  b\n', 'alipay:\n'),
  'settings of dashes': filled('- ', 'alipay:\n'),
  'settings of quotes': filled("a='\n", 'alipay.gateway=b\n'),
  'JSON of comments': filled('/*', '{"alipay":'),
  'JSON of long names': filled(`"${'a'.repeat(1000)}":{"a":1,"b":2},`, '{', '"a":1}'),
  'JSON of brackets': filled('['),
  'XML settings of comments': filled('<!--', '<?xml version="1.0"?><a>'),
  'XML settings of character data': filled('<![CDATA[', '<?xml version="1.0"?><a>'),
  'XML settings of entities': filled('&amp;', '<?xml version="1.0"?><a b="', '"></a>'),
  'XML settings of opening brackets': filled('<a', '<?xml version="1.0"?>'),
  'HAR of addresses': filled(
    '"url":"https://a/",',
    '{"log":{"entries":[{"request":{',
    '"url":"https://mapi.alipay.com/gateway.do"}}]}}',
  ),
  'HAR of requests': filled(
    '"request":{"a":1},',
    '{"log":{"entries":[{',
    '"request":{"url":"https://mapi.alipay.com/gateway.do"}}]}}',
  ),
  'hosts of names': filled(' mapi.alipay.com', '127.0.0.1 localhost\n110.75.0.1'),
  'hosts of lines': filled('110.75.0.1 mapi.alipay.com\n'),
  'log of one line': filled('a', logHead),
  'log of parameters': filled('partner=1&', `${logHead}2026-11-20 10:00:01 `),
  'log of keys': filled('md5_key=q8w2e7r4t1y9u3i6o5p0a8s7d6f5g4h3 ', logHead),
  'log of lines': filled('2026-11-20 10:00:00 a=1&b=2\n'),
  'access log of lines': filled(
    '- - - [20/Nov/2026:10:00:00 +0800] "GET https://mapi.alipay.com/gateway.do?service=query_customer_protocol HTTP/1.1" 200 1\n',
  ),
  'access log of one line': filled(
    '[',
    '- - - [20/Nov/2026:10:00:00 +0800] "GET https://mapi.alipay.com/gateway.do HTTP/1.1" 200 1\n',
  ),
  'extended log of lines': filled(
    '2026-11-20 10:00:00 https://mapi.alipay.com/gateway.do?a=b GET\n',
    '#Fields: date time cs-uri cs-method\n',
  ),
  'extended log of one line': filled('"', '#Fields: date time cs-uri cs-method\n2026-11-20 10:00:00 '),
  'extended log of fields': filled('#Fields: a b c\n', '#Version: 1.0\n'),
  'log of JSON': filled('{"time":"2026-11-20","msg":"a"}\n'),
  'Ruby of percent strings': filled('%q(', "require 'a'\nservice = 'query_customer_protocol'\n"),
  'line ends': filled('\n'),
  'carriage returns': filled('\r', 'a=b\r\n'),
  'nothing that is known': filled('支付圈'),
}

describe('a hostile megabyte is judged within two seconds', () => {
  it.each(Object.entries(texts))('%s', (name, text) => {
    const bytes = new TextEncoder().encode(text)
    // Processor time of this process alone: others on the machine do not count.
    const before = process.cpuUsage()
    const report = audit([{ path: name, bytes }])
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(limitMs)
    for (const { place } of report.findings) {
      expect(place.start).toBeGreaterThanOrEqual(0)
      expect(place.end).toBeLessThanOrEqual(text.length)
    }
  })
})

describe('whatever the bytes', () => {
  const runs = { numRuns: Number(process.env.PAYCIRCLE_FUZZ_RUNS ?? 300) }

  it('nothing is thrown, and every place lies inside its document', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        for (const { place } of audit([{ path: 'a', bytes }]).findings) {
          expect(place.end).toBeLessThanOrEqual(place.document.text.length)
        }
      }),
      runs,
    )
  })

  it('nor for texts made of the words that rules look for', () => {
    const words = Object.values(texts)
      .flatMap((text) => text.slice(0, 400).split(/(?<=[\s"'<>={}()&;,])/))
      .filter((word) => word.length < 80)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...new Set(words)), { maxLength: 120 }), (pieces) => {
        const text = pieces.join('')
        for (const { place, location } of audit([{ path: 'a', bytes: new TextEncoder().encode(text) }]).findings) {
          expect(place.start).toBeLessThanOrEqual(place.end)
          expect(place.end).toBeLessThanOrEqual(text.length)
          expect(location.line).toBeGreaterThan(0)
        }
      }),
      runs,
    )
  })
})
