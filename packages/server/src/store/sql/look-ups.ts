import { sql } from 'kysely'
import type { RosterRow } from '../port/index.js'
import { sqlBuilder, statement } from './statement.js'
import { tables } from './tables.js'

const agreements = sqlBuilder.selectFrom('agreement').select(tables.agreement.columns)
const signings = sqlBuilder.selectFrom('signing').select(tables.signing.columns)

/** The statements that find rows by their keys. */
export const lookUps = {
  agreement: statement<{ id: string }>(({ id }) => agreements.where('id', '=', id)),
  agreementByAccount: statement<{ profileId: string; account: string }>(({ profileId, account }) =>
    agreements.where('profile_id', '=', profileId).where('account', '=', account),
  ),
  agreementsDue: statement<{ profileId: string; at: number; limit: number }>(({ profileId, at, limit }) =>
    agreements
      .where('profile_id', '=', profileId)
      .where('next_check_at', '<=', at)
      .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', at)]))
      .orderBy('next_check_at')
      .orderBy('id')
      .limit(limit),
  ),
  nextUnleased: statement<{ profileId: string }>(({ profileId }) =>
    sqlBuilder
      .selectFrom('agreement')
      .select('next_check_at as at')
      .where('profile_id', '=', profileId)
      .where('next_check_at', 'is not', null)
      .where('lease_until', 'is', null)
      .orderBy('next_check_at')
      .limit(1),
  ),
  /** A claimed one falls due when its lease has run out at the latest; there are few of them. */
  nextLeased: statement<{ profileId: string }>(({ profileId }) =>
    sqlBuilder
      .selectFrom('agreement')
      .select(sql<number>`case when next_check_at > lease_until then next_check_at else lease_until end`.as('at'))
      .where('profile_id', '=', profileId)
      .where('lease_until', 'is not', null)
      .where('next_check_at', 'is not', null)
      .orderBy('at')
      .limit(1),
  ),
  profileState: statement<{ profileId: string }>(({ profileId }) =>
    sqlBuilder.selectFrom('profile_state').select(tables.profileState.columns).where('profile_id', '=', profileId),
  ),
  pace: statement<{ key: string }>(({ key }) =>
    sqlBuilder.selectFrom('pace').select(tables.pace.columns).where('key', '=', key),
  ),
  signing: statement<{ id: string }>(({ id }) => signings.where('id', '=', id)),
  signingByTokenDigest: statement<{ digest: string }>(({ digest }) => signings.where('token_digest', '=', digest)),
  idempotentAnswer: statement<{ profileId: string; key: string }>(({ profileId, key }) =>
    sqlBuilder
      .selectFrom('idempotent_answer')
      .select(tables.idempotentAnswer.columns)
      .where('profile_id', '=', profileId)
      .where('key', '=', key),
  ),
  apiKeyByDigest: statement<{ digest: string }>(({ digest }) =>
    sqlBuilder.selectFrom('api_key').select(tables.apiKey.columns).where('digest', '=', digest),
  ),
  apiKeys: statement<{ profileId: string }>(({ profileId }) =>
    sqlBuilder
      .selectFrom('api_key')
      .select(tables.apiKey.columns)
      .where('profile_id', '=', profileId)
      .orderBy('created_at')
      .orderBy('id'),
  ),
  chain: statement<{ writer: string; afterSequence: number; limit: number }>(({ writer, afterSequence, limit }) =>
    sqlBuilder
      .selectFrom('operation_record')
      .select(tables.operationRecord.columns)
      .where('writer', '=', writer)
      .where('sequence', '>', afterSequence)
      .orderBy('sequence')
      .limit(limit),
  ),
  chainHeads: statement<object>(() =>
    sqlBuilder.selectFrom('chain_head').select(tables.chainHead.columns).orderBy('writer'),
  ),
  agreementsConfirmedBefore: statement<{
    profileId: string
    before: number
    confirmedAt: number
    id: string
    limit: number
  }>(({ profileId, before, confirmedAt, id, limit }) =>
    agreements
      .where('profile_id', '=', profileId)
      .where('state', '=', sql.lit<'signed'>('signed'))
      .where('confirmed_at', '<=', before)
      .where('confirmed_at', '>=', confirmedAt)
      .where((where) => where.or([where('confirmed_at', '>', confirmedAt), where('id', '>', id)]))
      .orderBy('confirmed_at')
      .orderBy('id')
      .limit(limit),
  ),
  roster: statement<{ id: string }>(({ id }) =>
    sqlBuilder.selectFrom('roster').select(tables.roster.columns).where('id', '=', id),
  ),
  latestRoster: statement<{ profileId: string; kind: RosterRow['kind']; digest: string }>(
    ({ profileId, kind, digest }) =>
      sqlBuilder
        .selectFrom('roster')
        .select(tables.roster.columns)
        .where('profile_id', '=', profileId)
        .where('kind', '=', kind)
        .where('digest', '=', digest)
        // Not by time alone: the clock may have been set back since the one under way began.
        .orderBy((order) => order.case().when('finished_at', 'is', null).then(0).else(1).end())
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1),
  ),
  rostersUnderWay: statement<{ profileId: string; kind: RosterRow['kind']; limit: number }>(
    ({ profileId, kind, limit }) =>
      sqlBuilder
        .selectFrom('roster')
        .select(tables.roster.columns)
        .where('profile_id', '=', profileId)
        .where('kind', '=', kind)
        .where('finished_at', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit),
  ),
  rosterEntries: statement<{ rosterId: string; afterLine: number; limit: number }>((slots) => rosterEntries(slots)),
  rosterEntriesPending: statement<{ rosterId: string; afterLine: number; limit: number }>((slots) =>
    rosterEntries(slots).where('outcome', 'is', null),
  ),
  rosterAgreementsPending: statement<{ profileId: string; rosterId: string; afterLine: number; toLine: number }>(
    ({ profileId, rosterId, afterLine, toLine }) =>
      agreements
        .where('profile_id', '=', profileId)
        .where('account', 'in', (from) =>
          from
            .selectFrom('roster_entry')
            .select('account')
            .where('roster_id', '=', rosterId)
            .where('line', '>', afterLine)
            .where('line', '<=', toLine)
            .where('outcome', 'is', null)
            .where('account', 'is not', null)
            .$castTo<{ account: string }>(),
        ),
  ),
  rosterCounts: statement<{ rosterId: string; afterLine: number; limit: number }>(({ rosterId, afterLine, limit }) =>
    sqlBuilder
      .selectFrom(
        sqlBuilder
          .selectFrom('roster_entry')
          .select(['outcome', 'change', 'line'])
          .where('roster_id', '=', rosterId)
          .where('line', '>', afterLine)
          .orderBy('line')
          .limit(limit)
          .as('slice'),
      )
      .select((row) => [
        'outcome',
        'change',
        row.fn.countAll<number>().as('entries'),
        row.fn.max('line').as('lastLine'),
      ])
      .groupBy(['outcome', 'change']),
  ),
}

function rosterEntries({ rosterId, afterLine, limit }: { rosterId: string; afterLine: number; limit: number }) {
  return sqlBuilder
    .selectFrom('roster_entry')
    .select(tables.rosterEntry.columns)
    .where('roster_id', '=', rosterId)
    .where('line', '>', afterLine)
    .orderBy('line')
    .limit(limit)
}
