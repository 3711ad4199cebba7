import { headerLimit, type Block, type BlockKind } from './block.js'

const headers: readonly (readonly [RegExp, BlockKind])[] = [
  [/^(?:async )?def\b/, 'function'],
  [/^except\b/, 'catch'],
  [/^(?:async )?(?:for|while)\b/, 'loop'],
  [/^(?:if|elif|else|try|finally|with)\b/, 'branch'],
  [/^class\b/, 'other'],
]

interface OpenBlock extends Omit<Block, 'end'> {
  readonly indent: number
}

/** Python's suites, outer before inner. */
export function indentedBlocks(structure: string): readonly Block[] {
  const blocks: Block[] = []
  const open: OpenBlock[] = []
  const closeFrom = (indent: number, at: number) => {
    for (let last = open.at(-1); last !== undefined && last.indent >= indent; last = open.at(-1)) {
      open.pop()
      const { kind, header, headerStart, start } = last
      blocks.push({ kind, header, headerStart, start, end: Math.max(start, at) })
    }
  }
  for (const { start, end, text } of logicalLines(structure)) {
    const trimmed = text.trimStart()
    const indent = text.length - trimmed.length
    closeFrom(indent, start)
    const kind = headers.find(([pattern]) => pattern.test(trimmed))?.[1]
    if (kind === undefined) continue
    const colon = headerColon(text)
    if (colon === -1) continue
    const header = text.slice(0, colon).trim().slice(0, headerLimit)
    open.push({ kind, header, headerStart: start + indent, start: Math.min(end, start + colon + 1), indent })
  }
  closeFrom(0, structure.length)
  return blocks.sort((left, right) => left.start - right.start)
}

/** Lines that are not blank, each with those that it goes on over inside brackets. */
function* logicalLines(structure: string): Generator<{ start: number; end: number; text: string }> {
  let depth = 0
  let start = 0
  for (let at = 0; at <= structure.length; at += 1) {
    const character = structure[at]
    if (character === '(' || character === '[' || character === '{') depth += 1
    else if (character === ')' || character === ']' || character === '}') depth = Math.max(0, depth - 1)
    else if (character === undefined || (character === '\n' && depth === 0)) {
      const text = structure.slice(start, at)
      if (text.trim() !== '') yield { start, end: at, text }
      start = at + 1
    }
  }
}

/** The colon that ends a header: the first outside brackets. */
function headerColon(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '(' || character === '[' || character === '{') depth += 1
    else if (character === ')' || character === ']' || character === '}') depth -= 1
    else if (character === ':' && depth === 0) return at
  }
  return -1
}
