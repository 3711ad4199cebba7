import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SourceLanguage } from '../../src/index.js'
import { lineAt, pieceOf } from './read.js'

interface Sample {
  /** Tells the language. */
  readonly head: string
  /** Statements, `?` where a string stands. */
  readonly statements: readonly string[]
  /** Ways of writing a string, each with what it means. */
  readonly strings: readonly (readonly [written: string, meaning: string])[]
  readonly comments: readonly string[]
  /** What looks like the beginning of a string or of a comment, and is none. */
  readonly code: readonly string[]
}

const samples: Readonly<Record<SourceLanguage, Sample>> = {
  java: {
    head: 'package com.shop.pay;\nimport java.util.Map;\npublic class Sample {\n',
    statements: ['String a = ?;', 'call(?, b);', '@Value(?) String c;', 'map.put(?, 1);'],
    strings: [
      ['"a"', 'a'],
      ['""', ''],
      ['"a\\"b"', 'a"b'],
      ['"a\\\\"', 'a\\'],
      ['"\\u4e2d"', '中'],
      ['"// no comment"', '// no comment'],
      ['"/* none */"', '/* none */'],
      ["'\"'", '"'],
      ["'\\''", "'"],
      ['"it\'s"', "it's"],
      ['"""\n  a "b" c\n  """', '\n  a "b" c\n  '],
    ],
    comments: ['// "a"', '/* "a\n" */', "/** it's */", '// C:\\shop\\'],
    code: [
      'int d = 4 / 2;',
      'if (a < b && c > d) { }',
      'char e = (char) 39;',
      'List<String> f = null;',
      'int g = h /2/ 1;',
    ],
  },
  csharp: {
    head: 'using System;\nnamespace Shop.Pay {\n',
    statements: ['string a = ?;', 'Call(?, b);', 'map[?] = 1;'],
    strings: [
      ['"a"', 'a'],
      ['"a\\"b"', 'a"b'],
      ['@"C:\\shop\\"', 'C:\\shop\\'],
      ['@"a ""b"" c"', 'a "b" c'],
      ['@"two\nlines"', 'two\nlines'],
      ['$"{a}"', '{a}'],
      ['$@"C:\\{a}\\"', 'C:\\{a}\\'],
      ["'\"'", '"'],
      ["'\\''", "'"],
      ['"""a "b" c"""', 'a "b" c'],
      ['"http://a/b"', 'http://a/b'],
    ],
    comments: ['// "a"', '/* "a\n" */', "/// <summary>it's</summary>", '#region it\n// "a"'],
    code: ['int d = 4 / 2;', '#pragma warning disable', 'if (a < b) { }', 'var e = a ?? b;'],
  },
  php: {
    head: '<?php\n',
    statements: ['$a = ?;', 'call(?, $b);', '$map[?] = 1;', 'define(?, 1);'],
    strings: [
      ["'a'", 'a'],
      ["'it\\'s'", "it's"],
      ["'C:\\shop'", 'C:\\shop'],
      ["'a\\\\'", 'a\\'],
      ['"a\\"b"', 'a"b'],
      ['"// none"', '// none'],
      ["'?>'", '?>'],
      ["'# none'", '# none'],
      ["'two\nlines'", 'two\nlines'],
      ['"$a and {$b["c"]}"', '$a and {$b["c"]}'],
    ],
    comments: ['// "a"', "# it's", '/* "a\n" */', '/** ?> */'],
    code: ['$d = 4 / 2;', '#[Pure]\nfunction f() { }', '$g = $h << 2;', '$i = $a ?: $b;'],
  },
  python: {
    head: 'import os\n\ndef query():\n    pass\n',
    statements: ['a = ?', 'call(?, b)', 'map[?] = 1', 'return ?'],
    strings: [
      ['"a"', 'a'],
      ["'it\\'s'", "it's"],
      ['"it\'s"', "it's"],
      ["b'a'", 'a'],
      ["u'中'", '中'],
      ["r'\\d'", '\\d'],
      ['"""a "b"\nc"""', 'a "b"\nc'],
      ["'''it's'''", "it's"],
      ['f"{a}"', '{a}'],
      ['rb"\\x"', '\\x'],
      ['"# none"', '# none'],
      ["''", ''],
    ],
    comments: ['# "a"', "# it's"],
    code: ['d = 4 // 2', 'e = a if b else c', 'f = g << 2', 'h = i % j'],
  },
  go: {
    head: 'package pay\n\nimport "net/http"\n\nfunc Query(email string) error { return nil }\n',
    statements: ['a := ?', 'call(?, b)', 'm[?] = 1'],
    strings: [
      ['"a"', 'a'],
      ['"a\\"b"', 'a"b'],
      ['`C:\\shop`', 'C:\\shop'],
      ['`two\n"lines"`', 'two\n"lines"'],
      ["'\"'", '"'],
      ["'\\''", "'"],
      ["'`'", '`'],
      ['"`"', '`'],
      ['"// none"', '// none'],
    ],
    comments: ['// "a"', '/* `a\n */', "// it's"],
    code: ['d := 4 / 2', 'e := f << 2', 'if a < b { }', 'var g chan<- int'],
  },
  ruby: {
    head: "require 'net/http'\n\ndef query(email)\nend\n",
    statements: ['a = ?', 'call(?, b)', 'map[?] = 1', 'puts ?'],
    strings: [
      ["'a'", 'a'],
      ["'it\\'s'", "it's"],
      ['"a\\"b"', 'a"b'],
      ['"#{a["b"]} c"', '#{a["b"]} c'],
      ["'# none'", '# none'],
      ['"two\nlines"', 'two\nlines'],
      ['%q(it\'s (a) "b")', 'it\'s (a) "b"'],
      ['%Q{a "b"}', 'a "b"'],
      ['%(a "b")', 'a "b"'],
    ],
    comments: ['# "a"', "# it's", '=begin\n"a\n=end'],
    code: ['d = 4 / 2', 'e = f << 2', 'g = a ? b : c', 'h = i % j', 'k = %w[a b]', 'l = ?a', 'm = a %b'],
  },
  javascript: {
    head: "const http = require('http')\n",
    statements: ['a = ?;', 'call(?, b);', 'map[?] = 1;', 'return ?;'],
    strings: [
      ["'a'", 'a'],
      ["'it\\'s'", "it's"],
      ['"a\\"b"', 'a"b'],
      ['`a "b" it\'s`', 'a "b" it\'s'],
      ['`two\nlines`', 'two\nlines'],
      ['`${a["b"]} ${`c`}`', '${a["b"]} ${`c`}'],
      ['"// none"', '// none'],
      ["'\\u4e2d'", '中'],
      ["'https://a/b'", 'https://a/b'],
    ],
    comments: ['// "a"', '/* "a\n" */', "// it's", '/** `a */'],
    code: [
      'd = 4 / 2;',
      'e = f.replace(/[\'"]/g, g);',
      'if (/\\/\\//.test(h)) i();',
      'j = k / l / m;',
      'n = o ? /`/ : p;',
      'q = r[s] / t;',
    ],
  },
}

