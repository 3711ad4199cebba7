import { isIP } from 'node:net'
import type { Clock } from '../base/index.js'
import { alipayGateway, formatError, isLoopbackGateway, type Mode } from '../vocabulary/index.js'
import type { DnsExemption } from './client-options.js'
import { gatewayError } from './errors.js'
import { text } from './option-values.js'
import type { ProxyAddress, Route } from './socket.js'

const sandboxGateway = 'http://127.0.0.1:4010/gateway.do'

/** S3-13, Q3-12, S3-16, Q3-15 */
export function gatewayOf(mode: Mode, given: unknown): string {
  const gateway = given === undefined ? undefined : text('gateway', given)
  if (mode === 'sandbox') {
    if (gateway !== undefined && !isLoopbackGateway(gateway)) throw gatewayError('gateway-not-loopback', { gateway })
    return gateway ?? sandboxGateway
  }
  if (gateway === undefined || gateway === alipayGateway) return alipayGateway
  const host = URL.canParse(gateway) ? new URL(gateway).hostname.replace(/^\[|\]$/g, '') : ''
  if (isIP(host) !== 0) throw gatewayError('gateway-is-address', { host }) // S3-05, Q3-04
  throw formatError('gateway-not-allowed', { gateway })
}

/** S3-05, Q3-04 */
export function exemptionOf(given: DnsExemption, mode: Mode, clock: Clock): DnsExemption {
  if (mode === 'sandbox') throw gatewayError('option-not-for-mode', { option: 'dnsExemption', mode })
  if (isIP(given.ip) === 0) throw gatewayError('dns-exemption-incomplete', { part: 'ip' })
  if (typeof given.filingNumber !== 'string' || given.filingNumber.trim() === '') {
    throw gatewayError('dns-exemption-incomplete', { part: 'filingNumber' })
  }
  const filedAt = /^\d{4}-\d\d-\d\d$/.test(given.filedOn) ? Date.parse(`${given.filedOn}T00:00:00+08:00`) : Number.NaN
  if (!(filedAt <= clock.now())) throw gatewayError('dns-exemption-incomplete', { part: 'filedOn' })
  return given
}

export function proxyOf(given: string, mode: Mode): ProxyAddress {
  if (mode === 'sandbox') throw gatewayError('option-not-for-mode', { option: 'proxy', mode })
  const url = URL.canParse(given) ? new URL(given) : undefined
  const credentials = url === undefined ? undefined : credentialsOf(url)
  if (url?.protocol !== 'http:' || credentials === undefined || !/^http:\/\/[^/?#]+\/?$/i.test(given)) {
    // What was given may hold a password: it is not repeated.
    throw gatewayError('option-malformed', { option: 'proxy', expected: 'http://[user:password@]host:port' })
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port === '' ? 80 : url.port),
    ...(url.username === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
  }
}

/** Undefined where the percent-encoding is malformed. */
function credentialsOf({ username, password }: URL): string | undefined {
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  } catch {
    return undefined
  }
}

export function routeOf(gateway: string, exemption: DnsExemption | undefined, proxy: ProxyAddress | undefined): Route {
  const url = new URL(gateway)
  const secure = url.protocol === 'https:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port === '' ? (secure ? 443 : 80) : url.port),
    secure,
    ...(exemption === undefined ? {} : { address: exemption.ip }),
    ...(proxy === undefined ? {} : { proxy }),
  }
}
