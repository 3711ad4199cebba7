import type { Clock } from 'paycircle/internal/base'
import type { StreamSource } from './event-streams.js'

/** The `id` of the last message: who resumes behind it has heard everything. */
export const finishedId = 'finished'

/** A count of a long roster that another node asks about may take a twentieth of the time. */
const restPerLook = 20

/**
 * How far a roster is, as often as it changes, until it is finished. Where another node asks about it, its entries are
 * counted in the store.
 */
export function rosterSource(
  clock: Clock,
  look: () => Promise<{ readonly state: 'listing' | 'asking' | 'finished' }>,
): StreamSource {
  return async (reader) => {
    let told: string | undefined
    while (!reader.left.aborted) {
      const begun = clock.monotonic()
      const roster = await look()
      const tookMs = clock.monotonic() - begun
      const data = JSON.stringify(roster)
      if (roster.state === 'finished') {
        await reader.send([{ id: finishedId, event: 'finished', data }])
        return
      }
      if (data !== told && !(await reader.send([{ event: 'progress', data }]))) return
      told = data
      await reader.rest(tookMs * restPerLook)
    }
  }
}
