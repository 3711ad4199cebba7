import { open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Language, PaycircleError } from 'paycircle/internal/base'
import { checkValue, errorCodeEntry, formatError, formats, services } from 'paycircle/internal/vocabulary'
import type { RosterEntryRow } from 'paycircle-server/store/port'
import { programError } from '../errors.js'
import type { RosterDesk } from '../merchant/index.js'
import { csvLine, gbkBytes } from '../output/csv.js'
import { queryMessages } from './query-messages.js'

const columns = [
  'line',
  'account',
  'state',
  'autoDebit',
  'autoRefund',
  'outcome',
  'code',
  'reason',
  'checkedAt',
] as const

/** Where the result goes: where it was asked for, else beside the roster. */
export function resultPath(roster: string, out: string | undefined, workingFolder: string): string {
  return out === undefined ? `${roster.replace(/\.csv$/i, '')}.result.csv` : resolve(workingFolder, out)
}

export interface RosterResultOptions {
  readonly desk: Pick<RosterDesk, 'entries'>
  readonly rosterId: string
  readonly out: string
  readonly gbk: boolean
  readonly language: Language
}

/**
 * Writes what came of each line, in the roster's order, for spreadsheets: UTF-8 with a mark that says so, or GBK. The
 * file is there whole or not at all, for this user alone.
 */
export async function writeRosterResult({ desk, rosterId, out, gbk, language }: RosterResultOptions): Promise<void> {
  const encode = gbk ? gbkBytes : (text: string) => Buffer.from(text, 'utf8')
  const unfinished = `${out}.part`
  try {
    const file = await open(unfinished, 'w', 0o600)
    try {
      await file.appendFile(encode((gbk ? '' : '\ufeff') + csvLine(columns)))
      for (let afterLine = 0; ;) {
        const page = await desk.entries(rosterId, afterLine)
        const last = page.at(-1)
        if (last === undefined) break
        await file.appendFile(encode(page.map((entry) => csvLine(cellsOf(entry, language))).join('')))
        afterLine = last.line
      }
    } finally {
      await file.close()
    }
    await rename(unfinished, out)
  } catch (error) {
    await rm(unfinished, { force: true })
    if (error instanceof Error && 'syscall' in error)
      throw programError('folder-unusable', { folder: out }, { cause: error })
    throw error
  }
}

function cellsOf(entry: RosterEntryRow, language: Language): readonly string[] {
  const { line, given, state, autoDebit, autoRefund, outcome, code, checkedAt } = entry
  return [
    String(line),
    given,
    state ?? '',
    flag(autoDebit),
    flag(autoRefund),
    outcome ?? '',
    code ?? '',
    reasonText(entry, language),
    checkedAt === null ? '' : new Date(checkedAt).toISOString(),
  ]
}

function flag(half: boolean | null): string {
  return half === null ? '' : String(half)
}

/** Why, in words: what is wrong with the row, what the code means, how the exchange ended. */
function reasonText(entry: RosterEntryRow, language: Language): string {
  const { outcome, code, reason } = entry
  if (outcome === 'invalid') return faultOf(entry)?.describe(language).message ?? reason ?? ''
  const meaning = code === null ? undefined : errorCodeEntry(code)?.meaning[language]
  const key = `reason-${reason ?? ''}`
  const words = queryMessages[language] as unknown as Readonly<Record<string, string | undefined>>
  const how = reason === null ? undefined : Object.hasOwn(words, key) ? words[key] : reason
  return [meaning, reason === 'indeterminate-code' && meaning !== undefined ? undefined : how]
    .filter((part) => part !== undefined)
    .join(language === 'zh' ? '；' : '; ')
}

const service = 'query_customer_protocol'
const place = { parameter: 'email', service } as const

/** What is wrong with an account, by checking it again as it was given. */
function faultOf({ given, reason }: RosterEntryRow): PaycircleError | undefined {
  if (reason === 'fund-account-malformed') return formatError(reason, { ...place, parameter: 'account' })
  const parameter = services[service].parameters.find(({ name }) => name === 'user_email')
  return formats['signer-email'](given, place) ?? (parameter && checkValue(parameter, given, service))
}
