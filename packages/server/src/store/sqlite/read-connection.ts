import { invariant, PaycircleError } from 'paycircle/internal/base'
import { decodeCursor, encodeCursor, maxPageRows, storeError, type CursorKeys } from '../port/index.js'
import type {
  AgreementFilter,
  EventFilter,
  OperationCountFilter,
  OperationFilter,
  Page,
  RosterCount,
  RosterRow,
  SealName,
  StoreReader,
} from '../port/index.js'
import { codecs, type Codec } from './codec.js'
import { failureOf, type Connection, type Driver, type SqlRow } from './driver.js'
import { agreementList, eventList, operationList, type List } from './lists.js'
import { logCodecs, logLookUps } from './log-keeping.js'
import { profileCodecs, profileLookUps } from './profile-keeping.js'
import { lookUps } from './look-ups.js'
import { readOperationCounts } from './operation-counts.js'
import { PreparedStatements, type Statement } from './statement.js'

const lockWaitMs = 100

/** The read-only connection: each answer is the state after some commit. */
export class ReadConnection implements StoreReader {
  readonly #driver: Driver
  readonly #connection: Connection
  readonly #prepared: PreparedStatements
  #open = true

  constructor(driver: Driver, path: string) {
    this.#driver = driver
    this.#connection = driver.open(path, 'read-only')
    // Writers do not lock readers out; only the recovery after a crash does, for a moment.
    this.#connection.execute(`pragma busy_timeout = ${lockWaitMs}`)
    this.#prepared = new PreparedStatements(this.#connection)
  }

  agreement(id: string) {
    return this.#one(codecs.agreement, lookUps.agreement, { id })
  }

  agreementByAccount(profileId: string, account: string) {
    return this.#one(codecs.agreement, lookUps.agreementByAccount, { profileId, account })
  }

  agreements(filter: AgreementFilter) {
    return this.#page(agreementList, filter)
  }

  agreementsDue(profileId: string, at: number, limit: number) {
    return this.#many(codecs.agreement, lookUps.agreementsDue, { profileId, at, limit: pageRows(limit) })
  }

