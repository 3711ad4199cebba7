import type { SourceToken } from '../../evidence/index.js'

/**
 * The text of code tokens between `start` and `end`, everything else blanked but line ends: a string keeps its quotes
 * where they are one character, so that `f("a")` reads `f(" ")`.
 */
export function structureOf(text: string, start: number, end: number, tokens: readonly SourceToken[]): string {
  const parts: string[] = []
  let done = start
  for (const token of tokens) {
    if (token.start > done) parts.push(blank(text.slice(done, token.start)))
    const written = text.slice(token.start, token.end)
    if (token.kind === 'code') parts.push(written)
    else if (token.kind === 'string' && written.length >= 2 && !written.startsWith('\n') && !written.endsWith('\n'))
      parts.push(`"${blank(written.slice(1, -1))}"`)
    else parts.push(blank(written))
    done = token.end
  }
  if (end > done) parts.push(blank(text.slice(done, end)))
  return parts.join('')
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
