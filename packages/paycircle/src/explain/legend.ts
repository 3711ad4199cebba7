import { inBothLanguages, type BothLanguages, type FindingCode } from './finding.js'
import { unseenIn } from './visible.js'

/** One escape that stands in a visible text, and what it stands for. */
export interface LegendEntry extends BothLanguages {
  readonly escape: string
}

const names: Readonly<Record<string, Extract<FindingCode, `character-${string}`>>> = {
  '\\': 'character-backslash',
  '\0': 'character-null',
  '\t': 'character-tab',
  '\n': 'character-line-feed',
  '\r': 'character-carriage-return',
  '\u00A0': 'character-no-break-space',
  '\u3000': 'character-full-width-space',
  '\u200B': 'character-zero-width',
  '\u200C': 'character-zero-width',
  '\u200D': 'character-zero-width',
  '\u2060': 'character-zero-width',
  '\uFEFF': 'character-byte-order-mark',
}

/** What the escapes in `visible(text)` mean, each once. */
export function legendOf(text: string): readonly LegendEntry[] {
  return unseenIn(text).map(([character, escape]) => ({
    escape,
    ...inBothLanguages(names[character] ?? 'character-other'),
  }))
}
