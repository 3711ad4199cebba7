import { formDecode } from 'paycircle/wire'
import { charsetNamed, serviceNames, type Charset } from 'paycircle/internal/vocabulary'
import type { Document, Place, RequestEvidence, SentParameter } from '../evidence/index.js'
import { isDynamic } from './template-code.js'

const alipayHost = /^(?:[\w-]+\.)*alipay(?:dev|objects)?\.(?:com|net)$/i
const gatewayPath = /\/gateway\.do$/i

/** Whether an absolute address goes to a host of Alipay's, or to a gateway of its shape on this machine. */
export function isAlipayAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined) return /^(?:https?:)?\/\/[\w.-]*alipay\.com(?:[/:?]|$)/i.test(address)
  return alipayHost.test(url.hostname) || gatewayPath.test(url.pathname)
}

const ourService = new RegExp(`[?&]service=(?:${serviceNames.join('|')})(?:&|$)`)

/** Whether an absolute address was meant for the gateway, wherever it goes. */
export function isMeantForGateway(address: string): boolean {
  if (isAlipayAddress(address)) return true
  return /^(?:https?:)?\/\//i.test(address) && ourService.test(address) && /[?&]partner=/.test(address)
}

/** An address as a URL, undefined where it is none or the part before its query is filled in; `//host` is https. */
export function absolute(address: string): URL | undefined {
  const [before = ''] = address.split('?', 1)
  const full = address.startsWith('//') ? `https:${address}` : address
  return !isDynamic(before) && URL.canParse(full) ? new URL(full) : undefined
}

/** What stands in the query of an address, decoded by the charset that it names. */
export function queryParameters(address: string, place: Place): readonly SentParameter[] {
  const at = address.indexOf('?')
  if (at === -1) return []
  const { document, start, end } = place
  const isNear = end - start <= address.length + 5000
  const written = isNear ? document.text.slice(start, end).indexOf(address) : -1
  const from = written === -1 ? undefined : start + written + at + 1
  return pairsOf(address.slice(at + 1).replace(/#.*$/s, ''), 'query', place, from)
}

/** Names and values of urlencoded text; each in its own place where the text stands in the document, from `at` on. */
export function pairsOf(
  encoded: string,
  from: SentParameter['from'],
  place: Place,
  at?: number,
): readonly SentParameter[] {
  const named = /(?:^|&)_input_charset=([\w-]{1,20})/i.exec(encoded)?.[1]
  const charset = charsetNamed(named ?? '') ?? 'utf-8'
  const parameters: SentParameter[] = []
  let done = 0
  for (const piece of encoded.split('&')) {
    const start = done
    done += piece.length + 1
    if (piece === '') continue
    const equals = piece.indexOf('=')
    const [name, value] = equals === -1 ? [piece, ''] : [piece.slice(0, equals), piece.slice(equals + 1)]
    parameters.push({
      name: decoded(name, charset),
      value: decoded(value, charset),
      from,
      dynamic: isDynamic(piece),
      place: at === undefined ? place : place.document.place(at + start, at + start + piece.length),
    })
  }
  return parameters
}

/** What is written for itself in every charset. */
const plain = /^[\w*.-]*$/

function decoded(text: string, charset: Charset): string {
  if (plain.test(text)) return text
  try {
    const [pair] = formDecode(`v=${text}`, charset)
    return pair?.[1] ?? text
  } catch {
    return text
  }
}

/** A full URL to Alipay that somebody wrote down, as a request. */
export function requestOfAddress(address: string, place: Place): RequestEvidence {
  return {
    kind: 'request',
    origin: 'address',
    method: 'get',
    address,
    url: absolute(address),
    parameters: queryParameters(address, place),
    droppedByBrowser: [],
    complete: !isDynamic(address),
    place,
  }
}

/** A document of nothing but URLs, one a line, and remarks between them; undefined for any other. */
export function readAddresses(document: Document): readonly RequestEvidence[] | undefined {
  const requests: RequestEvidence[] = []
  let seen = 0
  let at = 0
  for (const line of document.text.split('\n')) {
    const text = line.trim()
    if (text !== '' && !text.startsWith('#')) {
      if (!/^https?:\/\/\S+$/i.test(text)) return undefined
      seen += 1
      const start = at + line.indexOf(text)
      if (isMeantForGateway(text)) requests.push(requestOfAddress(text, document.place(start, start + text.length)))
    }
    at += line.length + 1
  }
  return seen === 0 ? undefined : requests
}
