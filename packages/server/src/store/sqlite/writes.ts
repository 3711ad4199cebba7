import { sql as raw } from 'kysely'
import { unreachable } from 'paycircle/internal/base'
import type { OperationRecord } from '../../ledger/index.js'
import type { ChainHead, Write } from '../port/index.js'
import { codecs, type Codec } from './codec.js'
import { applyLogKeeping } from './log-keeping.js'
import { applyProfileKeeping } from './profile-keeping.js'
import type { Schema } from './schema.js'
import { sqlBuilder, type PreparedStatements } from './statement.js'

/** Thrown where a write names what is not there or may not be changed; its unit is then undone. */
export class WriteRefused extends Error {}

/** Carries out one write. A constraint that it violates surfaces as the driver's error. */
export function applyWrite(prepared: PreparedStatements, write: Write): void {
  switch (write.write) {
    case 'insert-agreement':
      insert(prepared, inserts.agreement, codecs.agreement, write.row)
      break
    case 'update-agreement':
      update(prepared, 'agreement', codecs.agreement, write.agreementId, write.changes)
      break
    case 'insert-signing':
      insert(prepared, inserts.signing, codecs.signing, write.row)
      break
    case 'update-signing':
      update(prepared, 'signing', codecs.signing, write.signingId, write.changes)
      break
    case 'insert-answer':
      insert(prepared, inserts.idempotentAnswer, codecs.idempotentAnswer, write.row)
      break
    case 'insert-event':
      insert(prepared, inserts.event, codecs.event, write.row)
      break
    case 'put-profile-state':
      insert(prepared, puts.profileState, codecs.profileState, write.row)
      break
    case 'take-rate':
      insert(prepared, puts.pace, codecs.pace, write.row)
      break
    case 'insert-api-key':
      insert(prepared, inserts.apiKey, codecs.apiKey, write.row)
      break
    case 'revoke-api-key':
      update(prepared, 'api_key', codecs.apiKey, write.apiKeyId, { revokedAt: write.at })
      break
    case 'insert-roster':
      insert(prepared, inserts.roster, codecs.roster, write.row)
      break
    case 'update-roster':
      update(prepared, 'roster', codecs.roster, write.rosterId, write.changes)
      break
    case 'insert-roster-entries':
      for (const row of write.rows) insert(prepared, insertRosterEntry, codecs.rosterEntry, row)
      break
    case 'delete-roster-entries':
      prepared.of(deleteRosterEntries).run([write.rosterId, write.upToLine])
      break
    case 'settle-roster-entry':
      settleRosterEntry(prepared, write)
      break
    case 'insert-seal':
    case 'publish-seal':
    case 'insert-archive':
    case 'remove-records':
    case 'forget-account':
    case 'remove-answers':
      applyLogKeeping(prepared, write)
      break
    case 'put-profile-document':
    case 'put-sealed-secret':
    case 'delete-sealed-secret':
      applyProfileKeeping(prepared, write)
      break
    default:
      unreachable(write)
  }
}

/** Adds a record at the end of its writer's chain. */
export function insertRecord(prepared: PreparedStatements, record: OperationRecord): void {
  insert(prepared, inserts.operationRecord, codecs.operationRecord, record)
}

/** Notes where a writer's chain ends. */
export function writeHead(prepared: PreparedStatements, head: ChainHead): void {
  insert(prepared, upsertHead, codecs.chainHead, head)
}

const inserts = {
  agreement: insertInto('agreement', codecs.agreement),
  signing: insertInto('signing', codecs.signing),
  idempotentAnswer: insertInto('idempotent_answer', codecs.idempotentAnswer),
  event: insertInto('event', codecs.event),
  apiKey: insertInto('api_key', codecs.apiKey),
  operationRecord: insertInto('operation_record', codecs.operationRecord),
  roster: insertInto('roster', codecs.roster),
}

const upsertHead = sqlBuilder
  .insertInto('chain_head')
  .values({ writer: '', sequence: 0, hash: '' })
  .onConflict((conflict) =>
    conflict
      .column('writer')
      .doUpdateSet((row) => ({ sequence: row.ref('excluded.sequence'), hash: row.ref('excluded.hash') })),
  )
  .compile().sql

const insertRosterEntry = `${insertInto('roster_entry', codecs.rosterEntry)} on conflict do nothing`

const deleteRosterEntries = 'delete from "roster_entry" where "roster_id" = ? and "line" <= ?'

function settleRosterEntry(
  prepared: PreparedStatements,
  { rosterId, line, result }: Extract<Write, { write: 'settle-roster-entry' }>,
): void {
  const set = codecs.rosterEntry.encodeSome(result)
  if (set === undefined) throw new WriteRefused('an unknown field of roster_entry')
  const columns = set.columns.map((column) => `"${column}" = ?`).join(', ')
  const sql = `update "roster_entry" set ${columns} where "roster_id" = ? and "line" = ?`
  if (prepared.of(sql).run([...set.values, rosterId, line]) === 0) throw new WriteRefused('no such roster_entry')
}

/** As an insert; a row of the same key gives way. Nothing refers to these rows. */
const puts = {
  profileState: replaceInto('profile_state', codecs.profileState),
  pace: replaceInto('pace', codecs.pace),
}

function replaceInto(table: keyof Schema, codec: { readonly columns: readonly string[] }): string {
  const slots = Object.fromEntries(codec.columns.map((column) => [column, '']))
  return sqlBuilder.replaceInto(table).values(slots).compile().sql
}

/** The statement that takes a row's values in the order of its codec. */
function insertInto(table: keyof Schema, codec: { readonly columns: readonly string[] }): string {
  const slots = Object.fromEntries(codec.columns.map((column) => [column, '']))
  // kysely would have each table's own columns; they come from the codec, which the row's type keeps complete.
  return sqlBuilder.insertInto(table).values(slots).compile().sql
}

function insert<Row>(prepared: PreparedStatements, sql: string, codec: Codec<Row>, row: Row): void {
  prepared.of(sql).run(codec.encode(row))
}

function update<Row>(
  prepared: PreparedStatements,
  table: 'agreement' | 'signing' | 'api_key' | 'roster',
  codec: Codec<Row>,
  id: string,
  changes: object,
): void {
  const set = codec.encodeSome(changes)
  if (set === undefined) throw new WriteRefused(`an unknown field of ${table}`)
  if (set.columns.length === 0) return
  const statement = prepared.of(updateOf(table, set.columns))
  if (statement.run([...set.values, id]) === 0) throw new WriteRefused(`no such ${table}`)
}

const updates = new Map<string, string>()

/** The statement for one set of columns; callers change few different sets. */
function updateOf(table: 'agreement' | 'signing' | 'api_key' | 'roster', columns: readonly string[]): string {
  const name = [table, ...columns].join()
  let sql = updates.get(name)
  if (sql === undefined) {
    const slots: Record<string, unknown> = Object.fromEntries(columns.map((column) => [column, '']))
    if (table === 'agreement') slots.version = raw`version + 1`
    // As in insertInto: the codec vouches for the columns.
    const query = sqlBuilder.updateTable(table).set(slots as never)
    sql = query.where('id', '=', '').compile().sql
    updates.set(name, sql)
  }
  return sql
}
