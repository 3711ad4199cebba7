import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SourceLanguage } from '../../src/index.js'
import { grammars } from '../../src/reading/source/grammar.js'
import { lex } from '../../src/reading/source/lexer.js'
import { structureOf } from '../../src/reading/source/structure.js'

const pieces = [
  ...['"', "'", '`', '"""', "'''", '\\', '\n', ' ', '/', '//', '/*', '*/', '#', '${', '#{', '{$', '{', '}', '(', ')'],
  ...['<<A', '<<<EOT', '\nA\n', '\nEOT;', '?>', '<?php', '@"', '$"', 'f"', 'r"', '=begin', 'a', '=', '签', '<%', '-'],
]
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((list) => list.join(''))

describe.each(Object.keys(grammars) as SourceLanguage[])('the lexer of %s', (language) => {
  it('cuts any text into tokens in order that do not overlap and never lose code, and keeps its length', () => {
    fc.assert(
      fc.property(text, fc.nat(20), (written, before) => {
        const start = Math.min(before, written.length)
        const tokens = lex(written, start, written.length, grammars[language])
        let done = start
        for (const token of tokens) {
          expect(token.start).toBeGreaterThanOrEqual(done)
          expect(token.end).toBeGreaterThan(token.start)
          done = token.end
        }
        expect(done).toBeLessThanOrEqual(written.length)
        // Only markup between pieces of code has no token.
        if (grammars[language].leaves === undefined)
          expect(tokens.reduce((sum, token) => sum + token.end - token.start, 0)).toBe(written.length - start)
        const structure = structureOf(written, start, written.length, tokens)
        expect(structure).toHaveLength(written.length - start)
        expect(structure.split('\n')).toHaveLength(written.slice(start).split('\n').length)
      }),
      // A document that begins with an empty line.
      { numRuns: 1000, examples: [['<<A\n\nA\n', 0]] },
    )
  })
})
