import { randomBytes } from 'node:crypto'
import { PaycircleError, type Clock, type Language } from 'paycircle/internal/base'
import type { MerchantProfile } from 'paycircle-server/profiles'
import type { Store } from 'paycircle-server/store/port'
import type { ProfileSettings } from '../configuration/index.js'
import { socketPathOf } from '../local-socket/index.js'
import { nodeName, openStore } from '../open-store.js'
import { engineMerchant } from './engine-merchant.js'
import type { Merchant } from './merchant.js'
import { servedMerchant } from './served-merchant.js'

/** How long another command that holds the store is waited for; longer than its call to the gateway can take. */
const patienceMs = 60_000
const lookMs = 200

export interface LoggedMerchantOptions {
  readonly settings: ProfileSettings
  readonly profile: MerchantProfile
  /** The store's. */
  readonly path: string
  readonly clock: Clock
  readonly language: Language
}

/**
 * With a store: one process owns it at a time. Where that is a service, it is asked over its socket; where it is
 * another command, this one waits its turn.
 *
 * @throws errors of the store, `service-unreachable` where the wait was in vain, `service-other-profile`
 */
export async function loggedMerchant(options: LoggedMerchantOptions): Promise<Merchant> {
  const { settings, profile, path, clock, language } = options
  const givesUpAt = clock.monotonic() + patienceMs
  for (;;) {
    const store = await unlessCode('store-locked-by-other', () => openStore(path, clock))
    if (store !== undefined) return ownMerchant(store, options)
    const isLast = clock.monotonic() >= givesUpAt
    const served = await unlessCode(isLast ? undefined : 'service-unreachable', () =>
      servedMerchant(settings, profile, socketPathOf(path), language),
    )
    if (served !== undefined) return served
    await new Promise<void>((resolve) => clock.after(lookMs, resolve))
  }
}

async function ownMerchant(store: Store, { settings, profile, clock }: LoggedMerchantOptions): Promise<Merchant> {
  try {
    const { createEngine } = await import('paycircle-server/engine')
    const engine = createEngine({ store, clock, random: randomBytes, nodeName, profiles: [profile] })
    return engineMerchant(settings, engine, async () => {
      await engine.stop()
      await store.close()
    })
  } catch (error) {
    await store.close()
    throw error
  }
}

/** What the action gives, or undefined where it ends in this one error. */
async function unlessCode<Value>(code: string | undefined, action: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof PaycircleError && error.code === code) return undefined
    throw error
  }
}
