import { expect, it } from 'vitest'
import { readEvidence } from '../../src/index.js'
import { Code } from '../../src/source-code/index.js'

function codeOf(text: string): Code {
  const file = readEvidence('evidence', new TextEncoder().encode(text))
  const source = 'skipped' in file ? undefined : file.pieces.find((piece) => piece.kind === 'source')
  if (source?.kind !== 'source') throw new Error('not read as source')
  return Code.of(source)
}

function blocksOf(text: string): readonly string[] {
  const code = codeOf(text)
  return code.blocks.map(
    ({ kind, header, start, end }) =>
      `${kind} | ${header} | ${code.spoken.slice(start, end).replace(/\s+/g, ' ').trim()}`,
  )
}

it('finds blocks in braces, whatever style they are set in', () => {
  expect(
    blocksOf(
      'using System;\nclass A\n{\n  bool B(int c)\n  {\n    try { D(); }\n    catch (E e) when (e.F)\n    {\n      return false;\n    }\n    for (int i = 0; i < 3; i++) { G(); }\n  }\n}\n',
    ),
  ).toEqual([
    expect.stringMatching(/^other \| class A \|/),
    expect.stringMatching(/^function \| bool B\(int c\) \|/),
    'branch | try | D();',
    'catch | catch (E e) when (e.F) | return false;',
    'loop | for (int i = 0; i < 3; i++) | G();',
  ])
})

it('finds functions of JavaScript without semicolons, and of Go', () => {
  expect(
    blocksOf("const a = require('a')\nconst b = async (c) => {\n  if (c) { d() }\n}\nfunction e(f) { return '}' }\n"),
  ).toEqual([
    'function | const b = async (c) => | if (c) { d() }',
    'branch | if (c) | d()',
    "function | function e(f) | return '}'",
  ])
  expect(
    blocksOf(
      'package a\nfunc b(c string) (d bool, err error) {\n\tx, err := e()\n\tif err != nil {\n\t\treturn false, nil\n\t}\n}\n',
    ),
  ).toEqual([expect.stringMatching(/^function \| func b/), 'branch | if err != nil | return false, nil'])
})

it('finds the suites of Python', () => {
  expect(
    blocksOf(
      'import a\ndef b(\n  c,\n):\n  try:\n    d()\n  except (E, F):\n    return False\n  finally: g()\n\nh = 1\nasync def i(): return {1: 2}\n',
    ),
  ).toEqual([
    expect.stringMatching(/^function \| def b\(\n {2}c,\n\) \| try: .* g\(\)$/),
    'branch | try | d()',
    'catch | except (E, F) | return False',
    'branch | finally | g()',
    'function | async def i() | return {1: 2}',
  ])
})

it('finds what stands before an end in Ruby', () => {
  expect(
    blocksOf(
      "require 'a'\ndef b(c)\n  d.each do |e|\n    f if g\n  end\nrescue H => i\n  false\nensure\n  j\nend\ndef k; end\n",
    ),
  ).toEqual([
    expect.stringMatching(/^function \| def b\(c\) \| d\.each .* j$/),
    'loop | d.each do |e| | f if g',
    'catch | rescue H => i | false',
  ])
})

it('knows calls with their arguments', () => {
  const code = codeOf("const a = 1\nb.c('x, y', d(e, f), [g, h]) // i(j)\n'k(l)'\n")
  const [call, inner, ...others] = code.calls(/./)
  expect(others).toEqual([])
  expect(call?.name).toBe('b.c')
  expect(inner?.name).toBe('d')
  expect(call && code.argumentsOf(call).map(({ text }) => text)).toEqual(["'x, y'", 'd(e, f)', '[g, h]'])
})

it('knows the innermost function around a place', () => {
  const text = 'const a = 1\nfunction b() { const c = () => { d } ; e }\nf\n'
  const code = codeOf(text)
  const at = (word: string) => code.functionAt(text.indexOf(word)).header
  expect([at('d }'), at('e }'), at('f\n')]).toEqual(['const c = () =>', 'function b()', ''])
})
