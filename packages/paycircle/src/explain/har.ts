import { memberOf, textAt } from '../base/index.js'
import { explainError } from './errors.js'
import { finding } from './finding.js'
import { piecesOf, type Piece, type RawRequest } from './specimen.js'
import { splitAddress } from './url.js'

/**
 * The first request to a gateway in a HAR, in one of its entries, or in the request object of one.
 *
 * @throws 'explain-input-unreadable'
 */
export function readHar(text: string): RawRequest {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw explainError('explain-input-unreadable', { reason: 'har' }, { cause })
  }
  const requests = requestsOf(parsed)
  if (requests.length === 0) throw explainError('explain-input-unreadable', { reason: 'har' })
  const toGateway = requests.filter((request) => isGateway(textAt(request, 'url')))
  const [request] = toGateway
  if (request === undefined) throw explainError('explain-input-unreadable', { reason: 'no-gateway-entry' })
  const { address, query, notes } = splitAddress(textAt(request, 'url'))
  return {
    source: 'har',
    method: textAt(request, 'method').toLowerCase() === 'post' ? 'post' : 'get',
    address,
    query,
    body: bodyOf(memberOf(request, 'postData')),
    notes: toGateway.length > 1 ? [finding('several-requests', [], toGateway.length), ...notes] : notes,
  }
}

function requestsOf(parsed: unknown): readonly unknown[] {
  if (textAt(parsed, 'url') !== '') return [parsed]
  const entries = memberOf(memberOf(parsed, 'log'), 'entries')
  const list: readonly unknown[] = Array.isArray(entries) ? entries : Array.isArray(parsed) ? parsed : [parsed]
  return list.map((entry) => memberOf(entry, 'request')).filter((request) => textAt(request, 'url') !== '')
}

function isGateway(address: string): boolean {
  return URL.canParse(address) && new URL(address).pathname.endsWith('/gateway.do')
}

/** The raw text where it is form data, else the parameters that the recorder split, as for multipart bodies. */
function bodyOf(postData: unknown): readonly Piece[] {
  const text = textAt(postData, 'text')
  const isMultipart = textAt(postData, 'mimeType').toLowerCase().startsWith('multipart/')
  if (text !== '' && !isMultipart) return piecesOf(text)
  const parameters = memberOf(postData, 'params')
  if (!Array.isArray(parameters)) return []
  return parameters.map((one: unknown): Piece => [textAt(one, 'name'), textAt(one, 'value')])
}
