import { open, type FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import type { Seal } from '../ledger/index.js'
import type { AnchorLine } from '../store/port/index.js'
import { publishedAtOnce, type AnchorBook } from './context.js'
import { custodyError } from './errors.js'
import { fileLines } from './file-lines.js'

const maxLineCharacters = 4096
const firstTailBytes = 256 * 1024
const newline = 0x0a

const sealSchema = z.strictObject({
  writer: z.string().min(1).max(64),
  epoch: z.int().min(1),
  number: z.int().min(1),
  sequence: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.int(),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string().min(1).max(200),
})

/** The seal that a value from outside is; undefined where it is none. */
export function sealOf(value: unknown): Seal | undefined {
  return sealSchema.safeParse(value).data
}

/** The fields of a seal and nothing else, in one order. */
export function sealValue({ writer, epoch, number, sequence, hash, at, keyId, signature }: Seal) {
  return { writer, epoch, number, sequence, hash, at, keyId, signature }
}

/**
 * A file of anchors, a JSON object a line, that only ever grows. It belongs where who may write to the store may not
 * write; copied elsewhere it serves as well.
 */
export function anchorFile(path: string): AnchorBook {
  return {
    async publish(seals) {
      try {
        const file = await open(path, 'a+', 0o600)
        try {
          await dropTornLine(file)
          await file.appendFile(seals.map((seal) => `${JSON.stringify(sealValue(seal))}\n`).join(''))
          await file.datasync()
        } finally {
          await file.close()
        }
      } catch (cause) {
        throw custodyError('anchors-unwritable', { path }, { cause })
      }
    },

    async *lines(): AsyncGenerator<AnchorLine> {
      for await (const { line, text, whole } of fileLines(path, maxLineCharacters)) {
        // What was not written whole was not published either: it is published again.
        if (whole) yield { line, anchor: text === undefined ? undefined : anchorOf(text) }
      }
    },

    async linesSince(isKnown) {
      for (let bytes = firstTailBytes; ; bytes *= 4) {
        const { text, fromStart } = await tailOf(path, bytes)
        const anchors = text
          .split('\n')
          .slice(fromStart ? 0 : 1, -1)
          .flatMap((line) => anchorOf(line) ?? [])
        // Anchors are published in batches: what stands a batch before a known one was in the store before it.
        if (fromStart || anchors.slice(publishedAtOnce).some(isKnown)) return anchors
      }
    },
  }
}

function anchorOf(text: string): Seal | undefined {
  try {
    return sealOf(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** A crash may have left the beginning of a line at the end. */
async function dropTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat()
  const length = Math.min(size, maxLineCharacters)
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
  const end = buffer.lastIndexOf(newline) + 1
  if (end < length) await file.truncate(size - length + end)
}

async function tailOf(path: string, bytes: number): Promise<{ readonly text: string; readonly fromStart: boolean }> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (cause) {
    // No anchor was ever published.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { text: '', fromStart: true }
    throw custodyError('file-unreadable', { path }, { cause })
  }
  try {
    const { size } = await file.stat()
    const length = Math.min(size, bytes)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return { text: buffer.toString('utf8'), fromStart: length === size }
  } finally {
    await file.close()
  }
}
