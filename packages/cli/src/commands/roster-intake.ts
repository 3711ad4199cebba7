import { createReadStream } from 'node:fs'
import type { RosterFile } from 'paycircle-server/engine'
import { programError } from '../errors.js'
import type { Merchant, RosterDesk } from '../merchant/index.js'
import { queryError } from './query-errors.js'

/** Rows that are handed over at once. */
const batchRows = 100

/** Reads every row, and hands them over where that has not been done yet; tells how many there are. */
export async function takeIn(
  bytes: AsyncIterable<Uint8Array>,
  { charset }: RosterFile,
  desk: RosterDesk | undefined,
  rosterId: string,
  { settings }: Merchant,
): Promise<number> {
  const { readRoster, rosterError } = await import('paycircle-server/engine')
  let rows = 0
  let batch: { line: number; email: string; account: string }[] = []
  const handOver = async () => {
    if (desk !== undefined && batch.length > 0) await desk.list(rosterId, batch)
    batch = []
  }
  for await (const record of readRoster(bytes, charset)) {
    rows++
    // Said before anything is sent. Q3-25
    if (record.account !== '' && settings.accountParameter === undefined)
      throw queryError('account-parameter-unset', {})
    batch.push(record)
    if (batch.length === batchRows) await handOver()
  }
  await handOver()
  if (rows === 0) throw rosterError('roster-empty', {})
  return rows
}

/** Has the file read from its beginning; an error of the file system names the file. */
export async function readable<Value>(
  path: string,
  read: (bytes: AsyncIterable<Uint8Array>) => Promise<Value>,
): Promise<Value> {
  const stream = createReadStream(path)
  // Kept for whoever reads it, who may first have to load what he reads with.
  stream.on('error', () => undefined)
  try {
    return await read(stream)
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw programError('input-unreadable', { file: path }, { cause: error })
    throw error
  } finally {
    stream.destroy()
  }
}
