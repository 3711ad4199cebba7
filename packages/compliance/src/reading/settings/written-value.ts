/** What a value means, and where it stands in what was written. */
export interface WrittenValue {
  readonly text: string
  readonly start: number
  readonly length: number
  readonly isQuoted: boolean
}

/** A value without its quotes and without a remark behind it, its escapes undone as its format has them. */
export function writtenValue(rest: string, sign: string): WrittenValue {
  const text = rest.trim()
  const start = text === '' ? 0 : rest.indexOf(text)
  const quote = text[0]
  if (quote === '"' || quote === "'") {
    const inner = text.slice(1, endOfQuoted(text, quote))
    const meant = quote === '"' ? inDoubleQuotes(inner) : sign === ':' ? inner.replaceAll("''", "'") : inner
    return { text: meant, start: start + 1, length: inner.length, isQuoted: true }
  }
  const remark = (sign === ':' ? /(?:^|\s)#/ : /\s[#;]/).exec(text)
  const written = (remark === null ? text : text.slice(0, remark.index)).trim()
  // A block of YAML or a reference in it says nothing here.
  const isElsewhere = sign === ':' && /^(?:[|>][+-]?\d?[+-]?$|[*&]\w)/.test(written)
  return {
    text: isElsewhere ? '' : sign === ':' ? written : unescaped(written),
    start,
    length: written.length,
    isQuoted: isElsewhere,
  }
}

/** Where the quoted text at the beginning ends; the end of all where it never does. */
function endOfQuoted(text: string, quote: string): number {
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1
    else if (text[at] === quote) {
      // Doubled, it stands for itself.
      if (quote === "'" && text[at + 1] === quote) at += 1
      else return at
    }
  }
  return text.length
}

function inDoubleQuotes(inner: string): string {
  return inner.replace(/\\(?:u([\da-f]{4})|(["\\/]))/gi, (_, code, other) =>
    code === undefined ? (other as string) : String.fromCharCode(Number.parseInt(code as string, 16)),
  )
}

/** As `.properties` escapes: `https\://`, `\u6D4B`. Of others the backslash stays: it may be a path's. */
function unescaped(written: string): string {
  if (!written.includes('\\')) return written
  return written.replace(/\\(?:u([\da-f]{4})|([\\:=#! ]))/gi, (_, code, other) =>
    code === undefined ? (other as string) : String.fromCharCode(Number.parseInt(code as string, 16)),
  )
}
