import { formEncode } from './form-encoding.js'
import type { SignedRequest } from './signed-request.js'

/** The part of a request that decides how it is written. */
export type WritableRequest = Pick<SignedRequest, 'charset' | 'parameters'>

/** The full address of a request by GET. S3-16, Q3-15 */
export function requestUrl(gateway: string, request: WritableRequest): string {
  return `${gateway}?${requestBody(request)}`
}

/** The body of a request by POST: application/x-www-form-urlencoded, ASCII. It goes to `postUrl`. */
export function requestBody(request: WritableRequest): string {
  return formEncode(request.parameters, request.charset)
}

/** Where a form or a body is posted: the gateway reads the charset here, before the body. S3-15, Q3-14 */
export function postUrl(gateway: string, request: Pick<WritableRequest, 'charset'>): string {
  return `${gateway}?_input_charset=${request.charset}`
}
