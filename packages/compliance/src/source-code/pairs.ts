const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Where each bracket closes, by where it opens. One that never closes, or closes crosswise, has no entry. */
export function bracketPairs(structure: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  const open: number[] = []
  const brackets = /[()[\]{}]/g
  for (let match = brackets.exec(structure); match !== null; match = brackets.exec(structure)) {
    const opener = closers[match[0]]
    if (opener === undefined) {
      open.push(match.index)
      continue
    }
    const last = open.at(-1)
    if (last !== undefined && structure[last] === opener) {
      open.pop()
      pairs.set(last, match.index)
    } else if (opener === '{') {
      // A brace closes what was left open inside it.
      while (open.length > 0 && structure[open.at(-1) ?? 0] !== '{') open.pop()
      const brace = open.pop()
      if (brace !== undefined) pairs.set(brace, match.index)
    }
  }
  return pairs
}
