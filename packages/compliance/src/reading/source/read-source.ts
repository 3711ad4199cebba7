import type { Document, SourceEvidence, SourceLanguage, SourceToken } from '../../evidence/index.js'
import type { TemplateRegion } from '../template-code.js'
import { grammars } from './grammar.js'
import { languageOf, languageOfServerCode } from './language.js'
import { lex } from './lexer.js'
import { structureOf } from './structure.js'

interface Extent {
  readonly start: number
  readonly end: number
}

/** A file of source; undefined where it is none, or in no language that is read. Documentation is none. */
export function readSource(document: Document): SourceEvidence | undefined {
  const { text } = document
  const language = languageOf(text)
  if (language === undefined) return undefined
  return sourceOf(document, language, [{ start: language === 'php' ? afterPhpMark(text) : 0, end: text.length }])
}

/** Source in a page: its scripts, and its server code where the language is one that is read. */
export function sourcesOfPage(
  document: Document,
  regions: readonly TemplateRegion[],
  scripts: readonly Extent[],
): readonly SourceEvidence[] {
  const { text } = document
  const php = regions.filter(({ open }) => open.startsWith('<?')).map((region) => inside(region, '?>', text))
  const served = regions.filter(({ open }) => open.startsWith('<%') && open !== '<%--' && open !== '<%#')
  const code = served.filter(({ start }) => text[start + 2] !== '@').map((region) => inside(region, '%>', text))
  const language = languageOfServerCode(
    code
      .map(({ start, end }) => text.slice(start, end))
      .join('\n')
      .slice(0, 100_000),
    served
      .map(({ start, end }) => text.slice(start, Math.min(end, start + 300)))
      .join('\n')
      .slice(0, 100_000),
  )
  return [
    ...(php.length === 0 ? [] : [sourceOf(document, 'php', php)]),
    ...(language === undefined || code.length === 0 ? [] : [sourceOf(document, language, code)]),
    ...(scripts.length === 0 ? [] : [sourceOf(document, 'javascript', scripts)]),
  ]
}

/** One piece of evidence of all extents, so that a brace opened in one may close in another. */
function sourceOf(document: Document, language: SourceLanguage, extents: readonly Extent[]): SourceEvidence {
  const { text } = document
  const tokens: SourceToken[] = []
  for (const { start, end } of extents)
    for (const token of lex(text, start, end, grammars[language])) tokens.push(token)
  const start = extents[0]?.start ?? 0
  const end = extents.at(-1)?.end ?? start
  return { kind: 'source', document, language, start, end, tokens, structure: structureOf(text, start, end, tokens) }
}

function inside({ open, start, end }: TemplateRegion, close: string, text: string): Extent {
  const closed = text.startsWith(close, end - close.length)
  return { start: start + open.length, end: closed ? Math.max(start + open.length, end - close.length) : end }
}

function afterPhpMark(text: string): number {
  const mark = /<\?(?:php\b|=)/.exec(text)
  return mark === null ? 0 : mark.index + mark[0].length
}
