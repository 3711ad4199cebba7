import { randomBytes } from 'node:crypto'
import { configurationError, readConfiguration, storePlace } from '../configuration/index.js'
import { custodyOf, custodySettings, sealingOf } from '../custody/index.js'
import type { Invocation } from '../invocation.js'
import { callService, socketPathOf } from '../local-socket/index.js'
import { nodeName } from '../open-store.js'
import { ownOrServed } from '../own-or-served.js'
import { redactionFor } from '../profiles/index.js'
import { privateNetworksOf } from './private-networks.js'
import type { WebhookTask } from './tasks.js'

const patienceMs = 60_000
/** Where no service runs nobody knows the profile's mode: addresses are held to what is allowed in all of them. */
const sandbox = false

/** Has the task done: by the service that owns the store, else here. */
export async function doWebhookTask(
  { clock, environment, language, workingFolder }: Invocation,
  task: WebhookTask,
): Promise<unknown> {
  const configuration = readConfiguration(environment, workingFolder)
  const { installation } = configuration
  const place = storePlace(installation)
  if (place === undefined) throw configurationError('configuration-no-store', {})
  return ownOrServed(
    { place, clock, patienceMs },
    async (store) => {
      try {
        const { createDelivery } = await import('paycircle-server/delivery')
        const { performWebhookTask } = await import('./tasks.js')
        const settings = custodySettings(installation, place.path)
        const custody = custodyOf(store, clock, settings)
        await custody.open()
        const sealing = sealingOf(settings)
        const rulesOf = () => ({ sandbox, privateNetworks: privateNetworksOf(installation) })
        const redact = await redactionFor(store, clock, configuration, environment, settings)
        const delivery = createDelivery({ store, clock, random: randomBytes, nodeName, sealing, rulesOf, redact })
        const done = await performWebhookTask(delivery, task)
        await custody.stop()
        return done
      } finally {
        await store.close()
      }
    },
    () => callService(socketPathOf(place.path), { action: 'webhook-task', language, task }),
  )
}
