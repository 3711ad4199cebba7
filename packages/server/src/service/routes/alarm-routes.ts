import type { Language } from 'paycircle/internal/base'
import { acknowledgeAlarm, alarmMessages, alarmRules, isAlarmRule } from '../../alarms/index.js'
import { endpoints, type Alarm } from '../../api/index.js'
import type { AlarmRow } from '../../store/port/index.js'
import { apiRoute } from '../api-route.js'
import { instant } from '../api-values.js'
import { serviceError } from '../errors.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

const mostAlarms = 200

/** What somebody should look at, and that he has. */
export function alarmRoutes(surroundings: Surroundings): readonly Route[] {
  const { store } = surroundings
  const isOf = (row: AlarmRow | undefined, profileId: string) =>
    row !== undefined && (row.profileId === null || row.profileId === profileId)
  return [
    apiRoute(surroundings, endpoints.listAlarms, async ({ profileId, language }) => {
      const rows = (await store.openAlarms(mostAlarms)).filter((row) => isOf(row, profileId))
      return { items: rows.flatMap((row) => valueOf(row, language)) }
    }),
    apiRoute(surroundings, endpoints.acknowledgeAlarm, async ({ profileId, actor, parameters, language }) => {
      const { key } = parameters
      if (!isOf(await store.alarm(key), profileId)) throw serviceError('alarm-unknown', {})
      const row = await acknowledgeAlarm(surroundings, key, actor)
      const [value] = row === undefined ? [] : valueOf(row, language)
      if (value === undefined) throw serviceError('alarm-unknown', {})
      return value
    }),
  ]
}

/** Nothing for a rule of another version, of which we have no words. */
function valueOf(row: AlarmRow, language: Language): readonly Alarm[] {
  const { key, rule, profileId, count, acknowledgedAt, acknowledgedBy } = row
  if (!isAlarmRule(rule)) return []
  return [
    {
      key,
      rule,
      severity: alarmRules[rule],
      profileId,
      count,
      text: alarmMessages[language][rule](count),
      openedAt: instant(row.openedAt),
      lastSeenAt: instant(row.lastSeenAt),
      acknowledgedAt: acknowledgedAt === null ? null : instant(acknowledgedAt),
      acknowledgedBy,
    },
  ]
}
