import { eventDocument, type EventBell } from '../delivery/index.js'
import type { Store } from '../store/port/index.js'
import type { StreamSource } from './event-streams.js'

const eventsAtOnce = 100

/** The feed of a profile's events as it grows, behind the cursor or from the first one. Nothing is skipped. S3-18 */
export function feedSource(
  { store, bell }: { readonly store: Pick<Store, 'eventFeed'>; readonly bell?: EventBell },
  profileId: string,
  from: string | undefined,
): StreamSource {
  return async (reader) => {
    let cursor = from
    while (!reader.left.aborted) {
      // Before reading: what is written while we read must wake us from the pause that follows.
      const rung = new AbortController()
      const endHearing = bell?.listen(() => {
        rung.abort()
      })
      try {
        const found = await store.eventFeed({
          profileId,
          limit: eventsAtOnce,
          ...(cursor === undefined ? {} : { cursor }),
        })
        cursor = found.at(-1)?.cursor ?? cursor
        const messages = found.map(({ row, cursor: id }) => ({
          id,
          event: row.type,
          data: JSON.stringify(eventDocument(row)),
        }))
        if (messages.length === 0) await reader.rest(0, rung.signal)
        else if (!(await reader.send(messages))) return
      } finally {
        endHearing?.()
      }
    }
  }
}
