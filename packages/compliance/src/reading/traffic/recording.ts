import { memberOf, textAt } from 'paycircle/internal/base'
import type {
  Document,
  Exchange,
  ForeignRequest,
  Place,
  RequestEvidence,
  SentParameter,
  TrafficEvidence,
} from '../../evidence/index.js'
import { isAlipayAddress, pairsOf, queryParameters } from '../address.js'
import { arrayElements, listAt, parseElement, type ElementExtent } from './json-elements.js'
import { readRecordedAnswer } from './recorded-answer.js'

/** Bodies beyond this are no answers of the gateway. */
const answerLimit = 300_000

/** What is in a recording: the requests to the gateway, each a piece of its own, and the traffic as a whole. */
export interface Recording {
  readonly requests: readonly RequestEvidence[]
  readonly traffic: TrafficEvidence
}

/** A HAR, or a list of its entries; undefined for anything else. */
export function readHar(document: Document): Recording | undefined {
  const { text } = document
  const start = /^\s*[[{]/.exec(text)
  if (start === null) return undefined
  const named = /"entries"\s*:\s*\[/.exec(text)
  const open = named === null ? text.indexOf('[') : named.index + named[0].length - 1
  if (named === null && !text.trimStart().startsWith('[')) return undefined
  const elements = arrayElements(text, open)
  if (elements === undefined) return undefined
  const exchanges: Exchange[] = []
  const others: ForeignRequest[] = []
  let seen = 0
  for (const extent of elements) {
    const entry = parseElement(text, extent)
    const request = memberOf(entry, 'request')
    const address = textAt(request, 'url')
    if (address === '') continue
    seen += 1
    const place = placeOfUrl(document, extent, address)
    if (isAlipayAddress(address)) exchanges.push(exchangeOf(entry, address, place))
    else if (URL.canParse(address)) others.push(foreignRequest(request, address, place))
  }
  return seen === 0 ? undefined : recordingOf(document, exchanges, others)
}

/** Puts calls in the order of their times where every one has a time. */
export function recordingOf(
  document: Document,
  exchanges: readonly Exchange[],
  others: readonly ForeignRequest[] = [],
): Recording {
  const timed = exchanges.every(({ at }) => at !== undefined)
  const ordered = timed ? [...exchanges].sort((left, right) => (left.at ?? 0) - (right.at ?? 0)) : exchanges
  return {
    requests: exchanges.map(({ request }) => request),
    traffic: { kind: 'traffic', document, exchanges: ordered, others },
  }
}

const writtenUrl = /"url"\s{0,100}:\s{0,100}"((?:[^"\\]|\\.){0,20000})"/gs

/** The URL of an entry's request: what a finding points at. Browsers write what started it before, with URLs of its own. */
function placeOfUrl(document: Document, extent: ElementExtent, address: string): Place {
  const entry = document.text.slice(extent.start, extent.end)
  const fallback = document.place(extent.start, Math.min(extent.end, extent.start + 1))
  const from = Math.max(0, entry.search(/"request"\s{0,100}:/))
  for (const written of [entry.slice(from), from === 0 ? '' : entry]) {
    for (const match of written.matchAll(writtenUrl)) {
      const url = match[1] ?? ''
      if (url !== address && unescaped(url) !== address) continue
      const end = extent.start + entry.length - written.length + match.index + match[0].length - 1
      return document.place(end - url.length, end)
    }
  }
  return fallback
}

function unescaped(written: string): unknown {
  return written.includes('\\') ? parseElement(`"${written}"`, { start: 0, end: written.length + 2 }) : written
}

function exchangeOf(entry: unknown, address: string, place: Place): Exchange {
  const request = memberOf(entry, 'request')
  const response = memberOf(entry, 'response')
  const at = Date.parse(textAt(entry, 'startedDateTime'))
  const duration = memberOf(entry, 'time')
  return {
    request: recordedRequest(textAt(request, 'method'), address, bodyParameters(request, place), place),
    ...(Number.isNaN(at) ? {} : { at }),
    ...(typeof duration === 'number' && duration >= 0 ? { durationMs: duration } : {}),
    ...(response === undefined ? {} : { answer: answerOf(response) }),
  }
}

/** A request that was sent once, as evidence. */
export function recordedRequest(
  method: string,
  address: string,
  body: readonly SentParameter[],
  place: Place,
): RequestEvidence {
  return {
    kind: 'request',
    origin: 'recorded',
    method: method.toLowerCase() === 'post' ? 'post' : 'get',
    address,
    url: URL.canParse(address) ? new URL(address) : undefined,
    parameters: [...queryParameters(address, place), ...body],
    droppedByBrowser: [],
    complete: true,
    place,
  }
}

function bodyParameters(request: unknown, place: Place): readonly SentParameter[] {
  const postData = memberOf(request, 'postData')
  const text = textAt(postData, 'text')
  if (text !== '' && !/^multipart\//i.test(textAt(postData, 'mimeType'))) return pairsOf(text, 'body', place)
  return listAt(postData, 'params').map((one) => ({
    name: textAt(one, 'name'),
    value: textAt(one, 'value'),
    from: 'body',
    dynamic: false,
    place,
  }))
}

function answerOf(response: unknown): ReturnType<typeof readRecordedAnswer> {
  const status = memberOf(response, 'status')
  const content = memberOf(response, 'content')
  const text = textAt(content, 'text')
  const isBase64 = textAt(content, 'encoding') === 'base64'
  const bytes = text.length > answerLimit ? new Uint8Array() : Buffer.from(text, isBase64 ? 'base64' : 'utf8')
  // A recorder has decoded the text already: what the header or the document says of its bytes no longer holds.
  const plain = isBase64
    ? bytes
    : Buffer.from(text.replace(/^(\s*<\?xml[^>]{0,100}?)\s+encoding=["'][^"']{1,40}["']/, '$1'))
  const contentType = textAt(content, 'mimeType').replace(/;.*$/s, (rest) => (isBase64 ? rest : '; charset=utf-8'))
  return readRecordedAnswer(typeof status === 'number' ? status : 0, plain, contentType)
}

function foreignRequest(request: unknown, address: string, place: Place): ForeignRequest {
  const names = [
    ...queryParameters(address, place).map(({ name }) => name),
    ...bodyParameters(request, place).map(({ name }) => name),
  ]
  return { host: new URL(address).host, names: names.slice(0, 200), place }
}
