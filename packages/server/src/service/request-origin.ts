import type { IncomingHttpHeaders } from 'node:http'

/** Where a form post comes from, as the browser tells it: no page can forge these headers. */
export type RequestOrigin = 'own' | 'foreign' | 'untold'

/**
 * Reads `Sec-Fetch-Site`, then `Origin`, then `Referer`. A browser that tells none of the three is older than all
 * that we know, or no browser.
 */
export function requestOrigin(headers: IncomingHttpHeaders, ownOrigins: ReadonlySet<string>): RequestOrigin {
  const site = headers['sec-fetch-site']
  const origin = headers.origin
  if (origin !== undefined && !ownOrigins.has(origin)) return 'foreign'
  // `none`: typed, reloaded or restored by the person at the browser.
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'foreign'
  if (origin !== undefined) return 'own'
  const referrer = headers.referer
  if (referrer === undefined) return 'untold'
  return URL.canParse(referrer) && ownOrigins.has(new URL(referrer).origin) ? 'own' : 'foreign'
}

/** Whether a browser or mail scanner fetches ahead of the person, who may never come. */
export function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|preview/i.test(String(headers[name])),
  )
}
