import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { OperationRecord } from 'paycircle-server/ledger'
import { csvEncoder, csvLine, type SpreadsheetCharset } from 'paycircle-server/spreadsheet'
import type { OperationFilter, StoreReader } from 'paycircle-server/store/port'
import { programError } from '../errors.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { logError } from './log-errors.js'
import { logMessages } from './log-messages.js'
import { doLogTask, masked, openLog, recordValue } from './open-log.js'

interface LogExportOptions {
  readonly since: number | undefined
  readonly until: number | undefined
  readonly format: 'jsonl' | 'csv' | undefined
  readonly charset: SpreadsheetCharset | undefined
  readonly mask: boolean
  readonly out: string | undefined
}

/** `log export`: the records of a time, oldest first, to a file or to standard output. Recorded before they leave. */
export async function logExport(
  invocation: Invocation,
  { options }: { readonly options: LogExportOptions },
): Promise<ExitCode> {
  const { clock, language, output, profile, workingFolder } = invocation
  const { format = 'jsonl', charset = 'utf-8', mask, out } = options
  if (output.json && out === undefined) throw logError('export-needs-file', {})
  if (charset === 'gbk' && format !== 'csv') throw logError('gbk-needs-csv', {})
  const place = await openLog(invocation)
  try {
    // What is written meanwhile, the note of this export for one, is of the next.
    const { since = null, until = clock.now() } = options
    const details = { format, masked: mask, since, until: options.until ?? null }
    const whose = profile === undefined ? {} : { profileId: place.profileId }
    await doLogTask(invocation, place, { task: 'note-export', ...whose, details })
    const filter = { ...whose, ...(since === null ? {} : { since }), until }
    const file = out === undefined ? undefined : resolve(workingFolder, out)
    const target = file === undefined ? undefined : await openFile(file)
    const write = target?.write ?? ((piece: Uint8Array) => output.content(piece))
    const encode = format === 'csv' ? csvEncoder(charset) : (text: string) => Buffer.from(text, 'utf8')
    let rows = 0
    let isWanted = format === 'jsonl' || (await write(encode(csvLine(columns))))
    for await (const page of pagesOf(place.reader, filter)) {
      if (!isWanted) break
      const records = mask ? page.map(masked) : page
      isWanted = await write(encode(records.map(format === 'csv' ? csvText : jsonText).join('')))
      rows += page.length
    }
    if (file === undefined) return exitCode.done
    await target?.end()
    output.result({ rows, file, format }, () => logMessages[language].exported(rows, file))
    return exitCode.done
  } finally {
    await place.reader.close()
  }
}

async function* pagesOf(
  reader: StoreReader,
  filter: Pick<OperationFilter, 'profileId' | 'since' | 'until'>,
): AsyncGenerator<readonly OperationRecord[]> {
  let cursor: string | undefined
  do {
    const next = cursor === undefined ? {} : { cursor }
    const page = await reader.operations({ ...filter, oldestFirst: true, ...next, limit: 200 })
    yield page.rows
    cursor = page.next
  } while (cursor !== undefined)
}

interface OpenFile {
  /** Resolves when the piece is written. */
  readonly write: (piece: Uint8Array) => Promise<boolean>
  readonly end: () => Promise<void>
}

/** A new file that nobody else may read. */
async function openFile(path: string): Promise<OpenFile> {
  const orRefuse = async <Value>(action: () => Promise<Value>): Promise<Value> => {
    try {
      return await action()
    } catch (cause) {
      throw programError('folder-unusable', { folder: path }, { cause })
    }
  }
  const file = await orRefuse(() => open(path, 'wx', 0o600))
  return {
    write: (piece) => orRefuse(async () => (await file.appendFile(piece), true)),
    end: () => orRefuse(() => file.close()),
  }
}

const columns = [
  'at',
  'kind',
  'profileId',
  'account',
  'actor',
  'outcome',
  'code',
  'operationId',
  'agreementId',
  'details',
  'clockSource',
  'writer',
  'sequence',
  'hash',
] as const

function csvText(record: OperationRecord): string {
  const value = recordValue(record)
  return csvLine(
    columns.map((column) => (column === 'details' ? JSON.stringify(value.details) : String(value[column] ?? ''))),
  )
}

function jsonText(record: OperationRecord): string {
  return `${JSON.stringify(recordValue(record))}\n`
}
