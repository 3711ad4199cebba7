import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { callAt, type Answer } from './stage.js'

export const clientId = 'paycircle'
/** Percent-encoded, masked or not, none of it may stand anywhere. */
export const clientSecret = 'provider-secret-8f2k=/+'

/** A real provider on this machine, where everybody has the password `x` and the groups that a test gives him. */
export interface IdentityProviderPlace {
  readonly issuer: string
  readonly groups: Map<string, readonly string[]>
  /** Answers from now on; before, it is a port that refuses. */
  serve(redirectUri: string): Promise<void>
  close(): Promise<void>
}

export async function placeIdentityProvider(): Promise<IdentityProviderPlace> {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer((request, response) => {
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const groups = new Map<string, readonly string[]>()
  return {
    issuer,
    groups,
    async serve(redirectUri) {
      const { default: Provider } = await import('oidc-provider')
      answer = new Provider(issuer, {
        clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
        claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
        findAccount: (_context: unknown, sub: string) => ({
          accountId: sub,
          claims: () => ({ sub, preferred_username: sub.toUpperCase(), groups: groups.get(sub) ?? [] }),
        }),
        cookies: { keys: ['only-for-tests'] },
      }).callback()
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A browser as far as log-ins need one: it keeps cookies by host and path, and follows redirects. */
export class PlainBrowser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>()

  /** One request, no redirect followed. */
  async ask(url: string, fields?: Readonly<Record<string, string>>): Promise<Answer> {
    const { origin, pathname, search } = new URL(url)
    const held = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path))
    const cookie = held.map(([name, { value }]) => `${name}=${value}`).join('; ')
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin, 'sec-fetch-site': 'same-origin' }
    const answer = await callAt(origin, `${pathname}${search}`, {
      method: fields === undefined ? 'GET' : 'POST',
      headers: { cookie, 'accept-language': 'en', ...(fields === undefined ? {} : form) },
      ...(fields === undefined ? {} : { body: new URLSearchParams(fields).toString() }),
    })
    for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line)
    return answer
  }

  /** The address to which the answer sends on. */
  static next(from: string, { headers }: Answer): string {
    return new URL(headers.location ?? '', from).href
  }

  /** Logs in at the provider, who was asked by `url`; gives the address with which it sends the browser back to us. */
  async passProvider(url: string, sub: string): Promise<string> {
    const { origin } = new URL(url)
    let at = url
    for (let step = 0; step < 12 && at.startsWith(origin); step++) {
      const answer = await this.ask(at)
      if (answer.headers.location !== undefined) at = PlainBrowser.next(at, answer)
      else {
        const action = /<form[^>]* action="([^"]+)"/.exec(answer.text)?.[1] ?? ''
        const prompt = /name="prompt" value="(\w+)"/.exec(answer.text)?.[1] ?? ''
        at = PlainBrowser.next(action, await this.ask(action, { prompt, login: sub, password: 'x' }))
      }
    }
    return at
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)?.value
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    const name = pair.slice(0, at)
    const value = pair.slice(at + 1)
    const path = attributes.find((one) => /^path=/i.test(one))?.slice('path='.length) ?? '/'
    if (value === '' || attributes.includes('Max-Age=0')) this.#cookies.delete(name)
    else this.#cookies.set(name, { value, path })
  }
}
