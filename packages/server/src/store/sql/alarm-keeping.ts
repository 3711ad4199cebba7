import { sql } from 'kysely'
import type { AlarmKeepingGuard, AlarmKeepingWrite, AlarmRow } from '../port/index.js'
import { put, type Change } from './changes.js'
import { none, type GuardChecks } from './guard-check.js'
import { sqlBuilder, statement } from './statement.js'
import { Table } from './table.js'
import { tables } from './tables.js'

export const alarmTables = {
  alarm: new Table<AlarmRow>('alarm', ['key'], {
    key: 'plain',
    rule: 'plain',
    profileId: 'plain',
    count: 'plain',
    openedAt: 'plain',
    lastSeenAt: 'plain',
    resolvedAt: 'plain',
    acknowledgedAt: 'plain',
    acknowledgedBy: 'plain',
    notices: 'plain',
    nextNoticeAt: 'plain',
    version: 'plain',
  }),
}

const alarms = sqlBuilder.selectFrom('alarm')

export const alarmLookUps = {
  alarm: statement<{ key: string }>(({ key }) => alarms.select(alarmTables.alarm.columns).where('key', '=', key)),
  open: statement<{ limit: number }>(({ limit }) =>
    alarms
      .select(alarmTables.alarm.columns)
      .where('resolved_at', 'is', null)
      .orderBy('opened_at')
      .orderBy('key')
      .limit(limit),
  ),
  latest: statement<{ limit: number }>(({ limit }) =>
    alarms.select(alarmTables.alarm.columns).orderBy('opened_at', 'desc').orderBy('key').limit(limit),
  ),
  // The literals let partial indexes serve.
  standing: statement<{ profileId: string }>(
    ({ profileId }) => sql`select
      (select count(*) from agreement where profile_id = ${profileId} and hold_code is not null) as held,
      (select count(*) from delivery join webhook on webhook.id = delivery.webhook_id
        where delivery.profile_id = ${profileId} and delivery.state = 'dead' and webhook.state <> 'deleted') as dead,
      (select min(lease_until) from agreement where profile_id = ${profileId} and lease_until is not null) as lease`,
  ),
  troubled: statement<{ profileId: string; before: number; limit: number }>(({ profileId, before, limit }) =>
    sqlBuilder
      .selectFrom('agreement')
      .select(tables.agreement.columns)
      .where('profile_id', '=', profileId)
      .where((where) =>
        where.or([
          where('hold_code', 'is not', null),
          where('other_user_id', 'is not', null),
          where.and([
            where('last_outcome', 'in', ['indeterminate', 'not_sent']),
            where('created_at', '<=', before),
            where.or([where('confirmed_at', 'is', null), where('confirmed_at', '<=', before)]),
          ]),
          where.and([where('state', '=', 'awaiting_signer'), where('departed_at', '<=', before)]),
        ]),
      )
      .orderBy('id')
      .limit(limit),
  ),
}

export const alarmGuards: GuardChecks<AlarmKeepingGuard> = {
  'alarm-version': none(({ key, version }) =>
    alarms.select('version').where('key', '=', key).where('version', '<>', version),
  ),
}

export function alarmKeepingChanges({ row }: AlarmKeepingWrite): readonly Change[] {
  return [put(alarmTables.alarm, row)]
}
