import type { Charset } from '../vocabulary/index.js'
import { wireError } from './errors.js'
import { encodeText } from './text-codec.js'

/** Names and values as they are sent, before any encoding; any names, not only those of the two services. */
export type ParameterSet = Readonly<Record<string, string>>

/**
 * The pre-sign string (待签名字符串) as text: `name=value` of all that is signed, sorted by name, joined with `&`.
 * Values stand in it raw. S3-06, Q3-05
 */
export function preSignText(parameters: ParameterSet): string {
  const names = Object.keys(parameters)
  sortByCodeUnit(names)
  let text = ''
  for (const name of names) {
    if (name === 'sign' || name === 'sign_type') continue // S3-07
    const value: unknown = parameters[name]
    if (value === '' || value === undefined || value === null) continue
    if (typeof value !== 'string') throw wireError('value-not-text', { parameter: name })
    text += text === '' ? `${name}=${value}` : `&${name}=${value}`
  }
  return text
}

/**
 * The bytes that are signed: the pre-sign string in the request's charset. Empty values, `sign` and `sign_type` are
 * left out; the key is not part of it. S3-06, S3-07
 *
 * @throws 'charset-lacks-character'
 * @example
 * preSignString({ service: 'query_customer_protocol', _input_charset: 'utf-8' }, { charset: 'utf-8' })
 * // the bytes of "_input_charset=utf-8&service=query_customer_protocol"
 */
export function preSignString(parameters: ParameterSet, settings: { readonly charset: Charset }): Uint8Array {
  return encodeText(preSignText(parameters), settings.charset)
}

/** Sorts in place, as Alipay's Java does; `_` comes before the lower-case letters. Few names: insertion beats `sort`. */
function sortByCodeUnit(names: string[]): void {
  if (names.length > 24) {
    names.sort()
    return
  }
  for (let index = 1; index < names.length; index++) {
    const name = names[index] ?? ''
    let place = index
    for (; place > 0; place--) {
      const before = names[place - 1] ?? ''
      if (before <= name) break
      names[place] = before
    }
    names[place] = name
  }
}
