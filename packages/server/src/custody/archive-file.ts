import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArchiveNote, OperationRecord, Seal } from '../ledger/index.js'
import { sealValue } from './anchor-file.js'
import { custodyError } from './errors.js'

export const archiveFormat = 'paycircle operation log archive'

/** From where on a file tells: after what was archived before, or from the chain's start. */
export interface ArchiveStart {
  readonly writer: string
  /** The first record. */
  readonly from: number
  readonly previous: ArchiveNote | undefined
}

export interface ArchiveFile {
  readonly path: string
  /** SHA-256 of all its bytes, hexadecimal. */
  readonly digest: string
}

/**
 * Writes an archive: a JSON object a line, first where it starts, then the records in order, last the seal. It appears
 * under its name when all of it is on the disk.
 *
 * @throws archive-unwritable, and whatever the records end in; no file is left then
 */
export async function writeArchive(
  folder: string,
  start: ArchiveStart,
  pages: AsyncIterable<readonly OperationRecord[]>,
  seal: Seal,
): Promise<ArchiveFile> {
  const { writer, from, previous = null } = start
  const path = join(folder, `${writer}-${from}-${seal.sequence}.jsonl`)
  const draft = `${path}.part`
  const digest = createHash('sha256')
  await orUnwritable(path, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (await exists(path)) throw new Error('there is such a file')
  })
  const file = await orUnwritable(path, () => open(draft, 'w', 0o600))
  const write = async (lines: readonly object[]) => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    digest.update(text, 'utf8')
    await orUnwritable(path, () => file.appendFile(text, 'utf8'))
  }
  try {
    await write([{ format: archiveFormat, version: 1, writer, from, previous }])
    for await (const page of pages) await write(page)
    await write([{ seal: sealValue(seal) }])
    await orUnwritable(path, async () => {
      await file.sync()
      await file.close()
      await rename(draft, path)
    })
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(draft, { force: true })
    throw error
  }
  return { path, digest: digest.digest('hex') }
}

async function orUnwritable<Value>(path: string, action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (cause) {
    throw custodyError('archive-unwritable', { path }, { cause })
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}
