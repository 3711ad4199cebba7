import { describe, expect, it } from 'vitest'
import { readEvidence, type SourceEvidence } from '../../src/index.js'

function read(text: string, path = 'evidence') {
  return readEvidence(path, new TextEncoder().encode(text))
}

function sourcesOf(text: string): readonly SourceEvidence[] {
  const file = read(text)
  return 'skipped' in file ? [] : file.pieces.filter((piece) => piece.kind === 'source')
}

function only(text: string): SourceEvidence {
  const [source, ...others] = sourcesOf(text)
  expect(others).toEqual([])
  if (source === undefined) throw new Error('not read as source')
  return source
}

function strings(text: string): readonly string[] {
  return only(text)
    .tokens.filter(({ kind }) => kind === 'string')
    .map((token) => token.text)
}

describe('the language of a file', () => {
  it.each([
    ['javascript', "const gateway = 'a'\nmodule.exports = { gateway }"],
    ['javascript', "import { x } from './x.js'\nexport interface A { b?: string }"],
    ['javascript', 'function go() { location.href = url; }'],
    ['javascript', "export { a } from './a.js'\n"],
    ['javascript', 'export function assert(condition: unknown): asserts condition {\n}\n'],
    ['java', 'package com.example;\nimport java.util.Map;\npublic class Pay { private String key; }'],
    ['java', '@Override\npublic String query(String email) throws IOException { return null; }'],
    ['csharp', 'using System;\nnamespace Site.Pay {\n  public class Query { public string Key { get; set; } }\n}'],
    ['php', '<?php\nclass Pay { }'],
    ['php', '\n<?php\nnamespace App;\nuse Foo\\Bar;\n'],
    ['python', 'import requests\n\ndef query(email):\n    return None\n'],
    ['python', '# Asks Alipay.\n# -*- coding: utf-8 -*-\nfrom urllib import parse\n'],
    ['go', 'package pay\n\nimport "net/http"\n\nfunc Query(email string) error { return nil }'],
    ['ruby', "require 'net/http'\n\nclass Pay\n  def query(email)\n  end\nend\n"],
  ])('is told by its content: %s', (language, text) => {
    expect(only(text).language).toBe(language)
  })

  it.each([
    ['Markdown with fences', '# Paying\n\nUse it:\n\n```js\nconst a = require("a")\n```\n'],
    ['Markdown without', "# Paying\n\n## Use\n\n    require 'pay'\n    def a(b)\n    end\n"],
    ['reStructuredText', 'Paying\n======\n\n    import pay\n    def query(x):\n'],
    ['JSON', '{"a": "function"}'],
    ['CSS', '.a { color: red; }\n'],
    ['SQL', 'select * from agents where id = 1;\n'],
    ['Visual Basic', 'Imports System\nPublic Function Query(email As String) As String\nDim a\nEnd Function\n'],
    ['C', '#include <stdio.h>\nint main() { return 0; }\n'],
    ['prose', 'The function of the gateway is explained in another document.\n'],
  ])('is none where it is %s', (_, text) => {
    expect(sourcesOf(text)).toEqual([])
  })
})

