import { randomBytes } from 'node:crypto'
import type { Clock } from 'paycircle/internal/base'
import { requireSealingKeys } from 'paycircle-server/custody'
import {
  createDirectory,
  type Directory,
  type MerchantProfile,
  type SecondPersonAction,
} from 'paycircle-server/profiles'
import type { Sealing } from 'paycircle-server/sealing'
import type { Store } from 'paycircle-server/store/port'
import { nodeName } from '../open-store.js'

/**
 * The profiles of a store that this process owns, read. Nothing is served before it is known that every secret opens.
 *
 * @throws sealing-key-unknown, sealed-damaged
 */
export async function openDirectory(
  store: Store,
  clock: Clock,
  sealing: Sealing,
  configured: readonly MerchantProfile[],
  secondPerson: readonly SecondPersonAction[] = [],
): Promise<Directory> {
  await requireSealingKeys(store, sealing)
  const directory = createDirectory({ store, clock, random: randomBytes, nodeName, sealing, configured, secondPerson })
  await directory.refresh()
  return directory
}
