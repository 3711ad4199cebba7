import type { Place, SourceEvidence, SourceLanguage, SourceToken } from '../evidence/index.js'
import type { Block } from './block.js'
import { braceBlocks } from './brace-blocks.js'
import { endedBlocks } from './ended-blocks.js'
import { indentedBlocks } from './indented-blocks.js'
import { lastBefore } from './last-before.js'
import { bracketPairs } from './pairs.js'

/** A call as it stands: `open` and `close` are its parentheses. */
export interface Call {
  readonly name: string
  readonly start: number
  readonly open: number
  readonly close: number
}

/** How much of an argument is looked at. */
const argumentLimit = 2000

/** How many blocks around a place are looked through for a function. */
const climbLimit = 200

const known = new WeakMap<SourceEvidence, Code>()

/** Source with what rules ask of it, each worked out once. Offsets are the document's, everywhere. */
export class Code {
  readonly language: SourceLanguage
  readonly strings: readonly SourceToken[]
  /** Code alone: comments and the insides of strings are blank. */
  readonly structure: string
  #spoken: string | undefined
  #pairs: ReadonlyMap<number, number> | undefined
  #blocks: readonly Block[] | undefined
  #byHeader: ReadonlyMap<number, Block> | undefined
  #calls: readonly Call[] | undefined
  #parents: readonly number[] | undefined

  static of(source: SourceEvidence): Code {
    const made = known.get(source) ?? new Code(source)
    known.set(source, made)
    return made
  }

  private constructor(readonly source: SourceEvidence) {
    this.language = source.language
    this.strings = source.tokens.filter(({ kind }) => kind === 'string')
    this.structure = ' '.repeat(source.start) + source.structure
  }

  /** Code and strings as they are written: only comments, and what is no source, are blank. */
  get spoken(): string {
    if (this.#spoken === undefined) {
      const { document, tokens } = this.source
      const parts: string[] = []
      let done = 0
      for (const { kind, start, end } of tokens) {
        if (kind === 'comment') continue
        parts.push(document.text.slice(done, start).replace(/[^\n]/g, ' '), document.text.slice(start, end))
        done = end
      }
      this.#spoken = parts.join('')
    }
    return this.#spoken
  }

  get pairs(): ReadonlyMap<number, number> {
    return (this.#pairs ??= bracketPairs(this.structure))
  }

  /** By their beginnings, outer before inner. */
  get blocks(): readonly Block[] {
    return (this.#blocks ??=
      this.language === 'python'
        ? indentedBlocks(this.structure)
        : this.language === 'ruby'
          ? endedBlocks(this.structure)
          : braceBlocks(this.structure, this.pairs))
  }

  place(start: number, end: number): Place {
    return this.source.document.place(start, end)
  }

  /** The block whose header begins at an offset. */
  blockAt(headerStart: number): Block | undefined {
    const { blocks } = this
    this.#byHeader ??= new Map(blocks.map((block) => [block.headerStart, block]))
    return this.#byHeader.get(headerStart)
  }

  /** The innermost function around an offset; everything where there is none. */
  functionAt(offset: number): { readonly start: number; readonly end: number; readonly header: string } {
    const { source } = this
    this.#parents ??= parentsOf(this.blocks)
    let at = lastBefore(this.blocks.length, (index) => (this.blocks[index]?.headerStart ?? 0) <= offset)
    for (let up = 0; at >= 0 && up < climbLimit; up += 1) {
      const block = this.blocks[at]
      if (block?.kind === 'function' && block.end >= offset) return block
      at = this.#parents[at] ?? -1
    }
    return { start: source.start, end: source.end, header: '' }
  }

  /** Strings that begin between two offsets. */
  stringsIn(start: number, end: number): readonly SourceToken[] {
    const found: SourceToken[] = []
    let at = lastBefore(this.strings.length, (index) => (this.strings[index]?.start ?? 0) < start) + 1
    for (let string = this.strings[at]; string !== undefined && string.start < end; string = this.strings[++at])
      found.push(string)
    return found
  }

  /** Calls of functions whose name, written with what stands before its dots, matches; comments do not call. */
  calls(name: RegExp): readonly Call[] {
    this.#calls ??= [...this.#allCalls()]
    return this.#calls.filter((call) => name.test(call.name))
  }

  *#allCalls(): Generator<Call> {
    const calling = /((?:(?<![\w$])[\w$]{1,80}|\))(?:\s{0,40}(?:\.|->|::|\?\.)\s{0,40}[\w$?!]{1,80}){0,8})\s{0,8}\(/g
    for (const match of this.structure.matchAll(calling)) {
      const open = match.index + match[0].length - 1
      const close = this.pairs.get(open)
      if (close === undefined) continue
      yield { name: (match[1] ?? '').replace(/\s+/g, ''), start: match.index, open, close }
    }
  }

  /** The arguments of a call, each as it is written and where. */
  argumentsOf({
    open,
    close,
  }: Call): readonly { readonly start: number; readonly end: number; readonly text: string }[] {
    const list: { start: number; end: number; text: string }[] = []
    let start = open + 1
    for (let at = open + 1; at <= close && list.length < 20; at += 1) {
      const character = this.structure[at]
      const inner = this.pairs.get(at)
      if (inner !== undefined) at = inner
      else if (character === ',' || at === close) {
        const text = this.spoken.slice(start, Math.min(at, start + argumentLimit))
        if (text.trim() !== '')
          list.push({ start: start + text.length - text.trimStart().length, end: at, text: text.trim() })
        start = at + 1
      }
    }
    return list
  }

  /** The statement around an offset, at most `limit` characters to either side. */
  statementAt(offset: number, limit = 400): { readonly start: number; readonly end: number; readonly text: string } {
    const byLines = this.language === 'python' || this.language === 'ruby' || this.language === 'go'
    const ends = byLines ? /[;{}\n]/ : /[;{}]/
    let start = offset
    while (start > this.source.start && offset - start < limit && !ends.test(this.structure[start - 1] ?? ''))
      start -= 1
    let end = offset
    while (end < this.source.end && end - offset < limit && !ends.test(this.structure[end] ?? '')) end += 1
    return { start, end, text: this.spoken.slice(start, end) }
  }
}

/** The index of the block around each block, -1 where there is none. */
function parentsOf(blocks: readonly Block[]): readonly number[] {
  const open: number[] = []
  return blocks.map(({ start }, index) => {
    while (open.length > 0 && (blocks[open.at(-1) ?? 0]?.end ?? 0) < start) open.pop()
    const parent = open.at(-1) ?? -1
    open.push(index)
    return parent
  })
}
