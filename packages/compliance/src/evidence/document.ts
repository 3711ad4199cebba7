/** A place in a document: from `start` up to `end`, in UTF-16 code units. */
export interface Place {
  readonly document: Document
  readonly start: number
  readonly end: number
}

/** Where a place is for people: line and column count from 1, the column in characters. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A text that is audited, under the path by which its owner knows it. Offsets into it are what findings point at. */
export class Document {
  #lineStarts: readonly number[] | undefined

  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  place(start: number, end = start): Place {
    return { document: this, start, end: Math.max(start, end) }
  }

  positionAt(offset: number): Position {
    const starts = this.lineStarts
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const start = starts[low] ?? 0
    // A line without end, in a minified script say, is not copied to count its characters.
    const before = offset - start
    const column = before > 10_000 ? before : Array.from(this.text.slice(start, offset)).length
    return { line: low + 1, column: column + 1 }
  }

  /** The whole line around an offset, without its end; cut to `limit` characters around the offset. */
  lineAt(offset: number, limit = 200): { readonly text: string; readonly cutBefore: number } {
    const { line } = this.positionAt(offset)
    const start = this.lineStarts[line - 1] ?? 0
    const end = (this.lineStarts[line] ?? this.text.length + 1) - 1
    const from = end - start <= limit ? start : Math.max(start, offset - (limit >> 1))
    const shown = this.text.slice(from, Math.min(end, from + limit)).replace(/\r$/, '')
    return { text: shown, cutBefore: from - start }
  }

  get lineStarts(): readonly number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0]
      for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1)
      this.#lineStarts = starts
    }
    return this.#lineStarts
  }
}
