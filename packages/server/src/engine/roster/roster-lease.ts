import type { Guard, RosterRow, Write } from '../../store/port/index.js'
import type { EngineContext } from '../context.js'
import { rosterError } from './errors.js'

/** A roster that this run alone asks about. */
export interface RosterLease {
  /** Aborted where somebody else has taken it, as after a long standstill. */
  readonly lost: AbortSignal
  /** For a unit that is valid only while the roster is ours. */
  readonly guard: Guard
  /** Gives it up; whoever is next need not wait. */
  release(): Promise<void>
}

/**
 * Takes a roster for a run: two that ask about one list would ask everybody twice. Prolonged while it is held; whoever
 * is killed leaves it to the next when its time has run out, at once where the store has no other owner.
 *
 * @throws `roster-running` where somebody asks about it
 */
export async function takeRoster(context: EngineContext, { id: rosterId }: RosterRow): Promise<RosterLease> {
  const { store, clock, limits, meter } = context
  const token = context.newId('op')
  const held: Guard = { guard: 'roster-held', rosterId, token }
  const lost = new AbortController()
  let cancel: () => void = () => undefined

  const leaseFrom = (at: number): Write => {
    const changes = { leaseToken: token, leaseUntil: at + limits.leaseMs }
    return { write: 'update-roster', rosterId, changes }
  }
  const prolong = async () => {
    const { result } = await store.commit({ guards: [held], writes: [leaseFrom(clock.now())], log: [] })
    if (result === 'conflict') lost.abort()
    else prolongLater()
  }
  const prolongLater = () => {
    cancel = clock.after(limits.leaseMs / 3, () => {
      prolong().catch(() => {
        // Not known to be lost; the settling of an answer does not rest on this lease.
        meter.count('engine.roster_lease_failures_total')
        prolongLater()
      })
    })
  }

  const now = clock.now()
  const guards = [rosterFree(context, rosterId, now)]
  const taken = await store.commit({ guards, writes: [leaseFrom(now)], log: [] })
  if (taken.result === 'conflict') throw rosterError('roster-running', {})
  prolongLater()

  return {
    lost: lost.signal,
    guard: held,
    async release() {
      cancel()
      const changes = { leaseToken: null, leaseUntil: 0 }
      await store.commit({ guards: [held], writes: [{ write: 'update-roster', rosterId, changes }], log: [] })
    },
  }
}

/** Nobody asks about it. A lease in a store of our own was left behind by a process that is gone. */
export function rosterFree({ store }: Pick<EngineContext, 'store'>, rosterId: string, now: number): Guard {
  return { guard: 'roster-free', rosterId, at: store.exclusive ? Number.MAX_SAFE_INTEGER : now }
}
