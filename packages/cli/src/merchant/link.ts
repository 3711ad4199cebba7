import type { SigningRequest } from 'paycircle/internal/gateway'
import type { Link, LinkWish } from './merchant.js'

/** The signed request in the shape that was wished for. */
export function linkOf(request: SigningRequest, wish: LinkWish, operationId: string): Link {
  const { preSignString } = request
  if (wish.form === undefined) {
    return { method: 'get', url: request.url, fields: request.fields, preSignString, operationId }
  }
  const { action, method, fields, html } = request.form({ method: wish.form })
  return { method, url: action, fields, html, preSignString, operationId }
}
