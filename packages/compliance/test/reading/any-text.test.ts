import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Document, readEvidence, type Evidence, type Place } from '../../src/index.js'

const runs = { numRuns: Number(process.env.PAYCIRCLE_FUZZ_RUNS ?? 300) }

/** Beginnings by which a file is taken for its kind, and pieces that mean something in that kind. */
const kinds: Readonly<Record<string, { readonly heads: readonly string[]; readonly pieces: readonly string[] }>> = {
  settings: {
    heads: ['alipay.partner=1\n', 'alipay:\n', '[alipay]\na=b\n'],
    pieces: [
      'a',
      '.',
      '=',
      ': ',
      ':',
      '\\',
      '\n',
      '\r\n',
      ' ',
      '- ',
      '"',
      "'",
      '# ',
      ';',
      '|',
      '>-',
      '[',
      ']',
      '中',
      '😀',
    ],
  },
  JSON: {
    heads: ['{', '[', '{"log":{"entries":[', '// a\n{'],
    pieces: [
      '{',
      '}',
      '[',
      ']',
      '"',
      'a',
      ':',
      ',',
      '1',
      'true',
      'null',
      '\\',
      '\\u4e2d',
      '//',
      '/*',
      '*/',
      '\n',
      ' ',
      '"url":"https://mapi.alipay.com/gateway.do"',
      '"request":',
    ],
  },
  XML: {
    heads: ['<?xml version="1.0"?>', '<configuration>'],
    pieces: [
      '<a',
      '<value>',
      '</value>',
      '>',
      '/>',
      '</a>',
      ' name="b"',
      " value='c'",
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&#x1F600;',
      '&#99999999;',
      'a',
      '\n',
      ' ',
    ],
  },
  'access log': {
    heads: [
      '- - - [20/Nov/2026:10:00:00 +0800] "GET https://mapi.alipay.com/gateway.do HTTP/1.1" 200 1\n',
      '#Fields: date time cs-uri cs-method\n',
    ],
    pieces: [
      '- - - [20/Nov/2026:10:00:00 +0800] "',
      'GET ',
      'https://mapi.alipay.com/gateway.do?a=b',
      ' HTTP/1.1" 200 1',
      '\n',
      '\r\n',
      '#Fields: ',
      'cs-uri ',
      '2026-11-20 10:00:00 ',
      '"',
      '%',
      '&',
    ],
  },
  hosts: {
    heads: ['127.0.0.1 localhost\n'],
    pieces: ['127.0.0.1', '::1', ' ', '\t', 'mapi.alipay.com', '#', '\n', '\r\n', '%eth0', '.'],
  },
  log: {
    heads: ['2026-11-20 10:00:00 INFO a\n'],
    pieces: [
      '2026-11-20 10:00:00 ',
      'INFO ',
      'a=1&b=2',
      '&partner=2088000000000000',
      '\n',
      '\r\n',
      '\tat a',
      'md5_key=',
      '中',
    ],
  },
  page: {
    heads: ['<html>', '<form action="https://mapi.alipay.com/gateway.do">', '<%@ page language="java"%><html>'],
    pieces: [
      '<form',
      '<input',
      '<select><option',
      ' name=',
      ' value=',
      '"',
      "'",
      '>',
      '</form>',
      '</select>',
      '<%',
      '%>',
      '<?php',
      '?>',
      '{{',
      '}}',
      '${',
      '}',
      '<script>',
      '</script>',
      '<textarea>',
      '<!--',
      '-->',
      'a',
      '\n',
      '\r\n',
      '😀',
    ],
  },
  addresses: {
    heads: ['https://mapi.alipay.com/gateway.do\n'],
    pieces: [
      'https://mapi.alipay.com/gateway.do',
      '?',
      '&',
      '=',
      'a',
      '%',
      '%41',
      '%e6',
      '#',
      '\n',
      '\r\n',
      ' ',
      '_input_charset=gbk',
    ],
  },
}

describe.each(Object.entries(kinds))('the reader of %s', (_, { heads, pieces }) => {
  it('reads any text without a throw, and every place lies in it on the line that it says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (head, rest) => {
        const file = readEvidence('evidence', new TextEncoder().encode(head + rest.join('')))
        if ('skipped' in file) return
        for (const place of placesOf(file.pieces)) {
          const { document, start, end } = place
          expect(start).toBeGreaterThanOrEqual(0)
          expect(start).toBeLessThanOrEqual(end)
          expect(end).toBeLessThanOrEqual(document.text.length)
          expect(document.positionAt(start).line).toBe(document.text.slice(0, start).split('\n').length)
        }
      }),
      runs,
    )
  })
})

/** Every place in evidence, however deep. */
function placesOf(evidence: readonly Evidence[]): readonly Place[] {
  const places: Place[] = []
  const seen = new Set<object>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Document || seen.has(value)) return
    seen.add(value)
    if ('document' in value && 'start' in value && 'end' in value && !('kind' in value)) places.push(value as Place)
    else for (const inner of Object.values(value)) visit(inner)
  }
  visit(evidence)
  return places
}
