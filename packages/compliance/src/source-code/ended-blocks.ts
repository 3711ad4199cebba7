import { headerLimit, type Block, type BlockKind } from './block.js'

const openers: readonly (readonly [RegExp, BlockKind])[] = [
  [/^(?:private |public |protected )?def\b/, 'function'],
  [/^(?:class|module|begin|case)\b|=\s*(?:begin|case)\b/, 'other'],
  [/^(?:while|until|for)\b/, 'loop'],
  [/^(?:if|unless)\b|=\s*(?:if|unless)\b/, 'branch'],
  [/\b(?:each\w*|map|times|loop|upto|step)\b.*\bdo\b(?:\s*\|[^|\n]*\|)?\s*$/, 'loop'],
  [/\bdo\b(?:\s*\|[^|\n]*\|)?\s*$/, 'other'],
]

/** Ruby's blocks, outer before inner. A `rescue` reaches to the next clause. */
export function endedBlocks(structure: string): readonly Block[] {
  const blocks: Block[] = []
  const open: Omit<Block, 'end'>[] = []
  const close = (end: number) => {
    const last = open.pop()
    if (last !== undefined) blocks.push({ ...last, end: Math.max(last.start, end) })
  }
  let at = 0
  for (const line of structure.split('\n')) {
    const text = line.trim().slice(0, headerLimit)
    const start = at + line.length - line.trimStart().length
    const bodyStart = Math.min(structure.length, at + line.length)
    at += line.length + 1
    const clause = /^(?:rescue|ensure|else|end)\b/.exec(text)?.[0]
    if (clause !== undefined && open.at(-1)?.kind === 'catch') close(start)
    if (clause === 'end') close(start)
    if (clause === 'rescue') open.push({ kind: 'catch', header: text, headerStart: start, start: bodyStart })
    const kind = openers.find(([pattern]) => pattern.test(text))?.[1]
    if (kind !== undefined && !/\bend\b[)\s.]*$/.test(text))
      open.push({ kind, header: text, headerStart: start, start: bodyStart })
  }
  while (open.length > 0) close(structure.length)
  return blocks.sort((left, right) => left.start - right.start)
}
