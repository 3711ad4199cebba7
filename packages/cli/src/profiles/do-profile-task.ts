import type { Invocation } from '../invocation.js'
import { callService, socketPathOf } from '../local-socket/index.js'
import { ownOrServed } from '../own-or-served.js'
import { atOwnDesk, deskSettings } from './own-desk.js'
import type { ProfileTask } from './tasks.js'

const patienceMs = 60_000

/** Has the task done: by the service that owns the store, else here. */
export async function doProfileTask(invocation: Invocation, task: ProfileTask): Promise<unknown> {
  const { language } = invocation
  const settings = deskSettings(invocation)
  const { place, clock } = settings
  return ownOrServed(
    { place, clock, patienceMs },
    (store) =>
      atOwnDesk(store, settings, async (desk) => {
        const { performProfileTask } = await import('./tasks.js')
        return performProfileTask(desk, task, language)
      }),
    () => callService(socketPathOf(place.path), { action: 'profile-task', language, task }),
  )
}
