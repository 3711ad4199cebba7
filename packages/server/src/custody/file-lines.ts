import { createReadStream } from 'node:fs'
import { custodyError } from './errors.js'

export interface FileLine {
  /** From 1. */
  readonly line: number
  /** Undefined where it is longer than allowed. */
  readonly text: string | undefined
  /** False for a last line that no line end follows: it was not written whole. */
  readonly whole: boolean
}

/**
 * The lines of a file, one after the other, none kept.
 *
 * @throws file-unreadable
 */
export async function* fileLines(path: string, maxCharacters: number): AsyncGenerator<FileLine> {
  let line = 1
  let rest = ''
  let isTooLong = false
  const take = (text: string, whole: boolean): FileLine => {
    const taken = isTooLong || rest.length + text.length > maxCharacters ? undefined : rest + text
    rest = ''
    isTooLong = false
    return { line: line++, text: taken, whole }
  }
  const chunks = createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>
  try {
    for await (const chunk of chunks) {
      const pieces = chunk.split('\n')
      const last = pieces.pop() ?? ''
      for (const piece of pieces) yield take(piece, true)
      isTooLong ||= rest.length + last.length > maxCharacters
      rest = isTooLong ? '' : rest + last
    }
  } catch (cause) {
    throw custodyError('file-unreadable', { path }, { cause })
  }
  if (rest !== '' || isTooLong) yield take('', false)
}
