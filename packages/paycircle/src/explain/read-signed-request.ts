import { alipayGateway, charsetNamed, charsets, isLoopbackGateway, type Charset } from '../vocabulary/index.js'
import { formDecode } from '../wire/index.js'
import { explainError } from './errors.js'
import { finding, type Finding } from './finding.js'
import { readForm } from './form.js'
import { readHar } from './har.js'
import { ifPossible } from './if-possible.js'
import { readLines } from './lines.js'
import {
  inputLimitBytes,
  parameterLimit,
  type CharsetFrom,
  type Piece,
  type RawRequest,
  type RequestSpecimen,
} from './specimen.js'
import { readUrl } from './url.js'

/** `charset` overrules the one that the request names. */
export interface ReadSettings {
  readonly charset?: Charset
}

/**
 * Reads a request out of what people have at hand: a full GET address, the HTML of a form, a HAR or one of its
 * entries, form data, or lines of `name=value`. Which of them it is shows in the text.
 *
 * @throws 'explain-input-unreadable', 'explain-input-too-long' (1 MiB), 'explain-too-many-parameters' (200)
 * @example
 * readSignedRequest('https://mapi.alipay.com/gateway.do?service=…&sign=…').parameters
 */
export function readSignedRequest(text: string, settings: ReadSettings = {}): RequestSpecimen {
  if (Buffer.byteLength(text) > inputLimitBytes) {
    throw explainError('explain-input-too-long', { limitBytes: inputLimitBytes })
  }
  const raw = readRaw(text.replace(/^\uFEFF/, ''))
  const sent = sentPieces(raw)
  if (sent.length > parameterLimit) throw explainError('explain-too-many-parameters', { limit: parameterLimit })
  if (sent.length === 0) throw explainError('explain-input-unreadable', { reason: 'no-parameters' })
  const { charset, from } = decideCharset(raw, sent, settings)
  const decoded = sent.map((piece) => decodePiece(piece, charset))
  return {
    source: raw.source,
    parameters: decoded.map(({ pair }) => pair),
    charset,
    charsetFrom: from,
    notes: [...raw.notes, ...addressNotes(raw), ...decoded.flatMap(({ notes }) => notes)],
  }
}

function readRaw(text: string): RawRequest {
  const trimmed = text.trim()
  if (trimmed === '') throw explainError('explain-input-unreadable', { reason: 'empty' })
  if (/^[{[]/.test(trimmed)) return readHar(trimmed)
  if (/^https?:\/\//i.test(trimmed)) return readUrl(trimmed)
  if (/<(?:form|input)[\s>]/i.test(trimmed)) return readForm(trimmed)
  const quoted = trimmed.split(/[\s"'<>]+/).find(isSignedAddress)
  return quoted === undefined ? readLines(text) : readUrl(quoted)
}

/** As it stands in a log line, in quotes or in a link. */
function isSignedAddress(word: string): boolean {
  return /^https?:\/\//i.test(word) && word.includes('/gateway.do?') && word.includes('sign=')
}

/**
 * A browser drops the action's query on GET, so a form's fields alone are sent; where it has none, its action is what
 * was meant. On POST the gateway reads the address as well as the body.
 */
function sentPieces({ source, method, query, body }: RawRequest): readonly Piece[] {
  if (source === 'form' && method === 'get' && body.length > 0) return body
  const inBody = new Set(body.map(nameOf))
  return [...query.filter((piece) => !inBody.has(nameOf(piece))), ...body]
}

function decideCharset(
  raw: RawRequest,
  sent: readonly Piece[],
  settings: ReadSettings,
): { readonly charset: Charset; readonly from: CharsetFrom } {
  if (settings.charset !== undefined) return { charset: settings.charset, from: 'option' }
  // The gateway must know it before it decodes a body, so the address comes first.
  const inUrl = raw.source === 'form' && raw.method === 'get' ? undefined : charsetIn(raw.query)
  if (inUrl !== undefined) return { charset: inUrl, from: 'url' }
  const named = charsetIn(sent)
  // By two weak sources the gateway takes GBK where none is named.
  return named === undefined ? { charset: 'gbk', from: 'default' } : { charset: named, from: 'parameter' }
}

function charsetIn(pieces: readonly Piece[]): Charset | undefined {
  const piece = pieces.find((one) => nameOf(one) === '_input_charset')
  if (piece === undefined) return undefined
  return charsetNamed((typeof piece === 'string' ? piece.slice(piece.indexOf('=') + 1) : piece[1]).trim())
}

function nameOf(piece: Piece): string {
  return typeof piece === 'string' ? (piece.split('=', 1)[0] ?? '') : piece[0]
}

function decodePiece(
  piece: Piece,
  charset: Charset,
): { readonly pair: readonly [string, string]; readonly notes: readonly Finding[] } {
  if (typeof piece !== 'string') return { pair: piece, notes: [] }
  const notes: Finding[] = []
  const mended = piece.replace(/%(?![\dA-Fa-f]{2})/g, '%25')
  if (mended !== piece) notes.push(finding('percent-malformed', [], nameOf(piece)))
  for (const candidate of [charset, ...charsets.filter((other) => other !== charset)]) {
    const pair = ifPossible(() => formDecode(mended, candidate, { maxBytes: inputLimitBytes, maxPairs: 1 }))?.[0]
    if (pair === undefined) continue
    if (candidate !== charset) {
      notes.push(finding('bytes-in-other-charset', ['S3-12', 'Q3-11'], nameOf(piece), charset, candidate))
    }
    return { pair, notes }
  }
  notes.push(finding('bytes-in-no-charset', ['S3-12', 'Q3-11'], nameOf(piece)))
  const [name = '', ...value] = piece.split('=')
  return { pair: [name, value.join('=')], notes }
}

function addressNotes({ address, method, query, body }: RawRequest): readonly Finding[] {
  const notes: Finding[] = []
  if (address !== undefined && address !== alipayGateway && !isLoopbackGateway(address)) {
    notes.push(finding('not-the-gateway', ['S3-13', 'Q3-12', 'S3-16', 'Q3-15']))
  }
  const inUrl = charsetIn(query)
  const inBody = charsetIn(body)
  if (method === 'post' && inUrl !== undefined && inBody !== undefined && inUrl !== inBody) {
    notes.push(finding('charset-conflict', ['S3-15', 'Q3-14'], inUrl, inBody))
  }
  return notes
}
