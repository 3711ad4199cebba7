import { PaycircleError } from 'paycircle/internal/base'
import { storedProfiles } from 'paycircle-server/profiles'
import {
  describesProfile,
  storePlace,
  type Configuration,
  type Environment,
  type ProfileSettings,
} from '../configuration/index.js'
import { openStoreReader } from '../open-store.js'

/**
 * The settings of a profile that only the store keeps: the one that is named, or, where the configuration describes none
 * and nothing is named, `default` or the only one. Undefined where the configuration has it, which goes before the store,
 * or nobody.
 */
export async function storedSettings(
  configuration: Configuration,
  environment: Environment,
  name: string | undefined,
): Promise<ProfileSettings | undefined> {
  const place = storePlace(configuration.installation)
  const isDescribed = describesProfile(configuration, environment)
  const isConfigured =
    (name ?? 'default') === 'default' ? isDescribed : name !== undefined && name in configuration.profiles
  if (place === undefined || isConfigured) return undefined
  const stored = await storedIn(place)
  const [only] = stored.size === 1 ? stored.keys() : []
  const id = name ?? (stored.has('default') ? 'default' : only)
  const settings = id === undefined ? undefined : stored.get(id)
  const { secondPerson = [] } = configuration.installation
  return id === undefined || settings === undefined ? undefined : { ...settings, id, secondPerson }
}

async function storedIn(place: NonNullable<ReturnType<typeof storePlace>>): Promise<ReturnType<typeof storedProfiles>> {
  try {
    const reader = await openStoreReader(place)
    try {
      return storedProfiles(await reader.profileDocuments())
    } finally {
      await reader.close()
    }
  } catch (error) {
    // Where the store cannot be read, whoever opens it for the work itself says so.
    if (error instanceof PaycircleError) return new Map()
    throw error
  }
}
