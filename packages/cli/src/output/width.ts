/** Characters that take two columns on a terminal: Chinese, Japanese, Korean, full-width forms. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u

/** How many columns a text takes on a terminal. */
export function displayWidth(text: string): number {
  let columns = 0
  for (const character of text) columns += wide.test(character) ? 2 : 1
  return columns
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)))
}

/** Punctuation that may not begin a line in Chinese. */
const clinging = /^[，。、；：？！）》」』”’…]/

/** Breaks a text into lines of at most `columns`: between words, and between any two Chinese characters. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  // A piece is a run without a blank and without a wide character, with the blanks behind it, or one wide character.
  for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    if (displayWidth(line + piece.trimEnd()) > columns && line.trim() !== '') {
      const taken = clinging.test(piece) ? (Array.from(line).at(-1) ?? '') : ''
      lines.push(line.slice(0, line.length - taken.length).trimEnd())
      line = taken
    }
    line += piece
  }
  return [...lines, line.trimEnd()]
}
