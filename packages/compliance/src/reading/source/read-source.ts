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

/** Data may hold source in its texts, a map of sources does. */
const json = /^\s*(?:\{\s*"[^"\n]{0,200}"\s*:|\[\s*(?:\{\s*"[^"\n]{0,200}"\s*:|"[^"\n]{0,200}"\s*[,\]]|\d))/

/** A file of source; undefined where it is none, or in no language that is read. Documentation is none. */
export function readSource(document: Document): SourceEvidence | undefined {
  const { text } = document
  if (json.test(text)) return undefined
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
  return new ReadSource(document, language, extents)
}

/** Source that is cut into tokens when a rule asks: most files of a large tree have nothing to do with Alipay. */
class ReadSource implements SourceEvidence {
  readonly kind = 'source'
  readonly start: number
  readonly end: number
  readonly #extents: readonly Extent[]
  #tokens: readonly SourceToken[] | undefined
  #structure: string | undefined

  constructor(
    readonly document: Document,
    readonly language: SourceLanguage,
    extents: readonly Extent[],
  ) {
    this.#extents = extents
    this.start = extents[0]?.start ?? 0
    this.end = extents.at(-1)?.end ?? this.start
  }

  get tokens(): readonly SourceToken[] {
    if (this.#tokens === undefined) {
      const tokens: SourceToken[] = []
      for (const { start, end } of this.#extents)
        for (const token of lex(this.document.text, start, end, grammars[this.language])) tokens.push(token)
      this.#tokens = tokens
    }
    return this.#tokens
  }

  get structure(): string {
    return (this.#structure ??= structureOf(this.document.text, this.start, this.end, this.tokens))
  }
}

function inside({ open, start, end }: TemplateRegion, close: string, text: string): Extent {
  const closed = text.startsWith(close, end - close.length)
  return { start: start + open.length, end: closed ? Math.max(start + open.length, end - close.length) : end }
}

function afterPhpMark(text: string): number {
  const mark = /<\?(?:php\b|=)/.exec(text)
  return mark === null ? 0 : mark.index + mark[0].length
}
