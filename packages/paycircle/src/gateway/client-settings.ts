import { isIP } from 'node:net'
import { Secret, silentMeter, systemClock, type Clock, type Meter } from '../base/index.js'
import {
  accountClasses,
  accountParameters,
  alipayGateway,
  charsetNamed,
  formats,
  isLoopbackGateway,
  isUsualMd5KeyShape,
  formatError,
  modes,
  signTypes,
  type AccountParameter,
  type Charset,
  type Mode,
  type SignType,
} from '../vocabulary/index.js'
import { wireError } from '../wire/index.js'
import { clientOptionNames, type ClientOptions, type DnsExemption, type Timeouts } from './client-options.js'
import { gatewayError } from './errors.js'
import type { ClientHooks } from './hooks.js'
import { addressNotice, keyShapeNotice, sandboxNotice, testAccountNotice, type Notice } from './notices.js'
import type { ProxyAddress, Route } from './socket.js'

/** A client's options, checked once and made whole. */
export interface ClientSettings {
  readonly mode: Mode
  readonly partner: string
  readonly key: Secret
  readonly signType: SignType
  readonly charset: Charset
  readonly gateway: string
  readonly route: Route
  readonly accountParameter: AccountParameter | undefined
  readonly timeouts: Required<Timeouts>
  readonly hooks: ClientHooks
  readonly meter: Meter
  readonly clock: Clock
  readonly notices: readonly Notice[]
}

const sandboxGateway = 'http://127.0.0.1:4010/gateway.do'

const defaultTimeouts = { connectMs: 5_000, headersMs: 10_000, bodyMs: 5_000, totalMs: 15_000 } as const

/** A call and the idle time after it must end within the age of a socket. */
const longestMs = 50_000

/**
 * Checks everything that can be wrong about a client, before anything is sent.
 *
 * @throws PaycircleError for the first mistake found.
 */
export function settingsOf(options: ClientOptions): ClientSettings {
  const unknown = Object.keys(options).find((name) => !clientOptionNames.includes(name))
  if (unknown !== undefined) throw gatewayError('option-unknown', { option: unknown, known: clientOptionNames })
  const mode = oneOf('mode', options.mode ?? 'sandbox', modes)
  const signType = signTypeOf(options.signType ?? 'MD5')
  const partner = partnerOf(options.partner)
  const key = keyOf(options.key, signType)
  const clock = options.clock ?? systemClock
  checkAccountClass(mode, options.accountClass)
  const gateway = gatewayOf(mode, options.gateway)
  const exemption = options.dnsExemption === undefined ? undefined : exemptionOf(options.dnsExemption, mode, clock)
  const proxy = options.proxy === undefined ? undefined : proxyOf(options.proxy, mode)
  return {
    mode,
    partner,
    key,
    signType,
    charset: charsetOf(options.charset ?? 'utf-8'),
    gateway,
    route: routeOf(gateway, exemption, proxy),
    accountParameter:
      options.accountParameter === undefined
        ? undefined
        : oneOf('accountParameter', options.accountParameter, accountParameters),
    timeouts: timeoutsOf(options.timeouts ?? {}),
    hooks: options.hooks ?? {},
    meter: options.meter ?? silentMeter,
    clock,
    notices: Object.freeze([
      ...(mode === 'sandbox' ? [sandboxNotice(gateway)] : []),
      ...(mode === 'test' ? [testAccountNotice()] : []), // S3-03, Q3-03
      ...(signType === 'MD5' && !isUsualMd5KeyShape(key.shape()) ? [keyShapeNotice()] : []),
      ...(exemption === undefined ? [] : [addressNotice(exemption.ip, exemption.filingNumber)]),
    ]),
  }
}

function text(option: string, value: unknown): string {
  if (typeof value !== 'string') throw gatewayError('option-malformed', { option, expected: 'a string' })
  return value
}

function oneOf<Value extends string>(option: string, value: string, known: readonly Value[]): Value {
  const found = known.find((one) => one === value)
  if (found === undefined) throw gatewayError('option-malformed', { option, expected: known.join(' | ') })
  return found
}

function partnerOf(given: unknown): string {
  const partner = text('partner', given)
  const wrong = formats['partner-id'](partner, { parameter: 'partner' }) // S3-01, Q3-01
  if (wrong !== undefined) throw wrong
  return partner
}

function signTypeOf(given: string): SignType {
  const signType = signTypes.find((one) => one === given)
  if (signType === undefined) throw formatError('sign-type-unsupported', { parameter: 'signType' })
  return signType
}

function charsetOf(given: string): Charset {
  const charset = charsetNamed(text('charset', given))
  if (charset === undefined) throw formatError('charset-unsupported', { parameter: 'charset' })
  return charset
}

function keyOf(given: string | Secret, signType: SignType): Secret {
  const key = given instanceof Secret ? given : Secret.fromText(text('key', given))
  const shape = key.shape()
  if (shape.bytes === 0) throw wireError('key-empty', {})
  if (signType === 'RSA') {
    try {
      key.privateKey()
    } catch {
      throw wireError('key-not-private', {})
    }
  } else if (shape.pemLabel !== undefined) {
    throw gatewayError('key-not-md5', {})
  } else if (shape.leadingBlanks + shape.innerBlanks + shape.trailingBlanks > 0 || shape.byteOrderMark) {
    throw gatewayError('key-damaged', {})
  }
  return key
}

function checkAccountClass(mode: Mode, given: string | undefined): void {
  if (given !== undefined) oneOf('accountClass', given, accountClasses)
  if (mode === 'live' && given !== 'contracted') throw gatewayError('live-needs-contracted-account', {}) // S3-03, Q3-03
}

/** S3-13, Q3-12, S3-16, Q3-15 */
function gatewayOf(mode: Mode, given: unknown): string {
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
function exemptionOf(given: DnsExemption, mode: Mode, clock: Clock): DnsExemption {
  if (mode === 'sandbox') throw gatewayError('option-not-for-mode', { option: 'dnsExemption', mode })
  if (isIP(given.ip) === 0) throw gatewayError('dns-exemption-incomplete', { part: 'ip' })
  if (typeof given.filingNumber !== 'string' || given.filingNumber.trim() === '') {
    throw gatewayError('dns-exemption-incomplete', { part: 'filingNumber' })
  }
  const filedAt = /^\d{4}-\d\d-\d\d$/.test(given.filedOn) ? Date.parse(`${given.filedOn}T00:00:00+08:00`) : Number.NaN
  if (!(filedAt <= clock.now())) throw gatewayError('dns-exemption-incomplete', { part: 'filedOn' })
  return given
}

function proxyOf(given: string, mode: Mode): ProxyAddress {
  if (mode === 'sandbox') throw gatewayError('option-not-for-mode', { option: 'proxy', mode })
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url?.protocol !== 'http:' || url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw gatewayError('option-malformed', { option: 'proxy', expected: 'http://[user:password@]host:port' })
  }
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port === '' ? 80 : url.port),
    ...(url.username === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
  }
}

function routeOf(gateway: string, exemption: DnsExemption | undefined, proxy: ProxyAddress | undefined): Route {
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

function timeoutsOf(given: Timeouts): Required<Timeouts> {
  const timeouts = { ...defaultTimeouts, ...given }
  for (const timeout of ['connectMs', 'headersMs', 'bodyMs', 'totalMs'] as const) {
    const ms = timeouts[timeout]
    if (!Number.isInteger(ms) || ms < 1 || ms > longestMs) {
      throw gatewayError('timeout-out-of-range', { timeout, mostMs: longestMs })
    }
  }
  return timeouts
}
