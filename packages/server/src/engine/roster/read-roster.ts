import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { PaycircleError } from 'paycircle/internal/base'
import { decodeText } from 'paycircle/internal/wire'
import { rosterError } from './errors.js'

/** The longest record of a roster, bytes: an open quote must not take in the rest of a file. */
const recordBytes = 16_384

/** So much of a value is read; no account is as long. */
const cellCharacters = 300

/** Rows of data that a roster may have. */
export const rosterRowLimit = 1_000_000

export type RosterCharset = 'utf-8' | 'gbk'

/** One row of a roster: where it stands, and what stands in the columns that name an account. */
export interface RosterRecord {
  /** The line of the file on which the row ends; counts from 1. */
  readonly line: number
  readonly email: string
  readonly account: string
}

export interface RosterFile {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string
  /** UTF-8 where all bytes are; GBK otherwise, to be proven by reading. */
  readonly charset: RosterCharset
}

/** Reads a file once, to know it again and to tell its charset. Holds one chunk at a time. */
export async function examineRoster(bytes: AsyncIterable<Uint8Array>): Promise<RosterFile> {
  const hash = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  const stillUtf8 = (chunk?: Uint8Array) => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined })
      return true
    } catch {
      return false
    }
  }
  for await (const chunk of bytes) {
    hash.update(chunk)
    isUtf8 &&= stillUtf8(chunk)
  }
  isUtf8 &&= stillUtf8()
  return { digest: hash.digest('hex'), charset: isUtf8 ? 'utf-8' : 'gbk' }
}

/**
 * Reads the rows of a roster in order, one at a time. The first row names the columns: `email` or 邮箱, `account` or
 * 账号, one of each at most, in any case and with blanks around them; other columns are passed over, and so are rows
 * without any value. The library is loaded by the first reading: few who need the engine read a roster.
 *
 * @throws roster-not-text, roster-malformed, roster-header-missing, roster-column-twice, roster-too-long
 */
export async function* readRoster(
  bytes: AsyncIterable<Uint8Array>,
  charset: RosterCharset,
): AsyncGenerator<RosterRecord> {
  const { CsvError, parse } = await import('csv-parse')
  const parser = parse({
    info: true,
    max_record_size: recordBytes,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  })
  pipeline(Readable.from(textOf(bytes, charset), { objectMode: false }), parser, () => undefined)
  let columns: Columns | undefined
  let line = 0
  let rows = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (columns === undefined) {
        columns = columnsOf(record)
        continue
      }
      if (++rows > rosterRowLimit) throw rosterError('roster-too-long', { rows: rosterRowLimit })
      line = Math.max(info.lines, line + 1)
      yield { line, email: cell(record, columns.email), account: cell(record, columns.account) }
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw rosterError('roster-malformed', { line: Number(error.lines) }, { cause: error })
    throw translated(error)
  }
  if (columns === undefined) throw rosterError('roster-header-missing', {})
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

interface Columns {
  readonly email: number
  readonly account: number
}

const names: Readonly<Record<string, keyof Columns>> = {
  email: 'email',
  'e-mail': 'email',
  邮箱: 'email',
  account: 'account',
  账号: 'account',
}

function columnsOf(header: readonly string[]): Columns {
  const columns = { email: -1, account: -1 }
  header.forEach((text, index) => {
    const name = text
      .normalize('NFKC')
      .replace(/[\s\ufeff]/g, '')
      .toLowerCase()
    const column = Object.hasOwn(names, name) ? names[name] : undefined
    if (column === undefined) return
    if (columns[column] !== -1) throw rosterError('roster-column-twice', { column })
    columns[column] = index
  })
  if (columns.email === -1 && columns.account === -1) throw rosterError('roster-header-missing', {})
  return columns
}

function cell(record: readonly string[], index: number): string {
  // The cut must not leave half a character, which the store would not take.
  return (record[index] ?? '')
    .trim()
    .slice(0, cellCharacters)
    .replace(/[\ud800-\udbff]$/, '')
}

/** The text of the bytes, without a mark at its beginning; a character cut by the end of a chunk waits for the next. */
async function* textOf(bytes: AsyncIterable<Uint8Array>, charset: RosterCharset): AsyncGenerator<string> {
  if (charset === 'utf-8') {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
    return
  }
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of bytes) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = wholeGbkCharacters(joined)
    yield decodeText(joined.subarray(0, end), 'gbk')
    rest = joined.subarray(end)
  }
  yield decodeText(rest, 'gbk')
}

function wholeGbkCharacters(bytes: Uint8Array): number {
  let index = 0
  while (index < bytes.length) index += (bytes[index] ?? 0) < 0x80 ? 1 : 2
  return index > bytes.length ? bytes.length - 1 : index
}

function translated(error: unknown): unknown {
  const isOurs = error instanceof PaycircleError && error.code === 'bytes-not-in-charset'
  if (isOurs || error instanceof TypeError) return rosterError('roster-not-text', {}, { cause: error })
  return error
}
