import { encodeText } from 'paycircle/internal/wire'

/** A spreadsheet takes a cell that begins so for a formula and would run it. */
const formula = /^[=+\-@\t\r]/

/** A line of CSV (RFC 4180); a cell that looks like a formula gets an apostrophe before it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text's bytes in GBK, for spreadsheets that know nothing else; what GBK lacks stands as `\u{1F600}`. */
export function gbkBytes(text: string): Uint8Array {
  return inGbk(text) ?? Buffer.concat(Array.from(text, (character) => inGbk(character) ?? escaped(character)))
}

function inGbk(text: string): Uint8Array | undefined {
  try {
    return encodeText(text, 'gbk')
  } catch {
    return undefined
  }
}

function escaped(character: string): Uint8Array {
  return Buffer.from(`\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`, 'latin1')
}
