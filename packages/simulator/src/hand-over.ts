import { createHmac, timingSafeEqual } from 'node:crypto'
import { formEncode } from 'paycircle/internal/wire'
import type { CheckedCall } from './check-table.js'

/** The page to which the gateway redirects, on the other origin, as captured from Alipay's air host. */
export const handOverPath = '/exterfaceAssign.htm'

const signatureName = '&alipay_exterface_invoke_assign_sign='

/**
 * The address of the first hop: all parameters of the request, the merchant's own signature included, and the four that
 * the gateway adds.
 */
export function handOverUrl(
  pageOrigin: string,
  call: CheckedCall,
  clientIp: string,
  requestId: number,
  seal: Buffer,
): string {
  const parameters: [string, string][] = [
    ...call.values,
    ['alipay_exterface_invoke_assign_target', 'airDutUserSign.htm'],
    ['alipay_exterface_invoke_assign_model', 'deduct'],
    ['alipay_exterface_invoke_assign_client_ip', clientIp],
    ['simulator_request', String(requestId)],
  ]
  const query = formEncode(parameters, call.charset)
  return `${pageOrigin}${handOverPath}?${query}${signatureName}${encodeURIComponent(sealOf(query, seal))}`
}

/** Whether the gateway itself made this address, so that nobody enters by a side door. */
export function handOverIsOurs(url: string, seal: Buffer): boolean {
  const query = url.slice(url.indexOf('?') + 1)
  const at = query.lastIndexOf(signatureName)
  if (at === -1) return false
  const expected = Buffer.from(encodeURIComponent(sealOf(query.slice(0, at), seal)))
  // What follows, a language choice for instance, is not sealed.
  const given = Buffer.from(query.slice(at + signatureName.length).split('&')[0] ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** 40 bytes in base64, capitals written as underscore and small letter, as in the captured addresses. */
function sealOf(text: string, seal: Buffer): string {
  const bytes = createHmac('sha512', seal).update(text).digest().subarray(0, 40)
  return bytes.toString('base64').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
