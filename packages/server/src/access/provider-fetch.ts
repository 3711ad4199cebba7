import { request as plainly, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as securely } from 'node:https'

/** Documents of a provider are of a few kilobytes. */
const mostBytes = 512 * 1024
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Whether a provider's address may be called: https, or http on this machine where that is allowed. */
export function isSafeProviderUrl({ protocol, hostname }: URL, loopbackHttp: boolean): boolean {
  return protocol === 'https:' || (loopbackHttp && protocol === 'http:' && loopback.test(hostname))
}

interface FetchOptions {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

/**
 * How the provider is called: no redirect is followed, answers have an end, and certificates are verified whatever an
 * environment variable says.
 */
export function providerFetch(loopbackHttp: boolean): (url: string, options: FetchOptions) => Promise<Response> {
  return (url, { method, headers, body, signal }) => {
    const target = new URL(url)
    if (!isSafeProviderUrl(target, loopbackHttp)) return Promise.reject(new Error('the address is not https'))
    const settings: RequestOptions & { rejectUnauthorized: true } = {
      method,
      headers: { ...headers },
      agent: false,
      rejectUnauthorized: true,
      ...(signal === undefined ? {} : { signal }),
    }
    return new Promise((resolve, reject) => {
      const request = target.protocol === 'https:' ? securely(target, settings) : plainly(target, settings)
      request.on('error', reject)
      request.on('response', (response) => {
        wholeOf(response).then(resolve, reject)
      })
      request.end(body instanceof URLSearchParams ? body.toString() : body)
    })
  }
}

async function wholeOf(response: IncomingMessage): Promise<Response> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > mostBytes) {
      response.destroy()
      throw new Error('the answer has no end')
    }
    pieces.push(piece)
  }
  const status = response.statusCode ?? 0
  const headers = new Headers()
  for (const [name, value] of Object.entries(response.headers)) headers.set(name, String(value))
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(pieces), { status, headers })
}
