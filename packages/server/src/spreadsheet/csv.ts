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

/** What spreadsheets read: UTF-8 behind a mark that says so, or GBK, which older ones in China take everything for. */
export type SpreadsheetCharset = 'utf-8' | 'gbk'

/**
 * The bytes of a file's lines, called with its pieces in order; the first begins with the mark of UTF-8. What GBK lacks
 * stands as `\u{1F600}`.
 */
export function csvEncoder(charset: SpreadsheetCharset): (piece: string) => Uint8Array {
  if (charset === 'gbk') return gbkBytes
  let mark = '\ufeff'
  return (piece) => {
    const bytes = Buffer.from(mark + piece, 'utf8')
    mark = ''
    return bytes
  }
}

function gbkBytes(text: string): Uint8Array {
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
