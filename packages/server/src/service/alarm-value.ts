import type { Language } from 'paycircle/internal/base'
import { alarmMessages, alarmRules, isAlarmRule } from '../alarms/index.js'
import type { Alarm } from '../api/index.js'
import type { AlarmRow } from '../store/port/index.js'
import { instant } from './api-values.js'

/** The alarm as it is shown. Nothing for a rule of another version, of which we have no words. */
export function alarmValue(row: AlarmRow, language: Language): readonly Alarm[] {
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
