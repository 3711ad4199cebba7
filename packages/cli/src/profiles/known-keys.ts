import { PaycircleError, type Clock, type Secret } from 'paycircle/internal/base'
import type { Redaction } from 'paycircle-server/engine'
import type { Directory, MerchantProfile } from 'paycircle-server/profiles'
import type { Store } from 'paycircle-server/store/port'
import {
  allProfiles,
  describesProfile,
  loadKey,
  merchantProfile,
  type Configuration,
  type Environment,
} from '../configuration/index.js'
import { sealingOf, type CustodySettings } from '../custody/index.js'
import { openDirectory } from './open-directory.js'

/** Every key that a directory knows: those in use, and those before and after them. */
export function keysOf({ profiles, vault }: Directory): Set<Secret> {
  return new Set([...profiles.map(({ key }) => key), ...vault.known])
}

/**
 * Masks every key that configuration and store know in what a command writes into the log: somebody may type one as a
 * name or a reason. A key that cannot be read cannot be masked, and keeps nobody from making a user. S3-02, Q3-02
 */
export async function redactionFor(
  store: Store,
  clock: Clock,
  configuration: Configuration,
  environment: Environment,
  settings: CustodySettings,
): Promise<Redaction> {
  const { redactionOf } = await import('paycircle-server/engine')
  const described = describesProfile(configuration, environment) ? allProfiles(configuration, undefined) : []
  const configured: MerchantProfile[] = []
  for (const one of described) {
    const profile = unlessRefused(() =>
      merchantProfile(one, loadKey(one.keyFile, described.length === 1 ? environment : {}).key),
    )
    if (profile !== undefined) configured.push(profile)
  }
  const own = configured.map(({ key }) => key)
  try {
    return redactionOf(new Set([...own, ...keysOf(await openDirectory(store, clock, sealingOf(settings), configured))]))
  } catch (error) {
    if (!(error instanceof PaycircleError)) throw error
    return redactionOf(new Set(own))
  }
}

function unlessRefused<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof PaycircleError) return undefined
    throw error
  }
}
