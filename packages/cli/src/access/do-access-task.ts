import { configurationError, readConfiguration, storePlace, type Configuration } from '../configuration/index.js'
import { custodyOf, custodySettings } from '../custody/index.js'
import type { Invocation } from '../invocation.js'
import { callService, socketPathOf } from '../local-socket/index.js'
import { ownOrServed } from '../own-or-served.js'
import { accessDesk, performAccessTask, type AccessTask } from './tasks.js'

const patienceMs = 60_000

/** Has the task done: by the service that owns the store, else here. */
export async function doAccessTask(
  { clock, environment, language, workingFolder }: Invocation,
  task: AccessTask,
): Promise<{ readonly value: unknown; readonly installation: Configuration['installation'] }> {
  const { installation } = readConfiguration(environment, workingFolder)
  const place = storePlace(installation)
  if (place === undefined) throw configurationError('configuration-no-store', {})
  const value = await ownOrServed(
    { place, clock, patienceMs },
    async (store) => {
      try {
        const custody = custodyOf(store, clock, custodySettings(installation, place.path))
        await custody.open()
        const done = await performAccessTask(accessDesk(store, clock), task)
        await custody.stop()
        return done
      } finally {
        await store.close()
      }
    },
    () => callService(socketPathOf(place.path), { action: 'access-task', language, task }),
  )
  return { value, installation }
}
