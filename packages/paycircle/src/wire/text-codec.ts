import { createRequire } from 'node:module'
import { DefectError } from '../base/index.js'
import type { Charset } from '../vocabulary/index.js'
import { wireError } from './errors.js'
import { hasGbkForm, isInGb2312, isLateAddition } from './gbk-extent.js'

const require = createRequire(import.meta.url)
let loadedCodec: typeof import('iconv-lite') | undefined

/** Most requests and answers are ASCII and never need it; loading it costs more than all else of the kit. */
function codec(): typeof import('iconv-lite') {
  loadedCodec ??= require('iconv-lite') as typeof import('iconv-lite')
  return loadedCodec
}

const asciiOnly = /^[\0-\x7f]*$/
const privateUse = /[\uE000-\uF8FF\uFFFD]/

export function isAscii(text: string): boolean {
  return asciiOnly.test(text)
}

/** Whether the text has no lone surrogate, so that it has bytes in UTF-8. */
export function isWellFormed(text: string): boolean {
  // Every supported Node has the method; the language level that we compile for does not list it yet.
  return (text as string & { isWellFormed(): boolean }).isWellFormed()
}

/**
 * The text's bytes in the charset. Nothing is replaced: what the charset lacks is an error. S3-12, Q3-11
 *
 * GBK and GB2312 are taken in their first extent, in which all programs agree; € and later additions are lacking.
 *
 * @throws 'charset-lacks-character' with the first such character and its position, in characters from 0
 */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8') {
    if (!isWellFormed(text)) throw lacking(text, charset)
    return Buffer.from(text, 'utf8')
  }
  if (isAscii(text)) return Buffer.from(text, 'latin1')
  const bytes = codec().encode(text, 'gbk')
  if (firstBadByte(bytes, charset) !== -1 || decodePairs(bytes) !== text) throw lacking(text, charset)
  return bytes
}

/**
 * The text that bytes are in the charset. A byte order mark stays a character.
 *
 * @throws 'bytes-not-in-charset' with the position of the first byte that does not belong, in bytes from 0
 */
export function decodeText(bytes: Uint8Array, charset: Charset): string {
  const text = decodeIfPossible(bytes, charset)
  if (text !== undefined) return text
  const position = charset === 'utf-8' ? firstBadUtf8Byte(bytes) : firstBadByte(bytes, charset)
  throw wireError('bytes-not-in-charset', { position, charset })
}

/** As `decodeText`; undefined where the bytes are not in the charset. */
export function decodeIfPossible(bytes: Uint8Array, charset: Charset): string | undefined {
  if (charset === 'utf-8') {
    const text = asBuffer(bytes).toString('utf8')
    // Node replaces what it cannot read, and a replacement character may also have been there.
    return text.includes('\uFFFD') && firstBadUtf8Byte(bytes) !== -1 ? undefined : text
  }
  return firstBadByte(bytes, charset) === -1 ? decodePairs(bytes) : undefined
}

/** The same bytes with a Buffer's methods; nothing is copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function decodePairs(bytes: Uint8Array): string {
  return codec().decode(bytes, 'gbk', { stripBOM: false })
}

/** Position of the first byte that is no character of GBK or GB2312, -1 where all are. */
function firstBadByte(bytes: Uint8Array, charset: Charset): number {
  for (let index = 0; index < bytes.length; index++) {
    const lead = bytes[index] ?? 0
    if (lead < 0x80) continue
    const trail = bytes[index + 1] ?? 0
    if (!isCharacter(lead, trail, charset)) return index
    index++
  }
  return -1
}

function isCharacter(lead: number, trail: number, charset: Charset): boolean {
  if (charset === 'gb2312') return isInGb2312(lead, trail)
  // GB2312's cells are assigned in every table; of the others the codec has to be asked, one by one.
  if (isInGb2312(lead, trail)) return true
  return hasGbkForm(lead, trail) && !isLateAddition(lead, trail) && isAssigned(lead, trail)
}

const assigned = new Uint8Array(65_536)

/** 1 for assigned, 2 for not, asked of the codec once a code. */
function isAssigned(lead: number, trail: number): boolean {
  const code = lead * 256 + trail
  if (assigned[code] === 0) {
    const text = decodePairs(Uint8Array.of(lead, trail))
    assigned[code] = text.length === 1 && !privateUse.test(text) ? 1 : 2
  }
  return assigned[code] === 1
}

function lacking(text: string, charset: Charset): Error {
  let position = 0
  for (const character of text) {
    if (!hasCharacter(character, charset)) {
      return wireError('charset-lacks-character', {
        character,
        codePoint: character.codePointAt(0) ?? 0,
        position,
        charset,
      })
    }
    position++
  }
  throw new DefectError('a text that cannot be encoded has a character that cannot be')
}

function hasCharacter(character: string, charset: Charset): boolean {
  if (isAscii(character)) return true
  if (charset === 'utf-8') return isWellFormed(character)
  const bytes = codec().encode(character, 'gbk')
  return firstBadByte(bytes, charset) === -1 && decodePairs(bytes) === character
}

/** Position of the first byte that breaks UTF-8 (RFC 3629), -1 where none does. */
function firstBadUtf8Byte(bytes: Uint8Array): number {
  let index = 0
  while (index < bytes.length) {
    const length = utf8LengthAt(bytes, index)
    if (length === 0) return index
    index += length
  }
  return -1
}

/** Bytes of the UTF-8 sequence at `index`, 0 where it is none: overlong forms, surrogates and cut ends are none. */
function utf8LengthAt(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first <= 0xf4 ? 4 : 0
  if (first < 0xc2 || length === 0 || index + length > bytes.length) return 0
  const second = bytes[index + 1] ?? 0
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < lowest || second > highest) return 0
  for (let offset = 2; offset < length; offset++) {
    const byte = bytes[index + offset] ?? 0
    if (byte < 0x80 || byte > 0xbf) return 0
  }
  return length
}
