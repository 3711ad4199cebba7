import { invariant } from 'paycircle/internal/base'
import { decodeCursor, encodeCursor, maxPageRows, type CursorKeys } from '../port/index.js'
import type {
  AgreementFilter,
  DeliveryFilter,
  EventFilter,
  EventRow,
  OperationCountFilter,
  OperationFilter,
  Page,
  RosterCount,
  RosterRow,
  SealName,
  StoreReader,
} from '../port/index.js'
import type { Codec, SqlRow } from './codec.js'
import { agreementList, operationList, type EventPage, type List } from './lists.js'
import { accessLookUps, accessTables } from './access-keeping.js'
import { alarmLookUps, alarmTables } from './alarm-keeping.js'
import { deliveryList, deliveryLists, deliveryLookUps, deliveryTables } from './delivery-keeping.js'
import { logLookUps, logTables } from './log-keeping.js'
import { lookUps } from './look-ups.js'
import { decodeCount, hoursOf, sumOfCounts } from './operation-counts.js'
import { profileLookUps, profileTables } from './profile-keeping.js'
import type { Statement } from './statement.js'
import { tables } from './tables.js'

/** Runs a read in the dialect of a store, and reports what goes wrong in the port's errors. */
export interface RowSource {
  rows<Values extends object>(statement: Statement<Values>, values: Values): Promise<readonly SqlRow[]>
}

/** The reads of the port, for every store that can run statements. Each answer is the state after some commit. */
export abstract class SqlReader implements StoreReader {
  readonly #source: RowSource
  readonly #eventList: List<EventRow, EventPage>

  constructor(source: RowSource, eventList: List<EventRow, EventPage>) {
    this.#source = source
    this.#eventList = eventList
  }

  abstract close(): Promise<void>

  agreement(id: string) {
    return this.#one(tables.agreement, lookUps.agreement, { id })
  }

  agreementByAccount(profileId: string, account: string) {
    return this.#one(tables.agreement, lookUps.agreementByAccount, { profileId, account })
  }

  agreements(filter: AgreementFilter) {
    return this.#page(agreementList, filter)
  }

  agreementsDue(profileId: string, at: number, limit: number) {
    return this.#many(tables.agreement, lookUps.agreementsDue, { profileId, at, limit: pageRows(limit) })
  }

