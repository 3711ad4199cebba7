import { requestOfAddress } from '../address.js'
import type { RequestEvidence, SourceEvidence, SourceToken } from '../../evidence/index.js'

/** A URL of the gateway, or of a page behind it, that begins a string. */
const gatewayAddress =
  /^https?:\/\/(?:(?!openapi)[\w-]+\.){1,3}(?:com|net)(?::\d{1,5})?\/(?:[\w-]+\/){0,3}(?:gateway\.do|exterfaceAssign\.htm)(?:[?#]\S*)?$/i

const joinedBefore = /[+.&]\s*$|<<\s*$/
const joinedAfter = /^\s*(?:[+.%&]|<<|,)|^\s*\)\s*\.\s*(?:append|concat|format)/i

/** A place for a value: `${email}`, `#{email}`, `{email}`, `{0}`, `$email`, `%s`, `<%= email %>`. */
const placeForValue = /[$#]\{|^\{|\{\w*\}|^\$\w|%[sdv@]|<[%?]|\{\{/

/** More addresses than this in one file are data, no source. */
const addressLimit = 1000

/**
 * Requests to Alipay whose address stands in a string. One that is only a base, or that the program goes on writing
 * (`base + query`), is incomplete: what it lacks proves nothing, and what is put in cannot be seen.
 */
export function requestsInStrings(source: SourceEvidence): readonly RequestEvidence[] {
  if (!source.document.text.includes('alipay')) return []
  return source.tokens
    .filter(({ kind, text }) => kind === 'string' && text.length <= 10_000 && isGatewayAddress(text.trim()))
    .slice(0, addressLimit)
    .map((token) => requestInString(source, token))
}

function isGatewayAddress(text: string): boolean {
  return text.includes('alipay') && gatewayAddress.test(text) && /\/\/[^/]*alipay/i.test(text)
}

function requestInString({ document, structure, start }: SourceEvidence, token: SourceToken): RequestEvidence {
  const address = token.text.trim()
  const request = requestOfAddress(address, document.place(token.start, token.end))
  const isJoined =
    joinedBefore.test(structure.slice(Math.max(0, token.start - start - 20), token.start - start)) ||
    joinedAfter.test(structure.slice(token.end - start, token.end - start + 40))
  const last = request.parameters.length - 1
  const parameters = request.parameters.map((parameter, at) =>
    placeForValue.test(parameter.value) || (isJoined && at === last) ? { ...parameter, dynamic: true } : parameter,
  )
  const complete =
    /[?&]service=\w+/.test(address) &&
    /[?&]sign=\w/.test(address) &&
    token.filled === undefined &&
    !isJoined &&
    !/[?&=]$/.test(address) &&
    parameters.every(({ dynamic }) => !dynamic)
  return { ...request, parameters, complete }
}
