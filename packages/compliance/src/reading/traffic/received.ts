import type { Exchange, Place, RequestEvidence } from '../../evidence/index.js'

/** A request to a gateway of this project's simulator, as it lists them; what else stands in its list is not looked at. */
export interface ReceivedRecord {
  /** RFC 3339. */
  readonly at: string
  readonly method: string
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly source: 'url' | 'body' }[]
  readonly notes: readonly string[]
  /** The check that refused it, null where all passed. */
  readonly refusedAt: string | null
  readonly code: string | null
  readonly answer: 'xml' | 'error-page' | 'sign-page'
  readonly fault: { readonly name: string } | null
  readonly destination: string | null
  /** From its arrival to the end of the answer or of the connection; so far where neither has come. */
  readonly durationMs: number
}

/** Where a request stands that was received, and its parameters in their order. */
export interface ReceivedPlaces {
  readonly request: Place
  readonly parameters: readonly Place[]
}

/**
 * A received request with its answer, as if it had come to Alipay: that gateway stands in the place of this one, and its
 * address is nobody's mistake.
 */
export function receivedExchange(record: ReceivedRecord, places: ReceivedPlaces): Exchange {
  const request = requestOf(record, places)
  const at = Date.parse(record.at)
  if (record.answer === 'sign-page') return { request, at }
  const isLost = record.fault !== null && record.code === null && !answeredAllTheSame.test(record.fault.name)
  const answer = {
    status: isLost ? 0 : 200,
    readable: !isLost,
    ...(record.code === null ? {} : { code: record.code }),
    ...(record.answer !== 'xml' || isLost ? {} : { isSuccess: record.code === null ? 'T' : 'F' }),
  }
  return {
    request,
    at,
    // How long a browser takes over a page is no call of the site's.
    ...(record.answer === 'xml' ? { durationMs: record.durationMs } : {}),
    answer,
  }
}

/** Faults under which the answer came, late or in another charset. */
const answeredAllTheSame = /^(?:slow\.|gbk-declared|mislabelled-charset)/

function requestOf(record: ReceivedRecord, places: ReceivedPlaces): RequestEvidence {
  const query = record.parameters
    .filter(({ source }) => source === 'url')
    .map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  const address = `https://mapi.alipay.com/gateway.do${query === '' ? '' : `?${query}`}`
  const signature = signatureOf(record)
  return {
    kind: 'request',
    origin: 'received',
    method: record.method === 'POST' ? 'post' : 'get',
    address,
    url: new URL(address),
    parameters: record.parameters.map(({ name, value, source }, at) => ({
      name,
      value,
      from: source === 'url' ? 'query' : 'body',
      dynamic: false,
      place: places.parameters[at] ?? places.request,
    })),
    droppedByBrowser: [],
    complete: !record.notes.includes('too-many-parameters') && !record.notes.includes('body-type-unknown'),
    isForFrame: record.destination === 'iframe' || record.destination === 'frame',
    ...(signature === undefined ? {} : { signature }),
    place: places.request,
  }
}

/** The check of the signature comes after those that name the partner and his key, and before the parameters. */
function signatureOf({ refusedAt }: ReceivedRecord): RequestEvidence['signature'] {
  if (refusedAt === 'signature') return 'differs'
  return refusedAt === null || refusedAt === 'parameters' ? 'matches' : undefined
}
