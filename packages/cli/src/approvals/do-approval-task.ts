import type { Invocation } from '../invocation.js'
import { callService, socketPathOf } from '../local-socket/index.js'
import { ownOrServed } from '../own-or-served.js'
import { atOwnDesk, deskSettings } from '../profiles/index.js'
import type { ApprovalTask } from './tasks.js'

/** Longer than a forced query that an approval carries out may wait for its turn. */
const patienceMs = 60_000

/** Has the task done: by the service that owns the store, else here. */
export async function doApprovalTask(invocation: Invocation, task: ApprovalTask): Promise<unknown> {
  const { language } = invocation
  const settings = deskSettings(invocation)
  const { place, clock } = settings
  return ownOrServed(
    { place, clock, patienceMs },
    (store) =>
      atOwnDesk(store, settings, async (desk) => {
        const { performApprovalTask } = await import('./tasks.js')
        return performApprovalTask(desk, task)
      }),
    () => callService(socketPathOf(place.path), { action: 'approval-task', language, task }),
  )
}
