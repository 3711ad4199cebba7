import { createHash } from 'node:crypto'
import { storeError } from './errors.js'

/** The place in a list after which its next page starts: the last row's sort keys. */
export type CursorKeys = readonly (string | number)[]

/** No list is read in larger slices. */
export const maxPageRows = 200

const maxCursorLength = 1024

/**
 * Writes a place in a list as an opaque text. `list` names the list and `filter` what it was narrowed to; the cursor
 * serves for these alone.
 */
export function encodeCursor(list: string, filter: object, keys: CursorKeys): string {
  const text = JSON.stringify(keys)
  return Buffer.from(`${checkOf(list, filter, text)}${text}`, 'utf8').toString('base64url')
}

/**
 * Reads a cursor of the same list and filter.
 *
 * @param shape the types of the sort keys, in their order
 * @throws cursor-invalid where the text is anything else
 */
export function decodeCursor(
  list: string,
  filter: object,
  shape: readonly ('string' | 'number')[],
  cursor: string,
): CursorKeys {
  if (cursor.length > maxCursorLength) throw storeError('cursor-invalid', {})
  const decoded = Buffer.from(cursor, 'base64url').toString('utf8')
  const text = decoded.slice(checkLength)
  // Several texts decode to the same bytes; only the one that was given out counts.
  const given = Buffer.from(decoded, 'utf8').toString('base64url') === cursor
  if (!given || decoded.slice(0, checkLength) !== checkOf(list, filter, text)) throw storeError('cursor-invalid', {})
  const keys = JSON.parse(text) as CursorKeys
  if (keys.length !== shape.length || keys.some((key, index) => typeof key !== shape[index])) {
    throw storeError('cursor-invalid', {})
  }
  return keys
}

const checkLength = 12

/** Against accidents and mix-ups; a cursor gives no right, since the filter is applied to every page anew. */
function checkOf(list: string, filter: object, text: string): string {
  const filters = Object.entries(filter).filter(([name]) => name !== 'cursor' && name !== 'limit')
  const scope = JSON.stringify([list, filters.sort(([a], [b]) => (a < b ? -1 : 1)), text])
  return createHash('sha256').update(scope, 'utf8').digest('hex').slice(0, checkLength)
}
