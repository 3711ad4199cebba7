import { createHash } from 'node:crypto'
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { serviceError } from './errors.js'

/** A file that came as the body of a request: whole, and there as long as the request lasts. */
export interface UploadedFile {
  /** Reads it from its beginning. */
  readonly bytes: () => AsyncIterable<Uint8Array>
  /** SHA-256 of its bytes, hexadecimal. */
  readonly digest: string
  /** As its `Content-Type` says it, in small letters; undefined where it does not. */
  readonly charset: string | undefined
}

export interface UploadHead {
  readonly contentType: string
  /** What `Content-Length` says. */
  readonly length: number | undefined
  readonly limitBytes: number
}

/** Files that come to this node. */
export interface Uploads {
  /**
   * Receives a body into a private file that is gone when it was used. Nothing is used of a body that breaks off or is
   * larger than it may be.
   *
   * @throws body-too-large, request-unreadable, uploads-exhausted, upload-not-kept, and what `use` throws
   */
  receive<Value>(body: Readable, head: UploadHead, use: (file: UploadedFile) => Promise<Value>): Promise<Value>
}

/** At the same time. */
const mostUploads = 4
const retryAfterMs = 5000

export function createUploads(): Uploads {
  let underWay = 0
  return {
    async receive(body, { contentType, length, limitBytes }, use) {
      if (length !== undefined && length > limitBytes) throw serviceError('body-too-large', { limitBytes })
      if (underWay >= mostUploads) throw serviceError('uploads-exhausted', { most: mostUploads, retryAfterMs })
      underWay++
      try {
        const file = await namelessFile()
        try {
          const digest = await writeTo(file, within(limitBytes, received(body, contentType)))
          const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase()
          const bytes = () => file.createReadStream({ start: 0, autoClose: false })
          return await use({ bytes, digest, charset })
        } finally {
          await file.close()
        }
      } finally {
        underWay--
      }
    },
  }
}

/** Its name is taken away at once: of a process that is killed nothing stays behind. */
async function namelessFile(): Promise<FileHandle> {
  const folder = await kept(mkdtemp(join(tmpdir(), 'paycircle-upload-')))
  try {
    return await kept(open(join(folder, 'body'), 'wx+', 0o600))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Gives the digest of what was written. */
async function writeTo(file: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) {
    hash.update(chunk)
    await kept(file.writeFile(chunk))
  }
  return hash.digest('hex')
}

async function* within(limitBytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > limitBytes) throw serviceError('body-too-large', { limitBytes })
    yield chunk
  }
}

/** Where nobody reads on, the rest is let go by, so that whoever sends hears the refusal. */
async function* received(body: Readable, contentType: string): AsyncGenerator<Uint8Array> {
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Uint8Array, undefined>
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw serviceError('request-unreadable', { contentType }, { cause })
      })
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await chunks.return?.()
    body.resume()
  }
}

/** A folder or a disk that takes nothing is our trouble and not the caller's. */
function kept<Value>(write: Promise<Value>): Promise<Value> {
  return write.catch((cause: unknown) => {
    throw serviceError('upload-not-kept', {}, { cause })
  })
}
