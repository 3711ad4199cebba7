import { open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Language } from 'paycircle/internal/base'
import { programError } from '../errors.js'
import type { RosterDesk } from '../merchant/index.js'

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
  const { rosterResultsCsv } = await import('paycircle-server/engine')
  const { csvEncoder } = await import('paycircle-server/spreadsheet')
  const encode = csvEncoder(gbk ? 'gbk' : 'utf-8')
  const unfinished = `${out}.part`
  try {
    const file = await open(unfinished, 'w', 0o600)
    try {
      for await (const piece of rosterResultsCsv((afterLine) => desk.entries(rosterId, afterLine), language)) {
        await file.appendFile(encode(piece))
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
