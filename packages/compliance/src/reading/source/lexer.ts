import type { SourceToken, TokenKind } from '../../evidence/index.js'
import type { Grammar, StringForm } from './grammar.js'
import { endOfString, patternEnd, stringText } from './string-text.js'

/**
 * Tells code, strings and comments of a stretch of text apart, in one pass: every step moves forward, and what never
 * closes ends at the end of its line or of the text. Markup between pieces of code has no token.
 */
export function lex(text: string, start: number, end: number, grammar: Grammar): readonly SourceToken[] {
  return new Lexer(text.slice(0, end), grammar).run(start)
}

/** Just behind the mark by which code that begins at `start` goes back to markup; the end of the text where none does. */
export function endOfCode(text: string, start: number, grammar: Grammar): number {
  return new Lexer(text, grammar).firstLeave(start)
}

class Lexer {
  readonly #tokens: SourceToken[] = []
  readonly #openings: RegExp
  #codeStart = 0
  /** Labels whose lines begin after the end of this line. */
  #waiting: string[] = []
  #hereDocuments = true

  constructor(
    private readonly text: string,
    private readonly grammar: Grammar,
  ) {
    this.#openings = openingsOf(grammar)
  }

  run(start: number): readonly SourceToken[] {
    this.#codeStart = start
    let at = start
    for (;;) {
      this.#openings.lastIndex = at
      const match = this.#openings.exec(this.text)
      if (match === null) break
      at = this.#step(match[0], match.index)
    }
    this.#code(this.text.length)
    return this.#tokens
  }

  firstLeave(start: number): number {
    const close = this.grammar.leaves?.close
    this.#codeStart = start
    let at = start
    for (;;) {
      this.#openings.lastIndex = at
      const match = this.#openings.exec(this.text)
      if (match === null) return this.text.length
      if (match[0] === close) return match.index + close.length
      at = this.#step(match[0], match.index)
    }
  }

  /** Takes what opens at `at`; returns where to go on. */
  #step(mark: string, at: number): number {
    const { grammar, text } = this
    if (mark === '\n' && this.#waiting.length > 0) return this.#hereDocument(at)
    const block = grammar.blockComments.find(([open]) => open === mark)
    if (block !== undefined) {
      const close = text.indexOf(block[1], at + mark.length)
      return this.#take('comment', at, close === -1 ? text.length : close + block[1].length)
    }
    if (mark === '\n') return at + 1
    if (mark === grammar.leaves?.close) return this.#leave(at)
    if (grammar.lineComments.includes(mark)) return this.#lineComment(mark, at)
    const form = grammar.strings.find(({ open }) => open === mark)
    if (form !== undefined) return this.#string(form, at)
    if (mark === '/') {
      const close = this.#patternMayBegin(at) ? patternEnd(text, at) : undefined
      return close === undefined ? at + 1 : this.#take('pattern', at, close)
    }
    if (mark === '<<' && this.#hereDocuments) return this.#hereDocumentMark(at)
    return at + mark.length
  }

  #string(form: StringForm, at: number): number {
    // `r'…'` is a string, the end of `for'` is not; `a %(b)` is one, `a%(b)` is not.
    if (/^[A-Za-z%]/.test(form.open) && /[\w$)\]]/.test(this.text[at - 1] ?? '')) {
      return at + 1
    }
    const { end, closed, filled } = endOfString(this.text, at, form)
    this.#code(at)
    const inside = this.text.slice(at + form.open.length, closed ? end - form.close.length : end)
    const isFilled = filled || form.filledBy?.test(inside) === true || /<%|<\?(?:php|=)|\{\{/.test(inside)
    this.#push('string', at, end, stringText(inside, form), isFilled)
    return end
  }

  #lineComment(mark: string, at: number): number {
    const { text, grammar } = this
    if (mark === '#' && grammar.leaves !== undefined && text[at + 1] === '[') return at + 1
    const newline = text.indexOf('\n', at)
    let end = newline === -1 ? text.length : newline
    if (grammar.leaves !== undefined) {
      const leave = text.slice(at, end).indexOf(grammar.leaves.close)
      if (leave !== -1) end = at + leave
    }
    return this.#take('comment', at, end)
  }

  #leave(at: number): number {
    const { reopen } = this.grammar.leaves ?? { reopen: /$^/g }
    this.#code(at)
    reopen.lastIndex = at
    const next = reopen.exec(this.text)
    this.#codeStart = next === null ? this.text.length : next.index + next[0].length
    return this.#codeStart
  }

  #hereDocumentMark(at: number): number {
    const mark = this.grammar.hereDocument
    if (mark === undefined) return at + 2
    mark.lastIndex = at
    const match = mark.exec(this.text)
    if (match === null) return at + 2
    this.#waiting.push(match.groups?.a ?? match.groups?.b ?? match.groups?.c ?? '')
    return at + match[0].length
  }

  /** The lines of the documents that were announced on the line that ends at `newline`. */
  #hereDocument(newline: number): number {
    const labels = this.#waiting
    this.#waiting = []
    let at = newline
    for (const label of labels) {
      const closing = new RegExp(`\\n[ \\t]*${label}\\b`, 'g')
      closing.lastIndex = at
      const match = closing.exec(this.text)
      if (match === null) {
        // No such document: what looked like its mark was a shift. One search to the end is enough.
        this.#hereDocuments = false
        return Math.max(newline + 1, at)
      }
      const end = match.index + match[0].length
      this.#code(at + 1)
      const inside = this.text.slice(at + 1, match.index)
      this.#push('string', at + 1, end, inside, /[#$]\{|\{\$|\$[A-Za-z_]/.test(inside))
      at = end
    }
    return at
  }

  #patternMayBegin(at: number): boolean {
    const { patterns } = this.grammar
    if (patterns === undefined) return false
    const before = this.text.slice(Math.max(this.#codeStart, at - 60), at).trimEnd()
    if (before === '') return this.#tokens.at(-1)?.kind !== 'string' || at - this.#codeStart >= 60
    return patterns.afterCharacters.includes(before.slice(-1)) || patterns.afterWords.test(before)
  }

  #take(kind: TokenKind, start: number, end: number): number {
    this.#code(start)
    this.#push(kind, start, end, this.text.slice(start, end))
    return end
  }

  /** Closes the run of code that ends at `end`. */
  #code(end: number): void {
    if (end > this.#codeStart) this.#push('code', this.#codeStart, end, this.text.slice(this.#codeStart, end))
    this.#codeStart = Math.max(this.#codeStart, end)
  }

  #push(kind: TokenKind, start: number, end: number, text: string, filled = false): void {
    this.#tokens.push({ kind, start, end, text, ...(filled ? { filled: true as const } : {}) })
    this.#codeStart = end
  }
}

const openings = new Map<Grammar, RegExp>()

/** One expression that finds the next mark of any kind, longer ones first; made once a language. */
function openingsOf(grammar: Grammar): RegExp {
  const known = openings.get(grammar)
  if (known !== undefined) return known
  const marks = [
    ...grammar.blockComments.map(([open]) => open),
    ...grammar.lineComments,
    ...grammar.strings.map(({ open }) => open),
    ...(grammar.leaves === undefined ? [] : [grammar.leaves.close]),
    ...(grammar.patterns === undefined ? [] : ['/']),
    ...(grammar.hereDocument === undefined ? [] : ['<<', '\n']),
  ].sort((left, right) => right.length - left.length)
  const made = new RegExp(marks.map((mark) => mark.replace(/[$()*+.?[\\\]^{|}/]/g, '\\$&')).join('|'), 'g')
  openings.set(grammar, made)
  return made
}
