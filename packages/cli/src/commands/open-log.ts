import type { OperationRecord } from 'paycircle-server/ledger'
import type { StoreReader } from 'paycircle-server/store/port'
import { configurationError, readConfiguration, selectProfile, storePath } from '../configuration/index.js'
import type { Invocation } from '../invocation.js'
import { sayWarnings } from '../merchant/index.js'
import { openStoreReader } from '../open-store.js'

export interface OpenLog {
  readonly reader: StoreReader
  readonly profileId: string
  readonly timeZone: string
}

/** The configured store, for reading: no key is needed, and a running service is not disturbed. */
export async function openLog(invocation: Invocation): Promise<OpenLog> {
  const configuration = readConfiguration(invocation.environment, invocation.workingFolder)
  sayWarnings(invocation, configuration, undefined)
  const path = storePath(configuration.installation)
  if (path === undefined) throw configurationError('configuration-no-store', {})
  const { id, timeZone } = selectProfile(configuration, invocation.profile)
  return { reader: await openStoreReader(path), profileId: id, timeZone }
}

/** A record as JSON prints it: the time in RFC 3339, everything else as it is chained. */
export function recordValue(record: OperationRecord) {
  return { ...record, at: new Date(record.at).toISOString() }
}