  async nextDueAt(profileId: string) {
    const found = [lookUps.nextUnleased, lookUps.nextLeased].map((one) => this.#source.rows(one, { profileId }))
    const times = (await Promise.all(found)).map((rows) => rows[0]?.at).filter((at) => typeof at === 'number')
    return times.length === 0 ? undefined : Math.min(...times)
  }

  profileState(profileId: string) {
    return this.#one(tables.profileState, lookUps.profileState, { profileId })
  }

  pace(key: string) {
    return this.#one(tables.pace, lookUps.pace, { key })
  }

  signing(id: string) {
    return this.#one(tables.signing, lookUps.signing, { id })
  }

  signingByTokenDigest(digest: string) {
    return this.#one(tables.signing, lookUps.signingByTokenDigest, { digest })
  }

  idempotentAnswer(profileId: string, key: string) {
    return this.#one(tables.idempotentAnswer, lookUps.idempotentAnswer, { profileId, key })
  }

  apiKeyByDigest(digest: string) {
    return this.#one(tables.apiKey, lookUps.apiKeyByDigest, { digest })
  }

  apiKeys(profileId: string) {
    return this.#many(tables.apiKey, lookUps.apiKeys, { profileId })
  }

  operations(filter: OperationFilter) {
    return this.#page(operationList, filter)
  }

  async operationCounts(filter: OperationCountFilter) {
    return (await this.#source.rows(sumOfCounts, hoursOf(filter))).map(decodeCount)
  }

  events(filter: EventFilter) {
    return this.#page(this.#eventList, filter)
  }

  async eventFeed(filter: EventFilter) {
    const list = this.#eventList
    const found = await this.#slice(list, filter, pageRows(filter.limit))
    return found.map((row) => ({
      row: list.codec.decode(row),
      cursor: encodeCursor(list.name, filter, keysOf(list, row)),
    }))
  }

  eventsFrom(profileId: string, eventId: string, limit: number) {
    return this.#many(tables.event, deliveryLookUps.eventsFrom, { profileId, eventId, limit })
  }

  chain(writer: string, afterSequence: number, limit: number) {
    const values = { writer, afterSequence, limit: pageRows(limit) }
    return this.#many(tables.operationRecord, lookUps.chain, values)
  }

  chainHeads() {
    return this.#many(tables.chainHead, lookUps.chainHeads, {})
  }

  agreementsConfirmedBefore(
    profileId: string,
    before: number,
    after: { readonly confirmedAt: number; readonly id: string },
    limit: number,
  ) {
    const values = { profileId, before, ...after, limit: pageRows(limit) }
    return this.#many(tables.agreement, lookUps.agreementsConfirmedBefore, values)
  }

  roster(id: string) {
    return this.#one(tables.roster, lookUps.roster, { id })
  }

  latestRoster(profileId: string, kind: RosterRow['kind'], digest: string) {
    return this.#one(tables.roster, lookUps.latestRoster, { profileId, kind, digest })
  }

  rostersUnderWay(profileId: string, kind: RosterRow['kind'], limit: number) {
    return this.#many(tables.roster, lookUps.rostersUnderWay, { profileId, kind, limit: pageRows(limit) })
  }

  rosterEntries(rosterId: string, afterLine: number, limit: number) {
    return this.#many(tables.rosterEntry, lookUps.rosterEntries, { rosterId, afterLine, limit: pageRows(limit) })
  }

  rosterEntriesPending(rosterId: string, afterLine: number, limit: number) {
    const values = { rosterId, afterLine, limit: pageRows(limit) }
    return this.#many(tables.rosterEntry, lookUps.rosterEntriesPending, values)
  }

  rosterAgreementsPending(profileId: string, rosterId: string, afterLine: number, toLine: number) {
    return this.#many(tables.agreement, lookUps.rosterAgreementsPending, { profileId, rosterId, afterLine, toLine })
  }

  async rosterCounts(rosterId: string, afterLine: number, limit: number) {
    const rows = await this.#source.rows(lookUps.rosterCounts, { rosterId, afterLine, limit })
    return rows.map((row) => row as unknown as RosterCount)
  }

  seal(name: SealName) {
    return this.#one(logTables.seal, logLookUps.seal, name)
  }

  seals(after: SealName, limit: number) {
    return this.#many(logTables.seal, logLookUps.seals, { ...after, limit: pageRows(limit) })
  }

  lastSeal(writer: string) {
    return this.#one(logTables.seal, logLookUps.lastSeal, { writer })
  }

  lastSealBefore(writer: string, at: number) {
    return this.#one(logTables.seal, logLookUps.lastSealBefore, { writer, at })
  }

  unpublishedSeals(limit: number) {
    return this.#many(logTables.seal, logLookUps.unpublishedSeals, { limit: pageRows(limit) })
  }

  lastArchive(writer: string) {
    return this.#one(logTables.archive, logLookUps.lastArchive, { writer })
  }

  lastEpochRecord(writer: string) {
    return this.#one(tables.operationRecord, logLookUps.lastEpochRecord, { writer })
  }

  async logWriters() {
    return (await this.#source.rows(logLookUps.logWriters, {})).map(({ writer }) => String(writer))
  }

  async oldestAnswerAt() {
    const at = (await this.#source.rows(logLookUps.oldestAnswerAt, {}))[0]?.at
    return typeof at === 'number' ? at : undefined
  }

  profileDocuments() {
    return this.#many(profileTables.profileDocument, profileLookUps.documents, {})
  }

  sealedSecret(place: string) {
    return this.#one(profileTables.sealedSecret, profileLookUps.secret, { place })
  }

  sealedSecrets(afterPlace: string, limit: number) {
    return this.#many(profileTables.sealedSecret, profileLookUps.secrets, { afterPlace, limit: pageRows(limit) })
  }

  async sealingKeyIds() {
    return (await this.#source.rows(profileLookUps.keyIds, {})).map((row) => String(row.key_id))
  }

  async hasUsers() {
    return (await this.#source.rows(accessLookUps.anyUser, {})).length > 0
  }

  user(id: string) {
    return this.#one(accessTables.user, accessLookUps.user, { id })
  }

  userByName(name: string) {
    return this.#one(accessTables.user, accessLookUps.userByName, { name })
  }

  userBySubject(subject: string) {
    return this.#one(accessTables.user, accessLookUps.userBySubject, { subject })
  }

  users(afterName: string, limit: number) {
    return this.#many(accessTables.user, accessLookUps.users, { afterName, limit: pageRows(limit) })
  }

  session(digest: string) {
    return this.#one(accessTables.session, accessLookUps.session, { digest })
  }

  sessionsOf(userId: string, at: number, limit: number) {
    return this.#many(accessTables.session, accessLookUps.sessionsOf, { userId, at, limit: pageRows(limit) })
  }

  oneTimeToken(digest: string) {
    return this.#one(accessTables.oneTimeToken, accessLookUps.oneTimeToken, { digest })
  }

  logInPace(key: string) {
    return this.#one(accessTables.logInPace, accessLookUps.logInPace, { key })
  }

  approval(id: string) {
    return this.#one(accessTables.approval, accessLookUps.approval, { id })
  }

  approvals(profileId: string, limit: number) {
    return this.#many(accessTables.approval, accessLookUps.approvals, { profileId, limit: pageRows(limit) })
  }

  alarm(key: string) {
    return this.#one(alarmTables.alarm, alarmLookUps.alarm, { key })
  }

  openAlarms(limit: number) {
    return this.#many(alarmTables.alarm, alarmLookUps.open, { limit: pageRows(limit) })
  }

  latestAlarms(limit: number) {
    return this.#many(alarmTables.alarm, alarmLookUps.latest, { limit: pageRows(limit) })
  }

  async profileStanding(profileId: string) {
    const [row] = await this.#source.rows(alarmLookUps.standing, { profileId })
    return {
      heldAgreements: Number(row?.held ?? 0),
      deadDeliveries: Number(row?.dead ?? 0),
      firstLeaseUntil: typeof row?.lease === 'number' ? row.lease : null,
    }
  }

  troubledAgreements(profileId: string, before: number, limit: number) {
    return this.#many(tables.agreement, alarmLookUps.troubled, { profileId, before, limit: pageRows(limit) })
  }

  webhook(id: string) {
    return this.#one(deliveryTables.webhook, deliveryLookUps.webhook, { id })
  }

  webhooks(profileId: string, limit: number) {
    return this.#many(deliveryTables.webhook, deliveryLookUps.webhooks, { profileId, limit: pageRows(limit) })
  }

  activeWebhooks(afterId: string, limit: number) {
    return this.#many(deliveryTables.webhook, deliveryLookUps.activeWebhooks, { afterId, limit: pageRows(limit) })
  }

  deletedWebhooksWithPending(limit: number) {
    return this.#many(deliveryTables.webhook, deliveryLookUps.deletedWithPending, { limit: pageRows(limit) })
  }

  delivery(id: string) {
    return this.#one(deliveryTables.delivery, deliveryLookUps.delivery, { id })
  }

  deliveries(filter: DeliveryFilter) {
    return this.#page(filter.state === undefined ? deliveryList : deliveryLists[filter.state], filter)
  }

  deliveriesDue(webhookId: string, at: number, limit: number) {
    const values = { webhookId, at, limit: pageRows(limit) }
    return this.#many(deliveryTables.delivery, deliveryLookUps.deliveriesDue, values)
  }

  async deliveryStanding(profileId: string) {
    const rows = await this.#source.rows(deliveryLookUps.standing, { profileId })
    return rows.map(({ webhook_id, state, pending, dead, oldest }) => ({
      webhookId: String(webhook_id),
      isActive: state === 'active',
      pending: Number(pending),
      dead: Number(dead),
      oldestPendingAt: typeof oldest === 'number' ? oldest : null,
    }))
  }

  latestDelivery(webhookId: string, state: 'delivered' | 'dead') {
    const statement = state === 'dead' ? deliveryLookUps.latestDead : deliveryLookUps.latestDelivered
    return this.#one(deliveryTables.delivery, statement, { webhookId })
  }

  event(id: string) {
    return this.#one(tables.event, deliveryLookUps.event, { id })
  }

  async #one<Row, Values extends object>(codec: Codec<Row>, statement: Statement<Values>, values: Values) {
    const row = (await this.#source.rows(statement, values))[0]
    return row === undefined ? undefined : codec.decode(row)
  }

  async #many<Row, Values extends object>(codec: Codec<Row>, statement: Statement<Values>, values: Values) {
    return (await this.#source.rows(statement, values)).map((row) => codec.decode(row))
  }

  async #page<Row, Values extends { readonly limit: number }>(
    list: List<Row, Values>,
    filter: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<Row>> {
    const limit = pageRows(filter.limit)
    // One row more than asked for tells whether another page follows.
    const found = await this.#slice(list, filter, limit + 1)
    const rows = found.slice(0, limit).map((row) => list.codec.decode(row))
    const last = found[limit - 1]
    if (found.length <= limit || last === undefined) return { rows }
    return { rows, next: encodeCursor(list.name, filter, keysOf(list, last)) }
  }

  #slice<Row, Values extends object>(
    list: List<Row, Values>,
    filter: { readonly cursor?: string; readonly limit: number },
    limit: number,
  ): Promise<readonly SqlRow[]> {
    const start = startOf(list, filter)
    const parts = new Set(
      Object.entries<unknown>(filter).flatMap(([name, value]) => (value === undefined ? [] : [name])),
    )
    return this.#source.rows(list.statement(parts), { ...filter, ...start, limit } as unknown as Values)
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
