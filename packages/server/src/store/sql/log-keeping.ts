import { sql as raw } from 'kysely'
import { unreachable } from 'paycircle/internal/base'
import type { ArchiveRow, LogKeepingGuard, LogKeepingWrite, SealName, SealRow } from '../port/index.js'
import { insert, run, type Change } from './changes.js'
import { none, type GuardChecks } from './guard-check.js'
import { sqlBuilder, statement } from './statement.js'
import { Table } from './table.js'
import { tables } from './tables.js'

export const logTables = {
  seal: new Table<SealRow>('seal', ['writer', 'epoch', 'number'], {
    writer: 'plain',
    epoch: 'plain',
    number: 'plain',
    sequence: 'plain',
    hash: 'plain',
    at: 'plain',
    keyId: 'plain',
    signature: 'plain',
    publishedAt: 'plain',
  }),
  archive: new Table<ArchiveRow>('archive', ['writer', 'sequence'], {
    writer: 'plain',
    epoch: 'plain',
    sequence: 'plain',
    hash: 'plain',
    at: 'plain',
    digest: 'plain',
    keyId: 'plain',
    signature: 'plain',
  }),
}

const seals = sqlBuilder.selectFrom('seal').select(logTables.seal.columns)
const latestSeals = seals.orderBy('epoch', 'desc').orderBy('number', 'desc').limit(1)

export const logLookUps = {
  seal: statement<SealName>(({ writer, epoch, number }) =>
    seals.where('writer', '=', writer).where('epoch', '=', epoch).where('number', '=', number),
  ),
  seals: statement<SealName & { limit: number }>(({ writer, epoch, number, limit }) =>
    seals
      .where('writer', '=', writer)
      .where('epoch', '>=', epoch)
      .where((where) => where.or([where('epoch', '>', epoch), where('number', '>', number)]))
      .orderBy('epoch')
      .orderBy('number')
      .limit(limit),
  ),
  lastSeal: statement<{ writer: string }>(({ writer }) => latestSeals.where('writer', '=', writer)),
  lastSealBefore: statement<{ writer: string; at: number }>(({ writer, at }) =>
    latestSeals.where('writer', '=', writer).where('at', '<', at),
  ),
  unpublishedSeals: statement<{ limit: number }>(({ limit }) =>
    seals.where('published_at', 'is', null).orderBy('at').orderBy('epoch').orderBy('number').limit(limit),
  ),
  lastArchive: statement<{ writer: string }>(({ writer }) =>
    sqlBuilder
      .selectFrom('archive')
      .select(logTables.archive.columns)
      .where('writer', '=', writer)
      .orderBy('sequence', 'desc')
      .limit(1),
  ),
  lastEpochRecord: statement<{ writer: string }>(({ writer }) =>
    sqlBuilder
      .selectFrom('operation_record')
      .select(tables.operationRecord.columns)
      .where('writer', '=', writer)
      // The kind stands in the statement itself, or the partial index would not be used.
      .where(raw<boolean>`kind = 'epoch.opened'`)
      .orderBy('sequence', 'desc')
      .limit(1),
  ),
  // From name to name along the indexes, since a log has many records and few writers.
  logWriters: statement<object>(
    () => raw`with recursive
        record_writer (name) as (select min(writer) from operation_record union all
          select (select min(writer) from operation_record where writer > name) from record_writer where name is not null),
        seal_writer (name) as (select min(writer) from seal union all
          select (select min(writer) from seal where writer > name) from seal_writer where name is not null)
      select name as writer from record_writer where name is not null union
      select name from seal_writer where name is not null union
      select writer from archive union select writer from chain_head where sequence > 0
      order by writer`,
  ),
  oldestAnswerAt: statement<object>(() =>
    sqlBuilder.selectFrom('idempotent_answer').select('created_at as at').orderBy('created_at').limit(1),
  ),
}

export const logGuards: GuardChecks<LogKeepingGuard> = {
  'seal-absent': none(({ writer, epoch, number }) =>
    seals.where('writer', '=', writer).where('epoch', '=', epoch).where('number', '=', number),
  ),
  // A chain of which there is no record yet has no head either.
  'chain-ends': none(({ writer, sequence, hash }) =>
    sqlBuilder
      .selectFrom('chain_head')
      .select('writer')
      .where('writer', '=', writer)
      .where((where) => where.or([where('sequence', '<>', sequence), where('hash', '<>', hash)])),
  ),
}

/** What a write that keeps the log does to the tables. */
export function logKeepingChanges(write: LogKeepingWrite): readonly Change[] {
  switch (write.write) {
    case 'insert-seal':
      return [insert(logTables.seal, write.row)]
    case 'publish-seal':
      return [run(publishSeal, write)]
    case 'insert-archive':
      return [insert(logTables.archive, write.row)]
    case 'remove-records':
      return [run(removeRecords, write)]
    case 'forget-account':
      // The agreement last: the others find by it whose account it is.
      return [run(forgetInRecords, write), run(forgetInRosters, write), run(forgetInAgreement, write)]
    case 'remove-answers':
      return [run(removeAnswers, write)]
    default:
      return unreachable(write)
  }
}

type WriteOf<Name extends LogKeepingWrite['write']> = Extract<LogKeepingWrite, { write: Name }>

const publishSeal = statement<WriteOf<'publish-seal'>>(({ writer, epoch, number, at }) =>
  sqlBuilder
    .updateTable('seal')
    .set({ published_at: at })
    .where('writer', '=', writer)
    .where('epoch', '=', epoch)
    .where('number', '=', number),
)

const removeRecords = statement<WriteOf<'remove-records'>>(({ writer, afterSequence, throughSequence }) =>
  sqlBuilder
    .deleteFrom('operation_record')
    .where('writer', '=', writer)
    .where('sequence', '>', afterSequence)
    .where('sequence', '<=', throughSequence),
)

const removeAnswers = statement<WriteOf<'remove-answers'>>(
  ({ before, limit }) =>
    raw`delete from idempotent_answer where (profile_id, key) in
      (select profile_id, key from idempotent_answer where created_at < ${before} order by created_at limit ${limit})`,
)

const forgetInRecords = statement<WriteOf<'forget-account'>>(({ agreementId, pseudonym }) =>
  sqlBuilder
    .updateTable('operation_record')
    .set({ account: pseudonym, account_salt: null })
    .where('agreement_id', '=', agreementId)
    .where('account_salt', 'is not', null),
)

const forgetInRosters = statement<WriteOf<'forget-account'>>(
  ({ agreementId, pseudonym }) =>
    raw`update roster_entry set account = ${pseudonym}, given = ${pseudonym}
      where account = (select account from agreement where id = ${agreementId})
        and roster_id in
          (select id from roster where profile_id = (select profile_id from agreement where id = ${agreementId}))`,
)

const forgetInAgreement = statement<WriteOf<'forget-account'>>(
  ({ agreementId, pseudonym, at }) =>
    raw`update agreement set account = ${pseudonym}, account_as_given = ${pseudonym}, agent_id = null, user_id = null, other_user_id = null,
      next_check_at = null, follow_up_step = null, confirmed_at = null, updated_at = ${at}, version = version + 1
      where id = ${agreementId}`,
)
