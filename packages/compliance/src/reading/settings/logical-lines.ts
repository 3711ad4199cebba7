import type { Document } from '../../evidence/index.js'

/** A line that says something, with those that it goes on over. */
export interface LogicalLine {
  readonly start: number
  /** Without its end; where it goes on, the lines are joined. */
  readonly text: string
  /** Where the last of the lines ends that were joined; undefined where it is one. */
  readonly joinedEnd: number | undefined
  /** `---` stands before it. */
  readonly isNewDocument: boolean
}

const comment = /^\s*(?:[#;!]|\/\/|\.\.\.\s*$)/
const newDocument = /^---(?:\s|$)/
/** A name whose value is the text below it: `|`, `>-`, `|2`. */
const opensBlock = /:\s+(?:![\w!/:.-]{0,50}\s+)?[|>][+-]?\d?[+-]?\s*(?:\s#.*)?$/
/** An equals sign or a colon, unquoted, and an odd number of backslashes at the end. */
const goesOn = /^\s*[\w.\-/[\]]{1,200}\s*[=:]\s*(?!["'])(?:.*[^\\])?(?:\\\\)*\\$/s
const endsInBackslash = /(?:^|[^\\])(?:\\\\)*\\$/

/** Most lines that one may go on over. */
const mostJoined = 200

/** The lines of settings: no blank ones, no comments, no texts of blocks; joined where a backslash says so. */
export function* logicalLines(document: Document, extent = document.text.length): Generator<LogicalLine> {
  const { text, lineStarts } = document
  const lineFrom = (at: number) => {
    const start = lineStarts[at] ?? text.length
    return text.slice(start, Math.max(start, (lineStarts[at + 1] ?? text.length + 1) - 1)).replace(/\r$/, '')
  }
  let isNewDocument = false
  let blockIndent: number | undefined
  for (let at = 0; at < lineStarts.length && (lineStarts[at] ?? 0) <= extent; at += 1) {
    const start = lineStarts[at] ?? 0
    const line = lineFrom(at)
    if (line.trim() === '') continue
    const indent = line.length - line.trimStart().length
    if (blockIndent !== undefined && indent > blockIndent) continue
    blockIndent = undefined
    if (comment.test(line)) continue
    if (newDocument.test(line)) {
      isNewDocument = true
      continue
    }
    const tail = line.slice(-300)
    if (opensBlock.test(tail)) blockIndent = indent
    const joined: string[] = [line]
    let joinedEnd: number | undefined
    if (line.endsWith('\\') && goesOn.test(line.slice(0, 300) + line.slice(300).slice(-1700))) {
      while (
        at + 1 < lineStarts.length &&
        joined.length < mostJoined &&
        endsInBackslash.test(joined.at(-1)?.slice(-200) ?? '')
      ) {
        at += 1
        const next = lineFrom(at)
        joined.push(next.trimStart())
        joinedEnd = (lineStarts[at] ?? 0) + next.length
      }
    }
    const last = joined.length - 1
    const whole = joined.map((one, index) => (index < last ? one.slice(0, -1) : one)).join('')
    yield { start, text: whole, joinedEnd, isNewDocument }
    isNewDocument = false
  }
}
