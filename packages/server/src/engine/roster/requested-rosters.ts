import type { RosterRow } from '../../store/port/index.js'
import { isStopped, type EngineContext } from '../context.js'
import { sleep } from '../sleep.js'
import type { RostersInside } from './rosters.js'

/** Of one profile at the same time: the governor gives each its turn. */
const mostAtOnce = 20

/** Runs the rosters that were asked for over HTTP: whoever asked does not wait, so they go on by themselves. */
export interface RequestedRosters {
  /** Looks at every profile that is served, now and from then on; a restart goes on with what was begun. */
  start(): void
  /** Something may have come. */
  wake(): void
  /** Resolves when none is under way. */
  ended(): Promise<void>
}

/** Each node looks for itself; the lease of a roster sees to it that one node asks. */
export function createRequestedRosters(context: EngineContext, rosters: RostersInside): RequestedRosters {
  const { store, clock, limits, stopped, meter } = context
  const running = new Map<string, Promise<void>>()
  let loop: Promise<void> | undefined
  let woken = new AbortController()

  async function look(): Promise<void> {
    while (!isStopped(context)) {
      woken = new AbortController()
      for (const profileId of context.merchants.profiles.keys()) {
        const found = await store.rostersUnderWay(profileId, 'request', mostAtOnce).catch(() => [])
        for (const roster of found) if (isOurs(roster)) begin(roster)
      }
      await sleep(clock, limits.rosterLookMs, AbortSignal.any([stopped, woken.signal]))
    }
  }

  /** Whole, and asked about by nobody. A lease in a store of our own was left behind by a process that is gone. */
  function isOurs({ id, listedAt, leaseUntil }: RosterRow): boolean {
    if (listedAt === null || running.has(id)) return false
    return store.exclusive || (leaseUntil ?? 0) <= clock.now()
  }

  function begin(roster: RosterRow): void {
    const run = rosters
      .runWith(roster, { actor: 'engine', signal: stopped, spacingMs: 0 })
      .then(
        () => undefined,
        // Another node asks, or the profile is stopped: at the next look it may be ours.
        () => {
          meter.count('engine.rosters_put_off_total')
        },
      )
      .finally(() => running.delete(roster.id))
    running.set(roster.id, run)
  }

  return {
    start: () => {
      loop ??= look()
    },
    wake: () => {
      woken.abort()
    },
    async ended() {
      await loop
      await Promise.all(running.values())
    },
  }
}
