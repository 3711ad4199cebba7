import { PaycircleError } from 'paycircle/internal/base'
import { maskAccount, type OperationRecord } from 'paycircle-server/ledger'
import type { Store, StoreReader } from 'paycircle-server/store/port'
import {
  configurationError,
  readConfiguration,
  selectProfile,
  storePlace,
  type Configuration,
  type StorePlace,
} from '../configuration/index.js'
import { custodySettings, doTask, type LogTask } from '../custody/index.js'
import type { Invocation } from '../invocation.js'
import { sayWarnings } from '../merchant/index.js'
import { openStoreReader } from '../open-store.js'
import { redactionFor } from '../profiles/index.js'
import { logMessages } from './log-messages.js'

export interface LogPlace {
  readonly store: StorePlace
  readonly configuration: Configuration
  readonly installation: Configuration['installation']
  readonly profileId: string
  readonly timeZone: string
}

export interface OpenLog extends LogPlace {
  readonly reader: StoreReader
}

/** Where the configured log is: no key is needed to know. */
export function logPlace(invocation: Invocation): LogPlace {
  const configuration = readConfiguration(invocation.environment, invocation.workingFolder)
  sayWarnings(invocation, configuration, undefined)
  const { installation } = configuration
  const store = storePlace(installation)
  if (store === undefined) throw configurationError('configuration-no-store', {})
  const { id, timeZone } = selectProfile(configuration, invocation.profile)
  return { store, configuration, installation, profileId: id, timeZone }
}

/** The configured store, for reading: a running service is not disturbed. */
export async function openLog(invocation: Invocation): Promise<OpenLog> {
  const place = logPlace(invocation)
  return { ...place, reader: await openStoreReader(place.store) }
}

/** Has the task done on the log, by the service that owns it or here; the store must be there already. */
export async function doLogTask(
  { clock, environment, language }: Invocation,
  { store, configuration, installation }: LogPlace,
  task: LogTask,
  patienceMs?: number,
): Promise<unknown> {
  // What is not there is not made by keeping its log.
  await (await openStoreReader(store)).close()
  const settings = custodySettings(installation, store.path)
  const patience = patienceMs === undefined ? {} : { patienceMs }
  const redaction = (own: Store) => redactionFor(own, clock, configuration, environment, settings)
  return doTask({ place: store, settings, clock, language, redactionFor: redaction, ...patience }, task)
}

/** Briefly: a person waits for a list, and the note is made as soon as the store is free again. */
const notePatienceMs = 5_000

/** Takes down that somebody looks at what is stored about an account; says so where that cannot be. S3-19, Q3-18 */
export async function noteRead(
  invocation: Invocation,
  place: LogPlace,
  { id, profileId, account }: { readonly id: string; readonly profileId: string; readonly account: string },
  what: 'log' | 'operation',
): Promise<void> {
  try {
    const task = { task: 'note-read', agreementId: id, profileId, account, what } as const
    await doLogTask(invocation, place, task, notePatienceMs)
  } catch (error) {
    if (!(error instanceof PaycircleError)) throw error
    invocation.output.notice(logMessages[invocation.language].readNotNoted)
  }
}

/** As somebody may see it who has no need to know whom it names. */
export function masked(record: OperationRecord): OperationRecord {
  return record.account === null ? record : { ...record, account: maskAccount(record.account), accountSalt: null }
}

/** A record as JSON prints it: the time in RFC 3339, everything else as it is chained. */
export function recordValue(record: OperationRecord) {
  return { ...record, at: new Date(record.at).toISOString() }
}
