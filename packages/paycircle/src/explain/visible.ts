import { inBothLanguages, type BothLanguages, type FindingCode } from './finding.js'

type CharacterCode = Extract<FindingCode, `character-${string}`>

/** One escape that stands in a visible text, and what it stands for. */
export interface LegendEntry extends BothLanguages {
  readonly escape: string
}

// Blanks other than the plain one, controls, formats, and the backslash that the escapes begin with.
const unseen = /[\\\p{C}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\u115F\u1160\u3164\uFFA0]/u
const everyUnseen = new RegExp(unseen, 'gu')

const shortEscapes: Readonly<Record<string, readonly [escape: string, name: CharacterCode]>> = {
  '\\': ['\\\\', 'character-backslash'],
  '\0': ['\\0', 'character-null'],
  '\t': ['\\t', 'character-tab'],
  '\n': ['\\n', 'character-line-feed'],
  '\r': ['\\r', 'character-carriage-return'],
}

const names: Readonly<Record<string, CharacterCode>> = {
  '\u00A0': 'character-no-break-space',
  '\u3000': 'character-full-width-space',
  '\u200B': 'character-zero-width',
  '\u200C': 'character-zero-width',
  '\u200D': 'character-zero-width',
  '\u2060': 'character-zero-width',
  '\uFEFF': 'character-byte-order-mark',
}

/** The text with every character that cannot be seen written as an escape. */
export function visible(text: string): string {
  return unseen.test(text) ? text.replace(everyUnseen, escapeOf) : text
}

/** Whether something in the text cannot be seen; a backslash can. */
export function hasUnseen(text: string): boolean {
  return unseen.test(text.replaceAll('\\', ''))
}

/** What the escapes in `visible(text)` mean, each once. */
export function legendOf(text: string): readonly LegendEntry[] {
  const characters = new Set(text.match(everyUnseen) ?? [])
  return [...characters].map((character) => ({
    escape: escapeOf(character),
    ...inBothLanguages(nameOf(character)),
  }))
}

function escapeOf(character: string): string {
  return shortEscapes[character]?.[0] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

function nameOf(character: string): CharacterCode {
  return shortEscapes[character]?.[1] ?? names[character] ?? 'character-other'
}
