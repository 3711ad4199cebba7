import type { AddressInfo } from 'node:net'
import { invariant } from 'paycircle/internal/base'
import { serviceError } from './errors.js'

/** Where the service is found, which is settled once it listens. */
export interface Place {
  publicOrigin(): string
  ownOrigins(): ReadonlySet<string>
  /** Whether whoever sits at this machine is signed in: in the sandbox, listening on loopback. */
  demoSignedIn(): boolean
  /** Whether somebody may log in: over https, or from this machine. */
  operatorPagesOpen(): boolean
  /**
   * Whether a request is meant for us. Asked only where nobody has to log in: a name that somebody points at
   * 127.0.0.1 would make his pages ours in a browser's eyes.
   */
  isOurHost(host: string | undefined): boolean
  settle(address: AddressInfo): void
}

/** @throws `public-url-invalid` */
export function createPlace(publicUrl: string | undefined, isSandbox: boolean): Place {
  let origin = publicUrl === undefined ? undefined : originOf(publicUrl)
  let open = false
  let origins: ReadonlySet<string> = new Set(origin === undefined ? [] : [origin])
  let hosts: ReadonlySet<string> = new Set()
  return {
    publicOrigin() {
      invariant(origin !== undefined, 'the service listens')
      return origin
    },
    ownOrigins: () => origins,
    demoSignedIn: () => open,
    operatorPagesOpen: () => origin !== undefined && (origin.startsWith('https:') || loopback.test(origin)),
    isOurHost: (host) => !open || (host !== undefined && hosts.has(host.toLowerCase())),
    settle({ address, port, family }) {
      const local = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
      origin ??= local
      const isLoopback = address === '::1' || address.startsWith('127.')
      const locals = isLoopback
        ? [local, `http://localhost:${port}`, `http://127.0.0.1:${port}`, `http://[::1]:${port}`]
        : [local]
      origins = new Set([origin, ...locals].map((one) => new URL(one).origin))
      // Browsers leave out the port where it is the scheme's own.
      hosts = new Set([...origins].map((one) => new URL(one).host))
      open = isSandbox && isLoopback
    },
  }
}

const loopback = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

function originOf(publicUrl: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined
  const isPlain =
    url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && !/[?#@]/.test(publicUrl)
  if (!isPlain) throw serviceError('public-url-invalid', { publicUrl })
  return url.origin
}
