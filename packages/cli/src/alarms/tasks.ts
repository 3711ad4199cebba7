import type { Clock, Language } from 'paycircle/internal/base'
import { acknowledgeAlarm, type ChannelTest } from 'paycircle-server/alarms'
import { alarmValue, serviceError } from 'paycircle-server/service'
import type { Store } from 'paycircle-server/store/port'
import { z } from 'zod'

/** What a command may have done about alarms. */
export const alarmTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('list'), profileId: z.string().max(200).optional() }),
  z.strictObject({ task: z.literal('acknowledge'), key: z.string().max(200) }),
  z.strictObject({ task: z.literal('test') }),
])

export type AlarmTask = z.infer<typeof alarmTaskSchema>

export interface AlarmDesk {
  readonly store: Store
  readonly clock: Clock
  readonly nodeName: string
  /** Sends a test notice by every channel. */
  readonly test: () => Promise<readonly ChannelTest[]>
}

const actor = 'cli'
const mostAlarms = 200

/** Does the task; answers what JSON can carry. */
export async function performAlarmTask(
  { store, clock, nodeName, test }: AlarmDesk,
  task: AlarmTask,
  language: Language,
): Promise<object> {
  switch (task.task) {
    case 'list': {
      const rows = await store.openAlarms(mostAlarms)
      const wanted = rows.filter(({ profileId }) => task.profileId === undefined || profileId === task.profileId)
      return { items: wanted.flatMap((row) => alarmValue(row, language)) }
    }
    case 'acknowledge': {
      const row = await acknowledgeAlarm({ store, clock, nodeName }, task.key, actor)
      const [value] = row === undefined ? [] : alarmValue(row, language)
      if (value === undefined) throw serviceError('alarm-unknown', {})
      return value
    }
    case 'test':
      return { channels: await test() }
  }
}
