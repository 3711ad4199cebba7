import { explainError } from './errors.js'
import { piecesOf, type Piece, type RawRequest } from './specimen.js'

/**
 * One `name=value` a line, with values as they are; or a single line of form data, with values percent-encoded. A
 * browser's `name: value` list is taken too.
 *
 * @throws 'explain-input-unreadable' where no line names a parameter
 */
export function readLines(text: string): RawRequest {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  const [first = ''] = lines
  const isFormData = lines.length === 1 && /^\??[^=&]+=[^&]*&/.test(first)
  const body = isFormData ? piecesOf(first.replace(/^\?/, '')) : lines.flatMap(pairOf)
  if (body.length === 0) throw explainError('explain-input-unreadable', { reason: 'no-parameters' })
  return { source: 'lines', method: 'post', query: [], body, notes: [] }
}

function pairOf(line: string): readonly Piece[] {
  const parted = /^\s*([^=:\s]+)(?:=|:[ \t])/.exec(line)
  if (parted === null) return []
  // Blanks after the name's sign are kept: they may be the mistake that is looked for.
  return [[parted[1] ?? '', line.slice(parted[0].length)]]
}