describe('code, strings and comments', () => {
  it('of JavaScript', () => {
    expect(strings("const a = 'it\\'s' // 'no'\nconst b = /[\"/]'/.test(c) ? d / e / f : \"\\u4e2d\\x41\"")).toEqual([
      "it's",
      '中A',
    ])
    const template = only('const a = `x ${b ? `y ${"`"}` : "}"} z` + "after"')
    expect(template.tokens.filter(({ kind }) => kind === 'string').map((t) => [t.text, t.filled])).toEqual([
      ['x ${b ? `y ${"`"}` : "}"} z', true],
      ['after', undefined],
    ])
    expect(only('const a = b / c; const d = "/"; return /x"y/g').tokens.map(({ kind }) => kind)).toEqual([
      'code',
      'string',
      'code',
      'pattern',
      'code',
    ])
  })

  it('of Java', () => {
    const text = 'import a.B;\nString t = """\n  "q" \\n\n  """; char c = \'"\'; // "x"\nString u = "\\"v\\"";'
    expect(strings(text)).toEqual(['\n  "q" \n\n  ', '"', '"v"'])
  })

  it('of C#', () => {
    const text =
      'using System;\nvar p = @"C:\\dir\\"; var q = @"say ""hi"""; var r = $"a{b}"; var s = $@"x""{y}"; char d = \'"\';'
    expect(strings(text)).toEqual(['C:\\dir\\', 'say "hi"', 'a{b}', 'x"{y}', '"'])
    expect(only(text).tokens.filter(({ filled }) => filled)).toHaveLength(2)
  })

  it('of PHP, with markup between and here-documents', () => {
    const text =
      '<?php // closes here: ?><b>it\'s</b><?php\n$a = \'C:\\x\'; # "no"\n$b = "a {$c["k"]} b";\n$d = <<<EOT\n"it\'s" $e\nEOT;\n$f = "<?xml ?>";'
    expect(strings(text)).toEqual(['C:\\x', 'a {$c["k"]} b', '"it\'s" $e', '<?xml ?>'])
  })

  it('of Python', () => {
    const text = 'import re\na = """it\'s\n"x" """\nb = r\'\\d\' + f"{c}" + \'\\\'\' # "no"\nforce = rb"x"\n'
    expect(strings(text)).toEqual(['it\'s\n"x" ', '\\d', '{c}', "'", 'x'])
  })

  it('of Go', () => {
    expect(strings('package a\nvar x = `raw \\` + "q\\"" + string(\'"\') // "no"')).toEqual(['raw \\', 'q"', '"'])
  })

  it('of Ruby', () => {
    const text =
      'require \'x\'\n=begin\n"no"\n=end\na = "b #{c["d"]} e" # "no"\nf = <<~TEXT + "g"\n  it\'s #{h}\nTEXT\ni = j =~ /"/ ? 1 : 2\nk << LIST\n'
    expect(strings(text)).toEqual(['x', 'b #{c["d"]} e', 'g', "  it's #{h}"])
  })

  it('leave a structure of equal length, in which only code can be read', () => {
    const text = 'const a = f("}", \'{\') /* } */ // {\nconst b = `}\n{`\n'
    const { structure } = only(text)
    expect(structure).toHaveLength(text.length)
    expect(structure).toBe('const a = f(" ", " ")' + ' '.repeat(13) + '\nconst b = " \n "\n')
  })
})

describe('source in pages', () => {
  it('is read from scripts and from server code, one piece a language', () => {
    const text =
      '<%@ page language="java" %>\n<html><body><% if (a) { %>it\'s<% String s = "x"; } %><%= s %>\n<script>var a = "b";</script><script src="c"></script><script>var d = "e";</script></body></html>'
    const sources = sourcesOf(text)
    expect(sources.map(({ language }) => language)).toEqual(['java', 'javascript'])
    expect(sources.map(({ tokens }) => tokens.filter((t) => t.kind === 'string').map((t) => t.text))).toEqual([
      ['x'],
      ['b', 'e'],
    ])
    for (const { structure, start, end } of sources) expect(structure).toHaveLength(end - start)
  })

  it.each([
    ['csharp', '<%@ Page Language="C#" %><html><% var a = Request["b"]; %></html>'],
    ['ruby', '<html><% agents.each do |agent| %><p><%= agent.name %></p><% end %></html>'],
    ['php', '<html><?php echo "a" ?><p><?= $b ?></p></html>'],
  ])('speaks %s', (language, text) => {
    expect(sourcesOf(text).map((source) => source.language)).toEqual([language])
  })

  it('goes on behind a closing mark that stands in a string of PHP', () => {
    const [source, ...others] = sourcesOf(
      '<?php $a = \'<?xml version="1.0"?>\';\n$b = "c"; ?>\n<form></form>\n<?php d("e") ?>',
    )
    expect(others).toEqual([])
    expect(source?.tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text)).toEqual([
      '<?xml version="1.0"?>',
      'c',
      'e',
    ])
  })

  it('is left alone in Visual Basic', () => {
    expect(sourcesOf('<%@ Language=VBScript %><html><% Dim a\na = "b" %></html>')).toEqual([])
    expect(sourcesOf('<html><%\nDim a\na = Request("b")\n%></html>')).toEqual([])
  })
})