describe.each(Object.entries(samples))('source of %s', (language, { head, statements, strings, comments, code }) => {
  const [statement = ''] = statements

  it.each(strings)('knows the string %s', (written, meaning) => {
    const source = pieceOf('source', `${head}${statement.replace('?', () => written)}\nend_ = 1\n`)
    expect(
      source.tokens
        .filter(({ kind }) => kind === 'string')
        .map(({ text }) => text)
        .slice(ownStrings(head)),
    ).toEqual([meaning])
    expect(source.structure).toContain('end_ = 1')
  })

  it.each(comments)('knows the comment %s', (comment) => {
    const source = pieceOf('source', `${head}${comment}\nend_ = 1\n`)
    expect(source.tokens.filter(({ kind }) => kind === 'string')).toHaveLength(ownStrings(head))
    expect(source.structure).toContain('end_ = 1')
    expect(source.tokens.some(({ kind }) => kind === 'comment')).toBe(true)
  })

  it.each(code)('takes %s for code', (written) => {
    const source = pieceOf('source', `${head}${written}\nend_ = "x"\n`)
    expect(
      source.tokens
        .filter(({ kind }) => kind === 'string')
        .map(({ text }) => text)
        .slice(ownStrings(head)),
    ).toEqual(['x'])
    expect(source.tokens.filter(({ kind }) => kind === 'comment')).toEqual([])
  })

  it('keeps them apart in any order, each string with its meaning, on its line', () => {
    const piece = fc.oneof(
      fc.tuple(fc.constantFrom(...statements), fc.constantFrom(...strings)).map(([around, [written, meaning]]) => ({
        text: around.replace('?', () => written),
        before: around.indexOf('?'),
        meaning,
      })),
      fc.constantFrom(...comments, ...code).map((text) => ({ text, before: 0, meaning: undefined })),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (pieces, newline) => {
        let text = head
        const expected: (readonly [string, number])[] = []
        for (const { text: written, meaning } of pieces) {
          if (meaning !== undefined) expected.push([meaning.replaceAll('\n', newline), text.split('\n').length])
          text += `${written}\n`
        }
        const source = pieceOf('source', text.replaceAll('\n', newline))
        expect(source.language).toBe(language)
        const found = source.tokens.filter(({ kind }) => kind === 'string').slice(ownStrings(head))
        expect(
          found.map(({ text: meaning, start, end }) => [meaning, lineAt(source.document.place(start, end))]),
        ).toEqual(expected)
        expect(source.structure.split('\n')).toHaveLength(
          text.slice(language === 'php' ? '<?php'.length : 0).split('\n').length,
        )
      }),
    )
  })
})

/** Strings that stand in the head itself. */
function ownStrings(head: string): number {
  return /require|"net\/http"/.test(head) ? 1 : 0
}
