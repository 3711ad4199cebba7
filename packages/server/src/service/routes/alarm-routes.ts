import { acknowledgeAlarm } from '../../alarms/index.js'
import { endpoints } from '../../api/index.js'
import type { AlarmRow } from '../../store/port/index.js'
import { alarmValue } from '../alarm-value.js'
import { apiRoute } from '../api-route.js'
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
      return { items: rows.flatMap((row) => alarmValue(row, language)) }
    }),
    apiRoute(surroundings, endpoints.acknowledgeAlarm, async ({ profileId, actor, parameters, language }) => {
      const { key } = parameters
      if (!isOf(await store.alarm(key), profileId)) throw serviceError('alarm-unknown', {})
      const row = await acknowledgeAlarm(surroundings, key, actor)
      const [value] = row === undefined ? [] : alarmValue(row, language)
      if (value === undefined) throw serviceError('alarm-unknown', {})
      return value
    }),
  ]
}
