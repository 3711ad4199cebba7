import type { Charset } from '../vocabulary/index.js'
import { encodeText } from '../wire/index.js'
import { visible } from './visible.js'

/** One string around the place where it first differs from the other. */
export interface DifferenceSide {
  /** Up to 24 characters before the place; they are the same on both sides. */
  readonly before: string
  /** Up to 24 characters from the place on; empty where the string ends there. */
  readonly after: string
  /** Up to 8 bytes from the place on. */
  readonly hex: string
}

export interface Difference {
  /** In bytes, from 0. */
  readonly byteOffset: number
  readonly right: DifferenceSide
  readonly signed: DifferenceSide
}

export interface EncodedText {
  readonly text: string
  readonly charset: Charset
  readonly bytes: Uint8Array
}

/** Where two encoded texts first differ; undefined where they are the same bytes. */
export function firstDifference(right: EncodedText, signed: EncodedText): Difference | undefined {
  const length = Math.max(right.bytes.length, signed.bytes.length)
  let byteOffset = 0
  while (byteOffset < length && right.bytes[byteOffset] === signed.bytes[byteOffset]) byteOffset++
  if (byteOffset === length) return undefined
  return { byteOffset, right: sideAt(right, byteOffset), signed: sideAt(signed, byteOffset) }
}

const contextCharacters = 24

function sideAt({ text, charset, bytes }: EncodedText, byteOffset: number): DifferenceSide {
  const characters = Array.from(text)
  let index = 0
  for (let reached = 0; index < characters.length; index++) {
    reached += encodeText(characters[index] ?? '', charset).length
    // A character that only begins before the place belongs to what differs.
    if (reached > byteOffset) break
  }
  return {
    before: visible(characters.slice(Math.max(0, index - contextCharacters), index).join('')),
    after: visible(characters.slice(index, index + contextCharacters).join('')),
    hex: Buffer.from(bytes.subarray(byteOffset, byteOffset + 8)).toString('hex'),
  }
}
