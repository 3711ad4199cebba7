import { configurationError, readConfiguration, storePlace, type Configuration } from '../configuration/index.js'
import { custodyOf, custodySettings } from '../custody/index.js'
import type { Invocation } from '../invocation.js'
import { callService, socketPathOf } from '../local-socket/index.js'
import { ownOrServed } from '../own-or-served.js'
import { redactionFor } from '../profiles/index.js'
import type { AccessTask } from './tasks.js'

const patienceMs = 60_000

/** Has the task done: by the service that owns the store, else here. */
export async function doAccessTask(
  { clock, environment, language, workingFolder }: Invocation,
  task: AccessTask,
): Promise<{ readonly value: unknown; readonly installation: Configuration['installation'] }> {
  const configuration = readConfiguration(environment, workingFolder)
  const { installation } = configuration
  const place = storePlace(installation)
  if (place === undefined) throw configurationError('configuration-no-store', {})
  const value = await ownOrServed(
    { place, clock, patienceMs },
    async (store) => {
      try {
        const { accessDesk, performAccessTask } = await import('./tasks.js')
        const settings = custodySettings(installation, place.path)
        const custody = custodyOf(store, clock, settings)
        await custody.open()
        const redact = await redactionFor(store, clock, configuration, environment, settings)
        const done = await performAccessTask(accessDesk(store, clock, redact), task)
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
