import { headerLimit, type Block, type BlockKind } from './block.js'

const control =
  /^(?:else\s+|\w+:\s*)?(if|else|elseif|for|foreach|while|do|switch|try|finally|using|lock|synchronized|unless|select|match)\b/
const loops = new Set(['for', 'foreach', 'while', 'do'])
const functionEnd =
  /\)\s*(?:throws [\w., ]{1,200}|:\s*[\w<>|[\]?., \\]{1,100}|use\s*\([^()]{0,200}\)(?:\s*:\s*\??\w+)?|[\w*.[\]]{1,60}|\([\w*., [\]]{1,100}\))?\s*$|(?:=>|->)\s*$/

/** Blocks in braces, outer before inner. `pairs` tells where each opening mark closes. */
export function braceBlocks(structure: string, pairs: ReadonlyMap<number, number>): readonly Block[] {
  const blocks: Block[] = []
  for (const [open, close] of pairs) {
    if (structure[open] !== '{') continue
    const written = structure.slice(startOfHeader(structure, open), open).trimStart()
    const headerStart = open - written.length
    const header = written.trimEnd()
    blocks.push({ kind: kindOf(header), header, headerStart, start: open + 1, end: close })
  }
  return blocks.sort((left, right) => left.start - right.start)
}

/** What a header's line may begin with that goes on from the line before. */
const goesOn = /^\s*(?:throws|where|implements|extends|use|when|[:.=\-&|?,])/

/** Back to the statement before: a mark that ends one, or the beginning of the line outside parentheses. */
function startOfHeader(structure: string, open: number): number {
  const least = Math.max(0, open - headerLimit)
  let depth = 0
  for (let at = open - 1; at >= least; at -= 1) {
    const character = structure[at]
    if (character === ')') depth += 1
    else if (character === '(') depth -= 1
    else if (character === '{' || character === '}' || (character === ';' && depth <= 0)) return at + 1
    else if (character === '\n' && depth <= 0) {
      const line = structure.slice(at + 1, open)
      if (line.trim() !== '' && !goesOn.test(line)) return at + 1
    }
  }
  return least
}

function kindOf(header: string): BlockKind {
  if (/\bcatch\b\s*(?:\([^()]{0,200}\))?(?:\s*when\b.{0,200})?$/s.test(header)) return 'catch'
  const word = control.exec(header)?.[1]
  if (word !== undefined) return loops.has(word) ? 'loop' : 'branch'
  if (/\b(?:class|interface|struct|namespace|enum|record)\b[^()]*$/.test(header)) return 'other'
  return functionEnd.test(header) ? 'function' : 'other'
}
