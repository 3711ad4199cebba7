import { PaycircleError } from '../base/index.js'
import type { Charset } from '../vocabulary/index.js'
import type { Answer, AnswerField, AnswerNote, WrappedAnswer } from './answer.js'
import { decodeAnswer, type DecodedAnswer } from './answer-charset.js'
import { readErrorPage } from './error-page.js'
import { wireError, type UnreadableReason } from './errors.js'
import { formDecode } from './form-encoding.js'
import { decodeIfPossible } from './text-codec.js'
import { parseXml, type XmlElement, type XmlLimits } from './xml.js'

export interface AnswerSettings {
  /** The Content-Type header. */
  readonly contentType?: string
  /** The `_input_charset` of the request. */
  readonly requestCharset?: Charset
  readonly limits?: XmlLimits & { readonly maxBytes?: number }
}

/**
 * Reads whatever came back, by its content: an XML document, a query string, or an HTML page in any charset. It judges
 * nothing: what the answer means is for the reader of the answer. S3-17, Q3-16
 *
 * @throws 'answer-oversized', 'answer-unreadable'; nothing else, whatever the bytes
 */
export function parseAnswer(bytes: Uint8Array, settings: AnswerSettings): Answer {
  const { contentType, requestCharset, limits = {} } = settings
  const { maxBytes = 262_144 } = limits
  if (bytes.length > maxBytes) throw wireError('answer-oversized', { limitBytes: maxBytes })
  if (bytes.length === 0) throw wireError('answer-unreadable', { reason: 'empty' })
  const decoded = decodeAnswer(bytes, contentType, requestCharset)
  const text = decoded.text.trimStart()
  if (text === '') throw wireError('answer-unreadable', { reason: 'empty' })
  if (text.startsWith('<')) {
    const isPage = looksLikePage(rootNameOf(text), contentType)
    return isPage ? errorPage(bytes, decoded) : xmlAnswer(text, decoded, limits)
  }
  if (/^[a-z_]{1,64}=/.test(text)) return queryStringAnswer(text, decoded)
  throw wireError('answer-unreadable', { reason: 'shape' })
}

const elementName = /[A-Za-z][\w:.-]{0,63}/y

/** Name of the first element, behind declarations, comments and blanks; well-formedness is not looked at. */
function rootNameOf(text: string): string | undefined {
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const next = text[at + 1]
    if (next === '?' || next === '!') {
      at = text.startsWith('<!--', at) ? text.indexOf('-->', at) : text.indexOf('>', at)
      if (at === -1) return undefined
    } else {
      elementName.lastIndex = at + 1
      return elementName.exec(text)?.[0].toLowerCase()
    }
  }
  return undefined
}

const pageElements = new Set(['html', 'head', 'body', 'title', 'meta', 'script', 'center', 'div', 'p', 'h1'])

function looksLikePage(rootName: string | undefined, contentType: string | undefined): boolean {
  if (rootName === 'alipay') return false
  return pageElements.has(rootName ?? '') || /^\s*text\/html\b/i.test(contentType ?? '')
}

function errorPage(bytes: Uint8Array, decoded: DecodedAnswer): Answer {
  const { charset, charsetFrom, notes } = decoded
  const read = readErrorPage(decoded.text)
  if (read.code !== undefined) return { shape: 'error-page', charset, charsetFrom, notes, ...read }
  // Bytes may be valid in the declared charset and yet be meant in another: then the label shows there alone.
  for (const other of ['gbk', 'utf-8'] as const) {
    if (other === charset) continue
    const text = decodeIfPossible(bytes, other)
    const again = text === undefined ? undefined : readErrorPage(text)
    if (again?.code === undefined) continue
    const note: AnswerNote = { note: 'charset-mislabelled', declared: charset, actual: other }
    return { shape: 'error-page', charset: other, charsetFrom, notes: [...notes, note], ...again }
  }
  return { shape: 'error-page', charset, charsetFrom, notes, ...read }
}

function xmlAnswer(text: string, decoded: DecodedAnswer, limits: XmlLimits): Answer {
  const { charset, charsetFrom } = decoded
  const notes = [...decoded.notes]
  if (text.length < decoded.text.length) notes.push({ note: 'leading-blanks' })
  const root = unreadableUnless('xml', () => parseXml(text, limits))
  if (root.name !== 'alipay') throw wireError('answer-unreadable', { reason: 'root' })
  const fields: AnswerField[] = []
  const error: string[] = []
  const wrapping: XmlElement[] = []
  let isSuccess: string | undefined
  let successes = 0
  for (const child of root.children) {
    if (child.name === 'request' || child.name === 'response') {
      wrapping.push(child)
      continue
    }
    const field = fieldOf(child)
    fields.push(field)
    if (field.name === 'error') error.push(field.value)
    else if (field.name === 'is_success') isSuccess = ++successes === 1 ? field.value : undefined
  }
  if (wrapping.length === 0) return { shape: 'flat', charset, charsetFrom, notes, isSuccess, error, fields }
  const parts = wrappedParts(wrapping, notes)
  return { shape: 'wrapped', charset, charsetFrom, notes, isSuccess, error, fields, ...parts }
}

function wrappedParts(
  wrapping: readonly XmlElement[],
  notes: AnswerNote[],
): Pick<WrappedAnswer, 'request' | 'businessNode'> {
  const request = wrapping
    .filter(({ name }) => name === 'request')
    .flatMap(({ children }) => children)
    .map((param) => ({ name: param.attributes.get('name') ?? '', value: param.text }))
  const responses = wrapping.filter(({ name }) => name === 'response')
  const [node, second] = responses.flatMap(({ children }) => children)
  if (second !== undefined || responses.length > 1) notes.push({ note: 'several-business-nodes' })
  else if (node !== undefined) {
    return { request, businessNode: { name: node.name, fields: node.children.map(fieldOf) } }
  }
  return { request }
}

function fieldOf(element: XmlElement): AnswerField {
  return { name: element.name, value: element.children.length === 0 ? element.text : element.innerXml }
}

function queryStringAnswer(text: string, { charset, charsetFrom, notes }: DecodedAnswer): Answer {
  const pairs = unreadableUnless('form', () => formDecode(text.trimEnd(), charset))
  const fields = pairs.map(([name, value]) => ({ name, value }))
  return { shape: 'query-string', charset, charsetFrom, notes, fields }
}

function unreadableUnless<Result>(reason: UnreadableReason, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof PaycircleError)) throw error
    throw wireError('answer-unreadable', { reason }, { cause: error })
  }
}
