import type { Charset } from '../vocabulary/index.js'
import { wireError } from './errors.js'
import { decodeIfPossible, decodeText, encodeText } from './text-codec.js'

const unreserved = /^[\w*.-]*$/

/** For every byte what stands for it: itself, `+` for the blank, or `%XX`. */
const escapes: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  if (byte === 0x20) return '+'
  return byte < 0x80 && unreserved.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
})

/** One name or value as application/x-www-form-urlencoded in the charset. */
export function formEncodeText(text: string, charset: Charset): string {
  if (unreserved.test(text)) return text
  let encoded = ''
  for (const byte of encodeText(text, charset)) encoded += escapes[byte] ?? ''
  return encoded
}

/**
 * Names and values as application/x-www-form-urlencoded in the charset; a blank becomes `+`.
 *
 * @throws 'charset-lacks-character'
 * @example
 * formEncode([['email', 'agent@example.com'], ['subject', '测试']], 'gbk') // 'email=agent%40example.com&subject=%B2%E2%CA%D4'
 */
export function formEncode(parameters: Iterable<readonly [string, string]>, charset: Charset): string {
  let encoded = ''
  for (const [name, value] of parameters) {
    if (encoded !== '') encoded += '&'
    encoded += `${formEncodeText(name, charset)}=${formEncodeText(value, charset)}`
  }
  return encoded
}

export interface FormLimits {
  readonly maxBytes?: number
  readonly maxPairs?: number
}

/**
 * The names and values of form data or a query string, in their order and with their duplicates. Raw bytes and
 * characters beyond ASCII are taken as the charset's own.
 *
 * @throws 'percent-malformed', 'bytes-not-in-charset', 'form-too-long', 'form-too-many'
 */
export function formDecode(
  text: string | Uint8Array,
  charset: Charset,
  { maxBytes = 262_144, maxPairs = 200 }: FormLimits = {},
): [string, string][] {
  if (text.length > maxBytes) throw wireError('form-too-long', { limitBytes: maxBytes })
  const bytes = typeof text === 'string' ? encodeText(text, charset) : text
  const pairs: [string, string][] = []
  for (let start = 0; start < bytes.length;) {
    let end = bytes.indexOf(0x26, start)
    if (end === -1) end = bytes.length
    if (end > start) {
      if (pairs.length === maxPairs) throw wireError('form-too-many', { limitPairs: maxPairs })
      const equals = bytes.subarray(start, end).indexOf(0x3d)
      const nameEnd = equals === -1 ? end : start + equals
      pairs.push([decodeRange(bytes, start, nameEnd, charset), decodeRange(bytes, nameEnd + 1, end, charset)])
    }
    start = end + 1
  }
  return pairs
}

function decodeRange(bytes: Uint8Array, start: number, end: number, charset: Charset): string {
  if (start >= end) return ''
  const plain = new Uint8Array(end - start)
  let length = 0
  for (let index = start; index < end; index++) {
    const byte = bytes[index] ?? 0
    if (byte === 0x25) {
      const value = index + 2 < end ? hexValue(bytes[index + 1]) * 16 + hexValue(bytes[index + 2]) : Number.NaN
      if (Number.isNaN(value)) throw wireError('percent-malformed', { position: index })
      plain[length++] = value
      index += 2
    } else {
      plain[length++] = byte === 0x2b ? 0x20 : byte
    }
  }
  const used = plain.subarray(0, length)
  return decodeIfPossible(used, charset) ?? decodeText(used, charset)
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : Number.NaN
}
