import { randomBytes } from 'node:crypto'
import { systemClock, type Clock } from 'paycircle/internal/base'
import type { Account, AccountSpec } from './account-book.js'
import { controlPath } from './control-api.js'
import { checkRsaPublicKey } from './rsa-public-key.js'
import { demoAccounts } from './demo-accounts.js'
import { answerFront } from './front-door.js'
import { guarded } from './guarding.js'
import { openOrigin, placeOf, type ElsewhereListening, type TlsMaterial } from './listening.js'
import { answerPage } from './page-door.js'
import type { PartnerSpec } from './partner-book.js'
import type { RequestRecord } from './request-log.js'
import { SimulatedAlipay } from './simulated-alipay.js'

export interface SimulatorOptions {
  /** Port of the gateway; 0, the default, takes any that is free. */
  readonly gatewayPort?: number
  /** Port of the sign pages, likewise. */
  readonly pagePort?: number
  /** A loopback address; `127.0.0.1` where left out. */
  readonly host?: string
  /** Listens where others than this machine can reach it. Only for who asks for it. */
  readonly elsewhere?: ElsewhereListening
  /** Speaks https on both origins. */
  readonly tls?: TlsMaterial
  readonly clock?: Clock
  readonly partners?: readonly PartnerSpec[]
  /** The demo accounts where left out. */
  readonly accounts?: readonly AccountSpec[]
  /** Called after every change of an account and before the answer that tells of it: for who keeps them. */
  readonly onAccountsChanged?: () => void
  readonly random?: (bytes: number) => Buffer
}

export interface Simulator {
  /** Ends in `/gateway.do`. */
  readonly gatewayUrl: string
  readonly controlUrl: string
  readonly gatewayOrigin: string
  readonly pageOrigin: string
  accounts(): readonly Account[]
  /** The last requests to the gateway, oldest first. */
  requests(): readonly RequestRecord[]
  /** Ends all connections, those that a fault holds open included. */
  close(): Promise<void>
}

/**
 * Starts a simulated Alipay on two origins: gateway, control API and start page on one, sign pages on the other.
 *
 * @throws 'host-not-loopback', 'rsa-key-unreadable'; errors of the operating system where a port cannot be had
 * @example
 * const simulator = await startSimulator({ partners: [{ partner: '2088000000000000', md5Key }] })
 * const client = createClient({ mode: 'sandbox', partner, key, gateway: simulator.gatewayUrl })
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  for (const { rsaPublicKey } of options.partners ?? []) if (rsaPublicKey !== undefined) checkRsaPublicKey(rsaPublicKey)
  const place = placeOf(options.host ?? '127.0.0.1', options.elsewhere)
  const alipay = new SimulatedAlipay({
    partners: options.partners ?? [],
    accounts: options.accounts ?? demoAccounts,
    accountsChanged: options.onAccountsChanged ?? (() => undefined),
    clock: options.clock ?? systemClock,
    random: options.random ?? randomBytes,
  })
  const pages = await openOrigin(place, options.pagePort ?? 0, options.tls, (incoming, response) => {
    void guarded(place, incoming, response, (body) =>
      answerPage(alipay, incoming, body, { response, clock: alipay.clock }),
    )
  })
  const origins = { pageOrigin: pages.origin, gatewayOrigin: '' }
  const gateway = await openOrigin(place, options.gatewayPort ?? 0, options.tls, (incoming, response) => {
    void guarded(place, incoming, response, (body) => answerFront(alipay, origins, incoming, body, response))
  }).catch(async (cause: unknown) => {
    await pages.close()
    throw cause
  })
  origins.gatewayOrigin = gateway.origin
  return {
    gatewayUrl: `${gateway.origin}/gateway.do`,
    controlUrl: `${gateway.origin}${controlPath}`,
    gatewayOrigin: gateway.origin,
    pageOrigin: pages.origin,
    accounts: () => alipay.accounts.all(),
    requests: () => alipay.requests.all(),
    async close() {
      await Promise.all([gateway.close(), pages.close()])
    },
  }
}
