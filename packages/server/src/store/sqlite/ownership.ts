import { storeError } from '../port/index.js'
import { failureOf, type Driver } from './driver.js'
import { createPrivateFile } from './files.js'

export interface Ownership {
  release(): void
}

/**
 * Makes this process the only one that writes to the store, until `release` or the end of the process, however it
 * ends: the lock is an exclusive transaction on an empty database beside the store, which the operating system drops
 * with the process. Readers need none.
 *
 * @throws store-locked-by-other
 */
export function ownStore(driver: Driver, path: string): Ownership {
  const lockPath = `${path}.lock`
  createPrivateFile(lockPath)
  const connection = driver.open(lockPath, 'read-write')
  try {
    connection.execute('begin exclusive')
  } catch (cause) {
    connection.close()
    if (failureOf(driver, cause) === 'busy') throw storeError('store-locked-by-other', { path }, { cause })
    throw cause
  }
  return { release: () => connection.close() }
}
