import type { Clock, Language } from 'paycircle/internal/base'
import type { Redaction } from 'paycircle-server/engine'
import type { Store } from 'paycircle-server/store/port'
import type { StorePlace } from '../configuration/index.js'
import { callService, socketPathOf } from '../local-socket/index.js'
import { ownOrServed } from '../own-or-served.js'
import { custodyOf } from './create.js'
import type { CustodySettings } from './settings.js'
import type { LogTask } from './tasks.js'

export interface TaskSurroundings {
  readonly place: StorePlace
  readonly settings: CustodySettings
  readonly clock: Clock
  readonly language: Language
  /** Masks keys that somebody typed, by what a store that this process owns and the configuration know. S3-02 */
  readonly redactionFor: (store: Store) => Promise<Redaction>
  /** How long another command that holds the store is waited for. */
  readonly patienceMs?: number
}

const defaultPatienceMs = 60_000

/** Has the task done: by the service that owns the store, else here. */
export async function doTask(
  { place, settings, clock, language, redactionFor, patienceMs = defaultPatienceMs }: TaskSurroundings,
  task: LogTask,
): Promise<unknown> {
  return ownOrServed(
    { place, clock, patienceMs },
    async (store) => {
      try {
        const { performTask } = await import('./tasks.js')
        const custody = custodyOf(store, clock, settings, { redact: await redactionFor(store) })
        await custody.open()
        const done = await performTask(custody, task)
        await custody.stop()
        return done
      } finally {
        await store.close()
      }
    },
    () => callService(socketPathOf(place.path), { action: 'log', language, task }),
  )
}
