import type { Secret } from '../base/index.js'
import type { Charset } from '../vocabulary/index.js'
import { encodeText } from '../wire/index.js'
import { ifPossible } from './if-possible.js'

export type HashName = 'md5' | 'sha1' | 'sha256'

/** A parameter and where it stood in the request. */
export interface Placed {
  readonly name: string
  readonly value: string
  readonly at: number
}

/** One way in which a signature may have been made. */
export interface Recipe {
  readonly pairs: readonly Placed[]
  readonly order: 'by-name' | 'as-sent' | 'by-pair' | 'ignoring-case'
  readonly charset: Charset
  /** What stands between the last parameter and the key. */
  readonly tail: string
  readonly key: Secret | undefined
  readonly keyPlace: 'after' | 'before' | 'nowhere'
}

const orders: Readonly<Record<Recipe['order'], (one: Placed, other: Placed) => number>> = {
  'by-name': (one, other) => compare(one.name, other.name),
  'as-sent': (one, other) => one.at - other.at,
  'by-pair': (one, other) => compare(`${one.name}=${one.value}`, `${other.name}=${other.value}`),
  'ignoring-case': (one, other) => compare(one.name.toLowerCase(), other.name.toLowerCase()),
}

/** By UTF-16 code unit, as the gateway's own sort does. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** The string that a recipe signs. */
export function textOf({ pairs, order, tail }: Recipe): string {
  const sorted = [...pairs].sort(orders[order])
  return sorted.map(({ name, value }) => `${name}=${value}`).join('&') + tail
}

/** The bytes of a text; undefined where the charset lacks a character, as nobody can have signed those. */
export function bytesIn(text: string, charset: Charset): Uint8Array | undefined {
  return ifPossible(() => encodeText(text, charset))
}
