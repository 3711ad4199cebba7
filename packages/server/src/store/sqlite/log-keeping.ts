import { sql as raw } from 'kysely'
import { unreachable } from 'paycircle/internal/base'
import type { ArchiveRow, LogKeepingWrite, SealName, SealRow } from '../port/index.js'
import { Codec } from './codec.js'
import { compile, sqlBuilder, type PreparedStatements, type Statement } from './statement.js'

export const logCodecs = {
  seal: new Codec<SealRow>({
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
  archive: new Codec<ArchiveRow>({
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

const seals = sqlBuilder.selectFrom('seal').selectAll()
const latestSeals = seals.orderBy('epoch', 'desc').orderBy('number', 'desc').limit(1)

export const logLookUps = {
  seal: compile<SealName>(({ writer, epoch, number }) =>
    seals.where('writer', '=', writer).where('epoch', '=', epoch).where('number', '=', number),
  ),
  seals: compile<SealName & { limit: number }>(({ writer, epoch, number, limit }) =>
    seals
      .where('writer', '=', writer)
      .where('epoch', '>=', epoch)
      .where((where) => where.or([where('epoch', '>', epoch), where('number', '>', number)]))
      .orderBy('epoch')
      .orderBy('number')
      .limit(limit),
  ),
  lastSeal: compile<{ writer: string }>(({ writer }) => latestSeals.where('writer', '=', writer)),
  lastSealBefore: compile<{ writer: string; at: number }>(({ writer, at }) =>
    latestSeals.where('writer', '=', writer).where('at', '<', at),
  ),
  unpublishedSeals: compile<{ limit: number }>(({ limit }) =>
    seals.where('published_at', 'is', null).orderBy('at').orderBy('epoch').orderBy('number').limit(limit),
  ),
  lastArchive: compile<{ writer: string }>(({ writer }) =>
    sqlBuilder.selectFrom('archive').selectAll().where('writer', '=', writer).orderBy('sequence', 'desc').limit(1),
  ),
  lastEpochRecord: compile<{ writer: string }>(({ writer }) =>
    sqlBuilder
      .selectFrom('operation_record')
      .selectAll()
      .where('writer', '=', writer)
      // The kind stands in the statement itself, or the partial index would not be used.
      .where(raw<boolean>`kind = 'epoch.opened'`)
      .orderBy('sequence', 'desc')
      .limit(1),
  ),
  // From name to name along the indexes, since a log has many records and few writers.
  logWriters: {
    sql: `with recursive
        record_writer (name) as (select min(writer) from operation_record union all
          select (select min(writer) from operation_record where writer > name) from record_writer where name is not null),
        seal_writer (name) as (select min(writer) from seal union all
          select (select min(writer) from seal where writer > name) from seal_writer where name is not null)
      select name as writer from record_writer where name is not null union
      select name from seal_writer where name is not null union
      select writer from archive union select writer from chain_head where sequence > 0
      order by writer`,
    bind: () => [],
  } satisfies Statement<object>,
  oldestAnswerAt: compile<object>(() =>
    sqlBuilder.selectFrom('idempotent_answer').select('created_at as at').orderBy('created_at').limit(1),
  ),
}

const insertSeal = insertInto('seal', logCodecs.seal.columns)
const insertArchive = insertInto('archive', logCodecs.archive.columns)

/** Carries out a write that keeps the log. */
export function applyLogKeeping(prepared: PreparedStatements, write: LogKeepingWrite): void {
  switch (write.write) {
    case 'insert-seal':
      prepared.of(insertSeal).run(logCodecs.seal.encode(write.row))
      break
    case 'publish-seal':
      prepared
        .of('update seal set published_at = ? where writer = ? and epoch = ? and number = ?')
        .run([write.at, write.writer, write.epoch, write.number])
      break
    case 'insert-archive':
      prepared.of(insertArchive).run(logCodecs.archive.encode(write.row))
      break
    case 'remove-records':
      prepared
        .of('delete from operation_record where writer = ? and sequence > ? and sequence <= ?')
        .run([write.writer, write.afterSequence, write.throughSequence])
      break
    case 'forget-account':
      forgetAccount(prepared, write)
      break
    case 'remove-answers':
      prepared
        .of(
          `delete from idempotent_answer where (profile_id, key) in
             (select profile_id, key from idempotent_answer where created_at < ? order by created_at limit ?)`,
        )
        .run([write.before, write.limit])
      break
    default:
      unreachable(write)
  }
}

/** The agreement last: the others find by it whose account it is. */
function forgetAccount(
  prepared: PreparedStatements,
  { agreementId, pseudonym, at }: Extract<LogKeepingWrite, { write: 'forget-account' }>,
): void {
  prepared
    .of(
      `update operation_record set account = ?, account_salt = null
         where agreement_id = ? and account_salt is not null`,
    )
    .run([pseudonym, agreementId])
  prepared
    .of(
      `update roster_entry set account = ?, given = ?
         where account = (select account from agreement where id = ?)
           and roster_id in (select id from roster where profile_id = (select profile_id from agreement where id = ?))`,
    )
    .run([pseudonym, pseudonym, agreementId, agreementId])
  prepared
    .of(
      `update agreement set account = ?, account_as_given = ?, agent_id = null, user_id = null, next_check_at = null,
         follow_up_step = null, confirmed_at = null, updated_at = ?, version = version + 1 where id = ?`,
    )
    .run([pseudonym, pseudonym, at, agreementId])
}

function insertInto(table: 'seal' | 'archive', columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
}
