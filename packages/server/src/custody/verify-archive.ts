import {
  archiveFault,
  chainStart,
  sealFault,
  verifyChain,
  type ArchiveNote,
  type ChainPoint,
  type OperationRecord,
  type TrustedKeys,
} from '../ledger/index.js'
import type { LogFault } from '../store/port/index.js'
import { sealOf } from './anchor-file.js'
import { archiveFormat } from './archive-file.js'
import { fileLines } from './file-lines.js'

export interface ArchiveVerdict {
  readonly ok: boolean
  /** How many records were found good. */
  readonly rows: number
  readonly firstBad?: {
    readonly writer: string
    readonly sequence: number
    readonly reason: LogFault
    readonly line: number
  }
  /** False where no key was given with which to check its seal. */
  readonly signaturesChecked: boolean
}

const maxLineCharacters = 4 * 1024 * 1024

/**
 * Verifies an archive by itself: that it begins where the one before ended, as that one's signed statement says, that
 * its records are one chain, and that a seal stands at its end.
 *
 * @throws file-unreadable
 */
export async function verifyArchive(path: string, trusted?: TrustedKeys): Promise<ArchiveVerdict> {
  const walk = new ArchiveWalk(trusted)
  let line = 0
  for await (const { line: number, text, whole } of fileLines(path, maxLineCharacters)) {
    line = number
    const reason = text === undefined || !whole ? 'content' : walk.take(text)
    if (reason !== undefined) return walk.verdict(reason, line)
  }
  return walk.verdict(walk.isComplete ? undefined : 'missing', line + 1)
}

class ArchiveWalk {
  #end: ChainPoint | undefined
  #rows = 0
  isComplete = false

  constructor(private readonly trusted: TrustedKeys | undefined) {}

  /** What is wrong with the next line; undefined where nothing is. */
  take(text: string): LogFault | undefined {
    if (this.isComplete) return 'unexpected'
    const value = objectOf(text)
    if (value === undefined) return 'content'
    if (this.#end === undefined) return this.#begin(value)
    return 'seal' in value ? this.#finish(value.seal) : this.#record(value as unknown as OperationRecord)
  }

  verdict(reason: LogFault | undefined, line: number): ArchiveVerdict {
    const { writer = '', sequence = 0 } = this.#end ?? {}
    const firstBad = reason === undefined ? undefined : { writer, sequence: sequence + 1, reason, line }
    return {
      ok: reason === undefined,
      rows: this.#rows,
      ...(firstBad === undefined ? {} : { firstBad }),
      signaturesChecked: this.trusted !== undefined,
    }
  }

  #begin({ format, version, writer, from, previous }: Readonly<Record<string, unknown>>): LogFault | undefined {
    if (format !== archiveFormat || version !== 1 || typeof writer !== 'string') return 'content'
    if (previous === null) {
      this.#end = chainStart(writer)
    } else {
      const note = previous as ArchiveNote
      if (note.writer !== writer) return 'other-writer'
      const fault = this.trusted && faultOf(note, this.trusted)
      if (fault !== undefined) return fault
      this.#end = { writer, sequence: note.sequence, hash: note.hash }
    }
    return from === this.#end.sequence + 1 ? undefined : 'sequence'
  }

  #record(record: OperationRecord): LogFault | undefined {
    const { end, rows, firstBad } = verifyChain([record], this.#end ?? chainStart(record.writer))
    this.#end = end
    this.#rows += rows
    return firstBad?.reason
  }

  #finish(value: unknown): LogFault | undefined {
    const seal = sealOf(value)
    const end = this.#end
    if (end === undefined || seal?.writer !== end.writer) return 'seal'
    if (seal.sequence > end.sequence) return 'truncated'
    if (seal.sequence !== end.sequence || seal.hash !== end.hash) return 'seal'
    this.isComplete = true
    return this.trusted && sealFault(seal, this.trusted)
  }
}

/** What was tampered with may not even have the shape of a statement. */
function faultOf(note: ArchiveNote, trusted: TrustedKeys) {
  try {
    return archiveFault(note, trusted)
  } catch {
    return 'signature' as const
  }
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
