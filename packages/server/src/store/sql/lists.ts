import type { OperationNodeSource } from 'kysely'
import type { OperationRecord } from '../../ledger/index.js'
import type { AgreementFilter, AgreementRow, EventFilter, EventRow, OperationFilter } from '../port/index.js'
import type { Codec } from './codec.js'
import { sqlBuilder, statement, type Statement } from './statement.js'
import { tables } from './tables.js'

/** A page's filter with the place after which it starts and how many rows it may have. */
type Values<Filter, Keys> = Omit<Required<Filter>, 'cursor'> & Keys

type AgreementPage = Values<AgreementFilter, { updatedAt: number; id: string }>
type OperationPage = Values<OperationFilter, { at: number; position: number }>
export type EventPage = Values<EventFilter, { position: number }>

/** Which parts of a filter are set; together they choose the statement. */
export type Parts = ReadonlySet<string>

/** A list that is read in pages. */
export interface List<Row, Page> {
  /** How its cursors call it. */
  readonly name: string
  readonly codec: Codec<Row>
  readonly statement: (parts: Parts) => Statement<Page>
  /** The columns by which it is sorted, and the values that they fill where a page starts. */
  readonly keys: readonly { readonly column: string; readonly slot: string; readonly type: 'string' | 'number' }[]
}

// Every list reads along an index from its cursor on, never past rows that it leaves out by number.
const agreementStatement = eachCombination<AgreementPage>((parts, slots) => {
  let query = sqlBuilder
    .selectFrom('agreement')
    .select(tables.agreement.columns)
    .where('profile_id', '=', slots.profileId)
  if (parts.has('state')) query = query.where('state', '=', slots.state)
  if (parts.has('agentId')) query = query.where('agent_id', '=', slots.agentId)
  if (parts.has('cursor')) {
    query = query
      .where('updated_at', '<=', slots.updatedAt)
      .where((where) => where.or([where('updated_at', '<', slots.updatedAt), where('id', '<', slots.id)]))
  }
  return query.orderBy('updated_at', 'desc').orderBy('id', 'desc').limit(slots.limit)
})

const operationStatement = eachCombination<OperationPage>((parts, slots) => {
  let query = sqlBuilder.selectFrom('operation_record').select([...tables.operationRecord.columns, 'position'])
  if (parts.has('profileId')) query = query.where('profile_id', '=', slots.profileId)
  if (parts.has('agreementId')) query = query.where('agreement_id', '=', slots.agreementId)
  if (parts.has('operationId')) query = query.where('operation_id', '=', slots.operationId)
  if (parts.has('kind')) query = query.where('kind', '=', slots.kind)
  if (parts.has('since')) query = query.where('at', '>=', slots.since)
  if (parts.has('until')) query = query.where('at', '<', slots.until)
  const [order, after] = parts.has('oldestFirst') ? (['asc', '>'] as const) : (['desc', '<'] as const)
  if (parts.has('cursor')) {
    query = query
      .where('at', `${after}=`, slots.at)
      .where((where) => where.or([where('at', after, slots.at), where('position', after, slots.position)]))
  }
  return query.orderBy('at', order).orderBy('position', order).limit(slots.limit)
})

const eventStatement = eachCombination<EventPage>((parts, slots) => {
  let query = sqlBuilder
    .selectFrom('event')
    .select([...tables.event.columns, 'position'])
    .where('profile_id', '=', slots.profileId)
  if (parts.has('agreementId')) query = query.where('agreement_id', '=', slots.agreementId)
  if (parts.has('cursor')) query = query.where('position', '>', slots.position)
  return query.orderBy('position').limit(slots.limit)
})

export const agreementList: List<AgreementRow, AgreementPage> = {
  name: 'agreements',
  codec: tables.agreement,
  statement: agreementStatement,
  keys: [
    { column: 'updated_at', slot: 'updatedAt', type: 'number' },
    { column: 'id', slot: 'id', type: 'string' },
  ],
}

export const operationList: List<OperationRecord, OperationPage> = {
  name: 'operations',
  codec: tables.operationRecord,
  statement: operationStatement,
  keys: [
    { column: 'at', slot: 'at', type: 'number' },
    { column: 'position', slot: 'position', type: 'number' },
  ],
}

export const eventList: List<EventRow, EventPage> = {
  name: 'events',
  codec: tables.event,
  statement: eventStatement,
  keys: [{ column: 'position', slot: 'position', type: 'number' }],
}

/** Keeps a list's statement for each combination of parts from its first use on. */
export function eachCombination<Page extends object>(
  build: (parts: Parts, slots: Page) => OperationNodeSource,
): (parts: Parts) => Statement<Page> {
  const made = new Map<string, Statement<Page>>()
  return (parts) => {
    const name = [...parts].sort().join()
    let known = made.get(name)
    if (known === undefined) {
      known = statement<Page>((slots) => build(parts, slots))
      made.set(name, known)
    }
    return known
  }
}
