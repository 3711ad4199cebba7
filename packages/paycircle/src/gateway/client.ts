import { createAgreements, type Agreements } from './agreements.js'
import type { ClientOptions } from './client-options.js'
import { settingsOf, type ClientSettings } from './client-settings.js'
import { gatewayError } from './errors.js'
import { report } from './hooks.js'
import type { Notice } from './notices.js'
import { createSigning, type Signing } from './signing.js'
import type { Transport } from './transport.js'
import type { Mode } from '../vocabulary/index.js'

/** One merchant's access to the gateway. */
export interface Client {
  readonly mode: Mode
  /** Where requests go. */
  readonly gateway: string
  /** Twelve hexadecimal digits by which a key can be told from another. */
  readonly keyFingerprint: string
  /** What must be kept in sight: that this is the sandbox, what a test account costs. S3-03, Q3-03 */
  readonly notices: readonly Notice[]
  readonly signing: Signing
  readonly agreements: Agreements
  /** Lets calls in flight end, within their limits, then closes the sockets. Later queries are refused. */
  close(): Promise<void>
}

/** A call's answer may be this long. */
const answerBytes = 262_144

/**
 * Creates a client. Everything that is wrong with the options is said here, before anything is sent; no socket is
 * opened and nothing is loaded until the first query.
 *
 * @throws PaycircleError that names the option, the rows it violates and the remedy
 * @example
 * const client = createClient({ mode: 'sandbox', partner: '2088000000000000', key })
 */
export function createClient(options: ClientOptions): Client {
  const settings = settingsOf(options)
  for (const notice of settings.notices) report(() => settings.hooks.onNotice?.(notice))
  let transport: Promise<Transport> | undefined
  let closing: Promise<void> | undefined
  const { mode, gateway, notices, key } = settings
  return {
    mode,
    gateway,
    notices,
    keyFingerprint: key.fingerprint(),
    signing: createSigning(settings),
    agreements: createAgreements(settings, () => {
      if (closing !== undefined) throw gatewayError('client-closed', {})
      // The same promise to all, so that a call made before close() also sends before it.
      return (transport ??= load(settings))
    }),
    close: () => (closing ??= (async () => (await transport)?.close())()),
  }
}

/** undici takes longer to load than all the rest of the kit: a client that only signs never needs it. */
async function load({ route, clock, timeouts }: ClientSettings): Promise<Transport> {
  const { openTransport } = await import('./transport.js')
  return openTransport({ route, clock, limits: { ...timeouts, answerBytes } })
}
