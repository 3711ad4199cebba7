import { randomBytes } from 'node:crypto'
import type { Clock } from 'paycircle/internal/base'
import { createAccess } from 'paycircle-server/access'
import type { MerchantProfile, SecondPersonAction } from 'paycircle-server/profiles'
import type { Store } from 'paycircle-server/store/port'
import {
  allProfiles,
  configurationError,
  describesProfile,
  loadKey,
  merchantProfile,
  readConfiguration,
  storePlace,
  type StorePlace,
} from '../configuration/index.js'
import { custodyOf, custodySettings, sealingOf, type CustodySettings } from '../custody/index.js'
import type { Invocation } from '../invocation.js'
import { nodeName } from '../open-store.js'
import { keysOf } from './known-keys.js'
import { openDirectory } from './open-directory.js'
import type { ProfileDesk } from './tasks.js'

/** What a command that acts on profiles goes by where no service runs. */
export interface DeskSettings {
  readonly place: StorePlace
  readonly settings: CustodySettings
  readonly configured: readonly MerchantProfile[]
  readonly secondPerson: readonly SecondPersonAction[]
  readonly clock: Clock
}

/** @throws `configuration-…` */
export function deskSettings({ clock, environment, workingFolder }: Invocation): DeskSettings {
  const configuration = readConfiguration(environment, workingFolder)
  const { installation } = configuration
  const place = storePlace(installation)
  if (place === undefined) throw configurationError('configuration-no-store', {})
  const settings = custodySettings(installation, place.path)
  const described = describesProfile(configuration, environment) ? allProfiles(configuration, undefined) : []
  const configured = described.map((one) =>
    merchantProfile(one, loadKey(one.keyFile, described.length === 1 ? environment : {}).key),
  )
  return { place, settings, configured, secondPerson: installation.secondPerson ?? [], clock }
}

/** Acts on a store that this process owns, and closes it. */
export async function atOwnDesk<Value>(
  store: Store,
  { settings, configured, secondPerson, clock }: DeskSettings,
  action: (desk: ProfileDesk) => Promise<Value>,
): Promise<Value> {
  try {
    const { createEngine, redactionOf } = await import('paycircle-server/engine')
    const custody = custodyOf(store, clock, settings)
    await custody.open()
    const sealing = sealingOf(settings)
    const directory = await openDirectory(store, clock, sealing, configured, secondPerson)
    const gate = directory.gate.bind(directory)
    const { profiles } = directory
    const engine = createEngine({ store, clock, random: randomBytes, nodeName, profiles, gate })
    directory.listen((next) => engine.replaceProfiles(next))
    const access = createAccess({
      store,
      clock,
      random: randomBytes,
      nodeName,
      redact: redactionOf(keysOf(directory)),
    })
    const names = { nodeName }
    const done = await action({ directory, engine, access, sealing, custody: names })
    await engine.stop()
    await custody.stop()
    return done
  } finally {
    await store.close()
  }
}
