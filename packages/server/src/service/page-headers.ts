import { alipayGateway, type Mode } from 'paycircle/internal/vocabulary'

/** Alipay's gateway and the origin to which it passes the browser on. `form-action` binds redirects as well. */
const alipayOrigins = [new URL(alipayGateway).origin, 'https://*.alipay.com']

export type PageHeaders = Readonly<Record<string, string>>

/**
 * The headers of every page, made once: no frames (S3-20, Q3-19), no inline style or script, forms to ourselves and on to the
 * gateway only, nothing kept, and no address of ours, which may hold a token, told to another site.
 */
export function pageHeaders(options: {
  readonly mode: Mode
  /** Gateway and sign page of the simulator. */
  readonly simulatorOrigins: readonly string[]
  readonly https: boolean
  /** Only the status page has a script, of our own. */
  readonly script: boolean
}): PageHeaders {
  const targets = options.mode === 'sandbox' ? options.simulatorOrigins : alipayOrigins
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    ...(options.script ? ["script-src 'self'", "connect-src 'self'"] : []),
    `form-action ${["'self'", ...targets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    // `no-referrer` would make browsers send `Origin: null` with our own forms, and that we could not tell from another site.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    vary: 'Accept-Language',
    ...(options.https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}
