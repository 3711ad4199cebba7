import type { Charset } from '../vocabulary/index.js'
import type { Finding } from './finding.js'

export type SpecimenSource = 'url' | 'form' | 'har' | 'lines'

/** Where the charset was learnt; `default` where the request names none. */
export type CharsetFrom = 'option' | 'url' | 'parameter' | 'default'

/** A request as it was sent, read back out of a text. */
export interface RequestSpecimen {
  readonly source: SpecimenSource
  /** Names and values as the gateway reads them, in the order in which they are sent, duplicates kept. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly charset: Charset
  readonly charsetFrom: CharsetFrom
  readonly notes: readonly Finding[]
}

/** Still form-encoded as `name=value`, or already a name and a value. */
export type Piece = string | readonly [name: string, value: string]

/** A request as its source holds it, before its charset is settled. */
export interface RawRequest {
  readonly source: SpecimenSource
  readonly method: 'get' | 'post'
  /** The address without its query. */
  readonly address?: string
  readonly query: readonly Piece[]
  readonly body: readonly Piece[]
  readonly notes: readonly Finding[]
}

export const inputLimitBytes = 1_048_576
export const parameterLimit = 200

export function piecesOf(encoded: string): readonly string[] {
  return encoded.split('&').filter((piece) => piece !== '')
}
