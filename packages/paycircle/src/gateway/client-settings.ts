import { Secret, silentMeter, systemClock, type Clock, type Meter } from '../base/index.js'
import {
  accountClasses,
  accountParameters,
  charsetNamed,
  formats,
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
import { clientOptionNames, type ClientOptions, type Timeouts } from './client-options.js'
import { gatewayError } from './errors.js'
import type { ClientHooks } from './hooks.js'
import { addressNotice, keyShapeNotice, sandboxNotice, testAccountNotice, type Notice } from './notices.js'
import { checkNames, oneOf, text } from './option-values.js'
import { exemptionOf, gatewayOf, proxyOf, routeOf } from './route-settings.js'
import type { Route } from './socket.js'

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

const defaultTimeouts = { connectMs: 5_000, headersMs: 10_000, bodyMs: 5_000, totalMs: 15_000 } as const

const timeoutNames = ['connectMs', 'headersMs', 'bodyMs', 'totalMs'] as const

/** A call and the idle time after it must end within the age of a socket. */
const longestMs = 50_000

/**
 * Checks everything that can be wrong about a client, before anything is sent.
 *
 * @throws PaycircleError for the first mistake found.
 */
export function settingsOf(options: ClientOptions): ClientSettings {
  checkNames(options, clientOptionNames)
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
  } else if (shape.leadingBlanks + shape.innerBlanks + shape.trailingBlanks > 0) {
    throw gatewayError('key-damaged', {})
  }
  return key
}

function checkAccountClass(mode: Mode, given: string | undefined): void {
  if (given !== undefined) oneOf('accountClass', given, accountClasses)
  if (mode === 'live' && given !== 'contracted') throw gatewayError('live-needs-contracted-account', {}) // S3-03, Q3-03
}

function timeoutsOf(given: Timeouts): Required<Timeouts> {
  checkNames(given, timeoutNames)
  const timeouts = { ...defaultTimeouts, ...given }
  for (const timeout of timeoutNames) {
    const ms = timeouts[timeout]
    if (!Number.isInteger(ms) || ms < 1 || ms > longestMs) {
      throw gatewayError('timeout-out-of-range', { timeout, mostMs: longestMs })
    }
  }
  return timeouts
}
