import { randomBytes } from 'node:crypto'
import type { Clock, Language } from 'paycircle/internal/base'
import type { MerchantProfile } from 'paycircle-server/profiles'
import type { StorePlace } from '../configuration/index.js'
import { custodyOf, sealingOf, type CustodySettings } from '../custody/index.js'
import { callService, socketPathOf } from '../local-socket/index.js'
import { nodeName } from '../open-store.js'
import { ownOrServed } from '../own-or-served.js'
import { openDirectory } from './open-directory.js'
import { performProfileTask, type ProfileTask } from './tasks.js'

export interface ProfileTaskSurroundings {
  readonly place: StorePlace
  readonly settings: CustodySettings
  readonly configured: readonly MerchantProfile[]
  readonly clock: Clock
  readonly language: Language
}

const patienceMs = 60_000

/** Has the task done: by the service that owns the store, else here. */
export async function doProfileTask(
  { place, settings, configured, clock, language }: ProfileTaskSurroundings,
  task: ProfileTask,
): Promise<unknown> {
  return ownOrServed(
    { place, clock, patienceMs },
    async (store) => {
      try {
        const { createEngine } = await import('paycircle-server/engine')
        const custody = custodyOf(store, clock, settings)
        await custody.open()
        const sealing = sealingOf(settings)
        const directory = await openDirectory(store, clock, sealing, configured)
        const gate = directory.gate.bind(directory)
        const { profiles } = directory
        const engine = createEngine({ store, clock, random: randomBytes, nodeName, profiles, gate })
        directory.listen((next) => engine.replaceProfiles(next))
        const names = { nodeName }
        const done = await performProfileTask({ directory, engine, sealing, custody: names }, task, language)
        await engine.stop()
        await custody.stop()
        return done
      } finally {
        await store.close()
      }
    },
    () => callService(socketPathOf(place.path), { action: 'profile-task', language, task }),
  )
}