  nextDueAt(profileId: string) {
    return this.#read(() => {
      const times = [lookUps.nextUnleased, lookUps.nextLeased]
        .map((statement) => this.#prepared.get(statement, { profileId })?.at)
        .filter((at) => typeof at === 'number')
      return times.length === 0 ? undefined : Math.min(...times)
    })
  }

  profileState(profileId: string) {
    return this.#one(codecs.profileState, lookUps.profileState, { profileId })
  }

  pace(key: string) {
    return this.#one(codecs.pace, lookUps.pace, { key })
  }

  signing(id: string) {
    return this.#one(codecs.signing, lookUps.signing, { id })
  }

  signingByTokenDigest(digest: string) {
    return this.#one(codecs.signing, lookUps.signingByTokenDigest, { digest })
  }

  idempotentAnswer(profileId: string, key: string) {
    return this.#one(codecs.idempotentAnswer, lookUps.idempotentAnswer, { profileId, key })
  }

  apiKeyByDigest(digest: string) {
    return this.#one(codecs.apiKey, lookUps.apiKeyByDigest, { digest })
  }

  apiKeys(profileId: string) {
    return this.#many(codecs.apiKey, lookUps.apiKeys, { profileId })
  }

  operations(filter: OperationFilter) {
    return this.#page(operationList, filter)
  }

  operationCounts(filter: OperationCountFilter) {
    return this.#read(() => readOperationCounts(this.#prepared, filter))
  }

  events(filter: EventFilter) {
    return this.#page(eventList, filter)
  }

  chain(writer: string, afterSequence: number, limit: number) {
    const values = { writer, afterSequence, limit: pageRows(limit) }
    return this.#many(codecs.operationRecord, lookUps.chain, values)
  }

  chainHeads() {
    return this.#many(codecs.chainHead, lookUps.chainHeads, {})
  }

  agreementsConfirmedBefore(
    profileId: string,
    before: number,
    after: { readonly confirmedAt: number; readonly id: string },
    limit: number,
  ) {
    const values = { profileId, before, ...after, limit: pageRows(limit) }
    return this.#many(codecs.agreement, lookUps.agreementsConfirmedBefore, values)
  }

  roster(id: string) {
    return this.#one(codecs.roster, lookUps.roster, { id })
  }

  latestRoster(profileId: string, kind: RosterRow['kind'], digest: string) {
    return this.#one(codecs.roster, lookUps.latestRoster, { profileId, kind, digest })
  }

  rosterEntries(rosterId: string, afterLine: number, limit: number) {
    return this.#many(codecs.rosterEntry, lookUps.rosterEntries, { rosterId, afterLine, limit: pageRows(limit) })
  }

  rosterEntriesPending(rosterId: string, afterLine: number, limit: number) {
    const values = { rosterId, afterLine, limit: pageRows(limit) }
    return this.#many(codecs.rosterEntry, lookUps.rosterEntriesPending, values)
  }

  rosterCounts(rosterId: string) {
    return this.#read(() =>
      this.#prepared.all(lookUps.rosterCounts, { rosterId }).map((row) => row as unknown as RosterCount),
    )
  }

  seal(name: SealName) {
    return this.#one(logCodecs.seal, logLookUps.seal, name)
  }

  seals(after: SealName, limit: number) {
    return this.#many(logCodecs.seal, logLookUps.seals, { ...after, limit: pageRows(limit) })
  }

  lastSeal(writer: string) {
    return this.#one(logCodecs.seal, logLookUps.lastSeal, { writer })
  }

  lastSealBefore(writer: string, at: number) {
    return this.#one(logCodecs.seal, logLookUps.lastSealBefore, { writer, at })
  }

  unpublishedSeals(limit: number) {
    return this.#many(logCodecs.seal, logLookUps.unpublishedSeals, { limit: pageRows(limit) })
  }

  lastArchive(writer: string) {
    return this.#one(logCodecs.archive, logLookUps.lastArchive, { writer })
  }

  lastEpochRecord(writer: string) {
    return this.#one(codecs.operationRecord, logLookUps.lastEpochRecord, { writer })
  }

  logWriters() {
    return this.#read(() => this.#prepared.all(logLookUps.logWriters, {}).map(({ writer }) => String(writer)))
  }

  oldestAnswerAt() {
    return this.#read(() => {
      const at = this.#prepared.get(logLookUps.oldestAnswerAt, {})?.at
      return typeof at === 'number' ? at : undefined
    })
  }

  profileDocuments() {
    return this.#many(profileCodecs.profileDocument, profileLookUps.documents, {})
  }

  sealedSecret(place: string) {
    return this.#one(profileCodecs.sealedSecret, profileLookUps.secret, { place })
  }

  sealedSecrets(afterPlace: string, limit: number) {
    return this.#many(profileCodecs.sealedSecret, profileLookUps.secrets, { afterPlace, limit: pageRows(limit) })
  }

  sealingKeyIds() {
    return this.#read(() => this.#prepared.all(profileLookUps.keyIds, {}).map((row) => String(row.key_id)))
  }

  close(): Promise<void> {
    if (this.#open) this.#connection.close()
    this.#open = false
    return Promise.resolve()
  }

  #one<Row, Values>(codec: Codec<Row>, statement: Statement<Values>, values: Values): Promise<Row | undefined> {
    return this.#read(() => {
      const row = this.#prepared.get(statement, values)
      return row === undefined ? undefined : codec.decode(row)
    })
  }

  #many<Row, Values>(codec: Codec<Row>, statement: Statement<Values>, values: Values): Promise<readonly Row[]> {
    return this.#read(() => this.#prepared.all(statement, values).map((row) => codec.decode(row)))
  }

  #page<Row, Values extends { readonly limit: number }>(
    list: List<Row, Values>,
    filter: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<Row>> {
    return this.#read(() => {
      const limit = pageRows(filter.limit)
      const start = startOf(list, filter)
      const parts = new Set(
        Object.entries<unknown>(filter).flatMap(([name, value]) => (value === undefined ? [] : [name])),
      )
      // One row more than asked for tells whether another page follows.
      const values = { ...filter, ...start, limit: limit + 1 } as unknown as Values
      const found = this.#prepared.all(list.statement(parts), values)
      const rows = found.slice(0, limit).map((row) => list.codec.decode(row))
      const last = found[limit - 1]
      if (found.length <= limit || last === undefined) return { rows }
      return { rows, next: encodeCursor(list.name, filter, keysOf(list, last)) }
    })
  }

  async #read<Answer>(read: () => Answer): Promise<Answer> {
    if (!this.#open) throw storeError('store-closed', {})
    try {
      return await Promise.resolve(read())
    } catch (error) {
      if (error instanceof PaycircleError) throw error
      const failure = failureOf(this.#driver, error)
      if (failure === undefined) throw error
      if (failure === 'busy') throw storeError('store-busy', { retryAfterMs: lockWaitMs }, { cause: error })
      throw storeError('store-failed', { written: 'no' }, { cause: error })
    }
  }
}

function pageRows(limit: number): number {
  invariant(Number.isInteger(limit) && limit >= 1 && limit <= maxPageRows, `a page has 1 to ${maxPageRows} rows`)
  return limit
}

function startOf(
  list: Pick<List<unknown, unknown>, 'name' | 'keys'>,
  filter: { readonly cursor?: string },
): Record<string, string | number | undefined> {
  if (filter.cursor === undefined) return {}
  const shape = list.keys.map(({ type }) => type)
  const keys = decodeCursor(list.name, filter, shape, filter.cursor)
  return Object.fromEntries(list.keys.map(({ slot }, index) => [slot, keys[index]]))
}

function keysOf(list: Pick<List<unknown, unknown>, 'keys'>, row: SqlRow): CursorKeys {
  return list.keys.map(({ column }) => row[column] ?? '')
}
