import { serviceNamed, type ServiceDefinition } from 'paycircle/internal/vocabulary'
import type { Place } from './document.js'
import type { FormEvidence } from './page.js'

/** How a request came before us. */
export type RequestOrigin =
  /** What a browser would send if a form of a page were submitted. */
  | 'form'
  /** A full URL that somebody wrote down. */
  | 'address'
  /** Sent once: an entry of a HAR, a line of an access log. */
  | 'recorded'
  /** Received by the simulator just now. */
  | 'received'

export interface SentParameter {
  readonly name: string
  /** As the gateway would decode it. Meaningless where `dynamic`. */
  readonly value: string
  readonly from: 'query' | 'body'
  /** Name or value is filled in when the page is made (`<%= sign %>`, `{{sign}}`): what it will be cannot be seen. */
  readonly dynamic: boolean
  readonly place: Place
}

/** One request to Alipay's gateway, or one that was meant for it. */
export interface RequestEvidence {
  readonly kind: 'request'
  readonly origin: RequestOrigin
  readonly method: 'get' | 'post'
  /** The address as it is written, its query included. */
  readonly address: string
  /** The same read; undefined where it is no absolute URL or is filled in when the page is made. */
  readonly url: URL | undefined
  /** Everything that would be sent, in order, repeated names included. A GET form sends no query of its action. */
  readonly parameters: readonly SentParameter[]
  /** Names of parameters that stand in the action of a GET form: the browser drops them. */
  readonly droppedByBrowser: readonly string[]
  /** Whether nothing else can be sent: false where a template loops or a script fills in, so that absence proves nothing. */
  readonly complete: boolean
  readonly form?: FormEvidence
  /** What the holder of the key found; undefined where nobody here holds it. */
  readonly signature?: 'matches' | 'differs'
  /** The browser said that it was about to show the answer inside another page. S3-20, Q3-19 */
  readonly isForFrame?: boolean
  /** The address. */
  readonly place: Place
}

/** The first value of a parameter that can be seen; undefined where it is absent or dynamic. */
export function valueOf(request: RequestEvidence, name: string): string | undefined {
  const found = request.parameters.find((parameter) => parameter.name === name)
  return found === undefined || found.dynamic ? undefined : found.value
}

/** All parameters of that name. */
export function parametersNamed(request: RequestEvidence, name: string): readonly SentParameter[] {
  return request.parameters.filter((parameter) => parameter.name === name)
}

/** The service that a request asks for, where it can be seen and is one of those in the product's lists. */
export function serviceOf(request: RequestEvidence): ServiceDefinition | undefined {
  if (isHandOver(request)) return undefined
  return serviceNamed(valueOf(request, 'service') ?? '')
}

/** Whether a request speaks the gateway's protocol, whatever its service: Alipay has other interfaces on other hosts. */
export function isGatewayRequest(request: RequestEvidence): boolean {
  const { url, parameters } = request
  if (isHandOver(request)) return false
  const sends = (name: string) => parameters.some((parameter) => parameter.name === name)
  if (url?.hostname.startsWith('openapi') === true || sends('app_id')) return false
  if (url !== undefined && /\/gateway\.do$/i.test(url.pathname)) return true
  return sends('service') && sends('partner')
}

/** Whether it is the redirect by which Alipay hands a request over inside its own house. */
export function isHandOver({ url, parameters }: RequestEvidence): boolean {
  if (url !== undefined && /\/exterfaceAssign\.htm$/i.test(url.pathname)) return true
  return parameters.some(({ name }) => name.startsWith('alipay_exterface_invoke_assign_'))
}

/**
 * Whether a request to the gateway is, or may be, for one of the services in the product's lists: for another, their
 * lists and the construction that the documents prescribe say nothing.
 */
export function mayBeListed(request: RequestEvidence): boolean {
  if (!isGatewayRequest(request)) return false
  return valueOf(request, 'service') === undefined || serviceOf(request) !== undefined
}

/** Whether everything that is sent can be seen, so that what is not there is missing. */
export function isWhole(request: RequestEvidence): boolean {
  const { complete, parameters, address } = request
  return complete && parameters.some(({ name }) => name !== '_input_charset') && runTogether(address).length === 0
}

/** The fields of a form, or the whole of any other request: what the query of a form's action holds is judged for itself. */
export function fieldsOf({ form, method, parameters }: RequestEvidence): readonly SentParameter[] {
  return form === undefined || method === 'get' ? parameters : parameters.filter(({ from }) => from === 'body')
}

/** What stands for a value or hides it, or runs on into the next parameter. */
const unseen =
  /[{}<>]|[$#][\w{]|^:\w|%[sdv@](?![\da-f])|\*{2,}|\.{3}|…|redacted|(?:service|partner|_input_charset|sign_type|biz_type|user_email)=/i

/**
 * Parameters whose values can be judged: not those that are filled in, stood in for (`{0}`, `%s`) or masked in a
 * record, nor the last of an address that a program goes on writing.
 */
export function valuesSeen(request: RequestEvidence): readonly SentParameter[] {
  const fields = fieldsOf(request)
  const whole = request.form !== undefined || request.complete ? fields : fields.slice(0, -1)
  return whole.filter(({ value, dynamic }) => !dynamic && !unseen.test(value))
}

const wellKnown = /(?:service|partner|_input_charset|sign_type|biz_type|user_email)=/

/** What of a written query runs on from the parameter before it, for want of an `&`. */
export function runTogether(address: string): readonly string[] {
  const at = address.indexOf('?')
  if (at === -1) return []
  return address
    .slice(at + 1)
    .split('&')
    .flatMap((piece) => {
      const value = piece.slice(piece.indexOf('=') + 1)
      const found = value === piece ? -1 : value.search(wellKnown)
      return found === -1 ? [] : [value.slice(found)]
    })
}

/** Where a piece of the address stands in its document; the whole address where it is written there in another way. */
export function placeWithin({ place }: RequestEvidence, piece: string): Place {
  const { document, start, end } = place
  const at = piece === '' ? -1 : document.text.slice(start, end).indexOf(piece)
  return at === -1 ? place : document.place(start + at, start + at + piece.length)
}
