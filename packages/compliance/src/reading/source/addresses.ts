import { requestOfAddress } from '../address.js'
import type { RequestEvidence, SourceEvidence } from '../../evidence/index.js'

/** A URL of the gateway, or of a page behind it, that begins a string. */
const gatewayAddress =
  /^https?:\/\/(?:(?!openapi)[\w-]+\.){1,3}(?:com|net)(?::\d{1,5})?\/(?:[\w-]+\/){0,3}(?:gateway\.do|exterfaceAssign\.htm)(?:[?#]\S*)?$/i

const joinedBefore = /[+.&]\s*$|<<\s*$/
const joinedAfter = /^\s*(?:[+.%&]|<<|,)|^\s*\)\s*\.\s*(?:append|concat|format)/i

/**
 * Requests to Alipay whose address stands in a string. One that is only a base, or that the program goes on writing
 * (`base + query`), is incomplete: what it lacks proves nothing.
 */
export function requestsInStrings(source: SourceEvidence): readonly RequestEvidence[] {
  const { document, structure, start } = source
  return source.tokens.flatMap((token): readonly RequestEvidence[] => {
    if (token.kind !== 'string' || token.text.length > 10_000 || !token.text.includes('alipay')) return []
    const address = token.text.trim()
    if (!gatewayAddress.test(address) || !/\/\/[^/]*alipay/i.test(address)) return []
    const request = requestOfAddress(address, document.place(token.start, token.end))
    const before = structure.slice(Math.max(0, token.start - start - 20), token.start - start)
    const after = structure.slice(token.end - start, token.end - start + 40)
    const isWhole =
      /[?&]service=\w+/.test(address) &&
      /[?&]sign=\w/.test(address) &&
      token.filled === undefined &&
      !/%[sdv@]|\{\d\}|[?&=]$/.test(address) &&
      !joinedBefore.test(before) &&
      !joinedAfter.test(after)
    return [isWhole ? request : { ...request, complete: false }]
  })
}
