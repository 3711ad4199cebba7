import { charsetNamed, type Charset } from 'paycircle/internal/vocabulary'
import { decodeText } from 'paycircle/internal/wire'
import {
  multipartBoundary,
  noPairs,
  readMultipart,
  readUrlencoded,
  type BytePair,
  type BytePairs,
} from './byte-pairs.js'

export type ParameterSource = 'url' | 'body'

export interface ReceivedParameter {
  readonly name: string
  readonly value: string
  readonly source: ParameterSource
}

/** What was odd about a request without being the reason for a refusal by itself. */
export type RequestNote =
  /** No `_input_charset` where it is read first, in the URL: the bytes were read as GBK. S3-15 */
  | 'charset-missing-in-url'
  /** `_input_charset` stands in URL and body with different values; the URL's counts. */
  | 'charset-conflict'
  | 'bytes-not-in-charset'
  | 'bad-percent'
  /** A name stands twice with different values; the first counts, the URL's before the body's. */
  | 'duplicate-parameter'
  | 'too-many-parameters'
  | 'file-part'
  /** A body that is neither urlencoded nor multipart, and so was not read. */
  | 'body-type-unknown'

export type BodyKind = 'none' | 'urlencoded' | 'multipart' | 'other'

/** A request to `/gateway.do` as the gateway understands it. */
export interface ReadRequest {
  readonly method: string
  readonly bodyKind: BodyKind
  /** The charset in which the bytes were read; undefined where the request names one that the gateway does not take. */
  readonly charset: Charset | undefined
  readonly charsetFrom: 'url' | 'default'
  /** In the order of arrival, the URL's first, duplicates kept. */
  readonly parameters: readonly ReceivedParameter[]
  /** What counts of each name. */
  readonly values: ReadonlyMap<string, string>
  readonly notes: readonly RequestNote[]
  readonly destination: string | null
}

export interface RawRequest {
  readonly method: string
  /** Path and query as they came, one character a byte. */
  readonly url: string
  readonly contentType: string
  /** The `Sec-Fetch-Dest` header. */
  readonly destination?: string | undefined
  readonly body: Buffer
}

/** The charset of a request that names none; two old sources say so. */
const defaultCharset: Charset = 'gbk'

/**
 * Reads query string and body. `_input_charset` of the URL decides how every byte is read: the body cannot say it, it
 * has to be read first. S3-15
 */
export function readRequest(raw: RawRequest): ReadRequest {
  const question = raw.url.indexOf('?')
  const fromUrl = readUrlencoded(question === -1 ? Buffer.alloc(0) : Buffer.from(raw.url.slice(question + 1), 'latin1'))
  const { bodyKind, pairs: fromBody } = readBody(raw)
  const named = charsetIn(fromUrl)
  const charset = named === undefined ? defaultCharset : charsetNamed(named)
  const notes = new Set<RequestNote>()
  const decode = (bytes: Buffer) => decoded(bytes, charset ?? defaultCharset, notes)
  const receive = (source: ParameterSource) => (pair: BytePair) => ({
    name: decode(pair.name),
    value: decode(pair.value),
    source,
  })
  const parameters = [...fromUrl.pairs.map(receive('url')), ...fromBody.pairs.map(receive('body'))]
  const values = firstOfEach(parameters, notes)
  const namedInBody = charsetIn(fromBody)
  if (named === undefined) notes.add('charset-missing-in-url')
  else if (namedInBody !== undefined && namedInBody !== named) notes.add('charset-conflict')
  if (fromUrl.badPercents + fromBody.badPercents > 0) notes.add('bad-percent')
  if (fromUrl.tooMany || fromBody.tooMany) notes.add('too-many-parameters')
  if (fromBody.fileParts > 0) notes.add('file-part')
  if (bodyKind === 'other') notes.add('body-type-unknown')
  return {
    method: raw.method,
    bodyKind,
    charset,
    charsetFrom: named === undefined ? 'default' : 'url',
    parameters,
    values,
    notes: [...notes],
    destination: raw.destination?.slice(0, 20) ?? null,
  }
}

function readBody(raw: RawRequest): { bodyKind: BodyKind; pairs: BytePairs } {
  if (raw.body.length === 0) return { bodyKind: 'none', pairs: noPairs }
  const type = raw.contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const boundary = multipartBoundary(raw.contentType)
  if (type === 'multipart/form-data' && boundary !== undefined) {
    return { bodyKind: 'multipart', pairs: readMultipart(raw.body, boundary) }
  }
  if (type === '' || type === 'application/x-www-form-urlencoded') {
    return { bodyKind: 'urlencoded', pairs: readUrlencoded(raw.body) }
  }
  return { bodyKind: 'other', pairs: noPairs }
}

function charsetIn(pairs: BytePairs): string | undefined {
  return pairs.pairs.find((pair) => pair.name.toString('latin1') === '_input_charset')?.value.toString('latin1')
}

/** Bytes that are no text in the charset are read with replacement characters, and so fail at the signature. */
function decoded(bytes: Buffer, charset: Charset, notes: Set<RequestNote>): string {
  try {
    return decodeText(bytes, charset)
  } catch {
    notes.add('bytes-not-in-charset')
    return new TextDecoder(charset).decode(bytes)
  }
}

function firstOfEach(parameters: readonly ReceivedParameter[], notes: Set<RequestNote>): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const { name, value } of parameters) {
    const first = values.get(name)
    if (first === undefined) values.set(name, value)
    else if (first !== value && name !== '_input_charset') notes.add('duplicate-parameter')
  }
  return values
}
