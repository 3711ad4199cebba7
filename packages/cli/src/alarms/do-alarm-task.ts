import { testChannels } from 'paycircle-server/alarms'
import { configurationError, readConfiguration, storePlace } from '../configuration/index.js'
import type { Invocation } from '../invocation.js'
import { callService, socketPathOf } from '../local-socket/index.js'
import { nodeName } from '../open-store.js'
import { ownOrServed } from '../own-or-served.js'
import { alarmChannels } from './channels.js'
import { privateNetworksOf } from '../webhooks/index.js'
import type { AlarmTask } from './tasks.js'

const patienceMs = 60_000

/** Has the task done: by the service that owns the store, which tells by its own channels, else here. */
export async function doAlarmTask(
  { clock, environment, language, workingFolder }: Invocation,
  task: AlarmTask,
): Promise<unknown> {
  const { installation } = readConfiguration(environment, workingFolder)
  const place = storePlace(installation)
  if (place === undefined) throw configurationError('configuration-no-store', {})
  return ownOrServed(
    { place, clock, patienceMs },
    async (store) => {
      try {
        const { performAlarmTask } = await import('./tasks.js')
        const channels = alarmChannels(installation, {
          clock,
          language,
          sandbox: false,
          privateNetworks: privateNetworksOf(installation),
        })
        const test = () => testChannels(channels, clock.now())
        return await performAlarmTask({ store, clock, nodeName, test }, task, language)
      } finally {
        await store.close()
      }
    },
    () => callService(socketPathOf(place.path), { action: 'alarm-task', language, task }),
  )
}
