import type { Charset } from '../vocabulary/index.js'
import { formDecode, formEncode } from '../wire/index.js'
import { ifPossible } from './if-possible.js'

/** Form encoding, blank as +; a value with characters that the charset lacks stays as it is. */
export function formEncoded(value: string, charset: Charset): string {
  return ifPossible(() => formEncode([['', value]], charset).slice(1)) ?? value
}

/** Percent-encoding, blank as %20. */
export function urlEncoded(value: string, charset: Charset): string {
  return formEncoded(value, charset).replaceAll('+', '%20')
}

/** As .NET and others write the digits of escapes. */
export function lowerDigits(encoded: string): string {
  return encoded.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase())
}

/** The value with its escapes undone once more. */
export function decodedOnce(value: string, charset: Charset): string {
  if (!/%[\dA-Fa-f]{2}/.test(value)) return value
  // Only the escapes are meant: an & or + of the value itself is no separator here.
  const escaped = value.replaceAll('&', '%26').replaceAll('+', '%2B')
  return ifPossible(() => formDecode(`v=${escaped}`, charset))?.[0]?.[1] ?? value
}