describe('addresses in source', () => {
  const requestsOf = (text: string) => {
    const file = read(text)
    return 'skipped' in file ? [] : file.pieces.filter((piece) => piece.kind === 'request')
  }
  const whole =
    'https://mapi.alipay.com/gateway.do?_input_charset=utf-8&partner=2088000000000000&service=sign_protocol_with_partner&sign=0123456789abcdef0123456789abcdef&sign_type=MD5'

  it('are requests where they are whole', () => {
    const [request] = requestsOf(`const url = '${whole}'\nopen(url)`)
    expect(request).toMatchObject({ origin: 'address', complete: true, method: 'get' })
    expect(request?.parameters).toHaveLength(5)
  })

  it.each([
    ['a base', "const gateway = 'https://mapi.alipay.com/gateway.do?'"],
    ['one that is joined', `const url = '${whole}' + more`],
    ['one that is filled', `const url = \`${whole}&email=\${email}\``],
    ['one with a place for a value', `const url = sprintf('${whole}&email=%s', email)`],
    ['one without a signature', "const url = 'https://mapi.alipay.com/gateway.do?service=sign_protocol_with_partner'"],
  ])('are incomplete where they are %s', (_, text) => {
    expect(requestsOf(text)).toMatchObject([{ complete: false }])
  })

  it.each([
    ['const url = `https://mapi.alipay.com/gateway.do?partner=${partner}&email=a`', ['partner']],
    ["const url = format('https://mapi.alipay.com/gateway.do?partner=%s&email={0}&sign=a')", ['partner', 'email']],
    ["const url = 'https://mapi.alipay.com/gateway.do?service=a&partner=' + partner", ['partner']],
  ])('have values that cannot be seen where the program puts them in: %s', (text, dynamic) => {
    const [request] = requestsOf(text)
    expect(request?.parameters.filter((one) => one.dynamic).map(({ name }) => name)).toEqual(dynamic)
  })

  it('are none in comments, in text around them, and for other services of Alipay', () => {
    expect(requestsOf(`const a = 1 // '${whole}'`)).toEqual([])
    expect(requestsOf("const a = 'see https://mapi.alipay.com/gateway.do for more'")).toEqual([])
    expect(requestsOf("const a = 'https://openapi.alipay.com/gateway.do'")).toEqual([])
    expect(requestsOf("const a = 'https://www.alipay.com/'")).toEqual([])
  })
})

it.each([
  ['open templates', 'const a = 1;' + '`${'.repeat(350_000)],
  ['slashes', 'const a = 1;' + '/'.repeat(1_000_000)],
  ['divisions after blanks', 'const a = 1;' + ' '.repeat(200) + '/ '.repeat(500_000)],
  ['open comments', 'const a = 1;' + '/*'.repeat(500_000)],
  ['here-documents', "require 'a'\n" + '<<A '.repeat(250_000) + '\nA\n'],
  ['many here-documents', '<?php\n' + '$a = <<<EOT\n'.repeat(80_000)],
  ['braces in strings', "require 'a'\n" + '"#{'.repeat(330_000)],
  ['regions', '<html>' + '<% a; %>'.repeat(125_000)],
  ['php regions', '<html>' + '<?php a ?>'.repeat(100_000)],
  ['php regions that open strings', '<html>' + '<?php "?>'.repeat(100_000)],
  ['parentheses', 'def a' + '()'.repeat(500_000)],
  ['blank lines', '<html><% ' + '\n'.repeat(1_000_000) + '%>'],
  ['words of Ruby', '<html><% ' + 'do '.repeat(330_000) + '%>'],
  ['headings', '# a\n'.repeat(250_000)],
])('reads a hostile megabyte of %s in time', (_, text) => {
  const before = performance.now()
  read(text)
  expect(performance.now() - before).toBeLessThan(2000)
})
