import { randomBytes } from 'node:crypto'
import type { Clock, Language } from 'paycircle/internal/base'
import type { MerchantProfile } from 'paycircle-server/profiles'
import type { Store } from 'paycircle-server/store/port'
import type { ProfileSettings, StorePlace } from '../configuration/index.js'
import { custodyOf, sealingOf, type CustodySettings } from '../custody/index.js'
import { socketPathOf } from '../local-socket/index.js'
import { nodeName } from '../open-store.js'
import { keysOf } from '../profiles/known-keys.js'
import { openDirectory } from '../profiles/open-directory.js'
import { ownOrServed } from '../own-or-served.js'
import { engineMerchant } from './engine-merchant.js'
import type { LoggedMerchant } from './merchant.js'
import { servedMerchant } from './served-merchant.js'

/** How long another command that holds the store is waited for; longer than its call to the gateway can take. */
const patienceMs = 60_000

export interface LoggedMerchantOptions {
  readonly settings: ProfileSettings
  /** Undefined where only the store keeps it. */
  readonly profile: MerchantProfile | undefined
  readonly place: StorePlace
  readonly custody: CustodySettings
  readonly clock: Clock
  readonly language: Language
  readonly writer: 'worker' | 'in-thread'
}

/**
 * With a store: one process owns it at a time. Where that is a service, it is asked over its socket; where it is
 * another command, this one waits its turn.
 *
 * @throws errors of the store, `service-unreachable` where the wait was in vain, `service-other-profile`
 */
export async function loggedMerchant(options: LoggedMerchantOptions): Promise<LoggedMerchant> {
  const { settings, place, clock, language, writer } = options
  return ownOrServed(
    { place, clock, patienceMs, writer },
    (store) => ownMerchant(store, options),
    () => servedMerchant(settings, socketPathOf(place.path), language),
  )
}

async function ownMerchant(store: Store, options: LoggedMerchantOptions): Promise<LoggedMerchant> {
  const { settings, profile, clock } = options
  try {
    const { createAccess } = await import('paycircle-server/access')
    const { createEngine, redactionOf } = await import('paycircle-server/engine')
    const custody = custodyOf(store, clock, options.custody)
    await custody.open()
    const directory = await openDirectory(
      store,
      clock,
      sealingOf(options.custody),
      profile === undefined ? [] : [profile],
      settings.secondPerson,
    )
    const gate = directory.gate.bind(directory)
    const profiles = directory.profiles.filter(({ id }) => id === settings.id)
    const engine = createEngine({ store, clock, random: randomBytes, nodeName, profiles, gate })
    const redact = redactionOf(keysOf(directory))
    const access = createAccess({ store, clock, random: randomBytes, nodeName, redact })
    return engineMerchant(settings, { engine, access, clock }, async () => {
      await engine.stop()
      await custody.stop()
      await store.close()
    })
  } catch (error) {
    await store.close()
    throw error
  }
}
