import type { Checks } from '../checks.js'
import { merchantOf, refuseStopped, type EngineContext } from '../context.js'
import type { RosterEntryRow, RosterRow } from '../../store/port/index.js'
import type { Actor } from '../types.js'
import { dropEntries } from './drop-entries.js'
import { rosterError } from './errors.js'
import { finishRoster } from './finish-roster.js'
import { newRosterRow } from './roster-row.js'
import { RosterTally, type RosterProgress } from './progress.js'
import type { RosterRecord } from './read-roster.js'
import { entryOf } from './roster-line.js'
import { rosterFree, takeRoster } from './roster-lease.js'
import { runRoster, type RosterEnd } from './run-roster.js'
import { takeInRoster } from './take-in.js'

export interface OpenRosterInput {
  readonly profileId: string
  /** `request` for a list that came over HTTP, which the service runs by itself; `file` unless told. */
  readonly kind?: 'file' | 'request'
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
  /** Begins anew also where the same file was begun and not finished. */
  readonly restart: boolean
  readonly actor: Actor
}

export interface OpenedRoster {
  readonly rosterId: string
  /** Whether it goes on where it stopped. */
  readonly resumed: boolean
  /** Whether all its rows are in the store; if not they have to be listed, from the first. */
  readonly listed: boolean
}

/** Lists of accounts that are asked about one after the other, under the governor, across restarts. Q4-01 */
export interface Rosters {
  /** The roster of a file: the one begun before and not finished, or a new one. */
  open(input: OpenRosterInput): Promise<OpenedRoster>
  /** Takes rows in, at most 1000 at a time; what is there already is left out. */
  list(rosterId: string, records: readonly RosterRecord[]): Promise<void>
  /** All rows are in. */
  listed(rosterId: string): Promise<void>
  /**
   * Takes in a whole list that came over HTTP, or nothing of it; gives the roster's id. The same list that is not finished
   * is the same roster. `records` reads the list from its beginning each time.
   *
   * @throws roster-empty, account-parameter-missing, and what reading throws
   */
  takeIn(input: Omit<OpenRosterInput, 'kind' | 'restart'>, records: () => AsyncIterable<RosterRecord>): Promise<string>
  /** Asks about what is left. Aborting the signal ends it with `paused` once the queries under way have ended. */
  run(rosterId: string, options: RunRosterOptions): Promise<RosterEnd>
  progress(rosterId: string): Promise<RosterProgress>
  /** What stands in the store of it; undefined where there is none. */
  roster(rosterId: string): Promise<RosterRow | undefined>
  /** What came of the lines after that one, at most 200. */
  entries(rosterId: string, afterLine: number, limit: number): Promise<readonly RosterEntryRow[]>
}

export interface RunRosterOptions {
  readonly actor: Actor
  readonly signal: AbortSignal
}

export interface RostersInside extends Rosters {
  /** Opens, fills and runs what is no file. */
  runWith(roster: RosterRow, options: RunRosterOptions & { readonly spacingMs: number }): Promise<RosterEnd>
  /** Resolves when none runs on this node. */
  settled(): Promise<void>
}

export function createRosters(context: EngineContext, checks: Checks, onListed: () => void): RostersInside {
  const { store, clock } = context
  const running = new Map<string, { readonly tally: RosterTally; readonly end: Promise<RosterEnd> }>()

  async function known(rosterId: string): Promise<RosterRow> {
    const roster = await store.roster(rosterId)
    if (roster === undefined) throw rosterError('roster-unknown', {})
    return roster
  }

  async function runWith(
    roster: RosterRow,
    { actor, signal, spacingMs }: RunRosterOptions & { readonly spacingMs: number },
  ): Promise<RosterEnd> {
    refuseStopped(context)
    merchantOf(context, roster.profileId)
    if (running.has(roster.id)) throw rosterError('roster-running', {})
    const tally = await RosterTally.of(store, roster.id)
    if (running.has(roster.id)) throw rosterError('roster-running', {})
    const end = runHeld(roster, tally, { actor, signal, spacingMs }).finally(() => running.delete(roster.id))
    running.set(roster.id, { tally, end })
    return end
  }

  async function runHeld(
    roster: RosterRow,
    tally: RosterTally,
    { actor, signal, spacingMs }: RunRosterOptions & { readonly spacingMs: number },
  ): Promise<RosterEnd> {
    // Finished before: nothing of it is left to be asked about.
    if (roster.finishedAt !== null) return 'finished'
    const lease = await takeRoster(context, roster)
    try {
      // Counted again: somebody may have gone on with it until just now.
      await tally.recount(store)
      const ended = await runRoster(context, checks, {
        roster,
        tally,
        actor,
        spacingMs,
        concurrency: context.limits.rosterConcurrency,
        signal: AbortSignal.any([signal, context.stopped, lease.lost]),
      })
      if (ended !== 'finished') return ended
      return (await finishRoster(context, roster, tally.progress(), actor, lease)) ? 'finished' : 'paused'
    } finally {
      await lease.release()
    }
  }

  async function open({ profileId, kind = 'file', digest, restart, actor }: OpenRosterInput): Promise<OpenedRoster> {
    refuseStopped(context)
    merchantOf(context, profileId)
    const last = await store.latestRoster(profileId, kind, digest)
    if (last?.finishedAt === null && !restart)
      return { rosterId: last.id, resumed: true, listed: last.listedAt !== null }
    const at = clock.now()
    const rosterId = context.newId('rst')
    const row = newRosterRow(rosterId, { profileId, kind, digest, createdAt: at })
    const subject = { id: null, profileId, account: null }
    // Taking the place of one that is unfinished ends that one, unless somebody asks about it.
    const replaced = last?.finishedAt === null ? last.id : undefined
    if (replaced !== undefined && running.has(replaced)) throw rosterError('roster-running', {})
    const committed = await store.commit({
      guards: [
        { guard: 'roster-none-open', profileId, kind, digest, except: replaced ?? '' },
        ...(replaced === undefined ? [] : [rosterFree(context, replaced, at)]),
      ],
      writes: [
        ...(replaced === undefined
          ? []
          : [{ write: 'update-roster', rosterId: replaced, changes: { finishedAt: at } } as const]),
        { write: 'insert-roster', row },
      ],
      log: [context.record('roster.started', at, subject, { operationId: rosterId, actor }, { digest })],
    })
    // Somebody was quicker with the same file.
    if (committed.result === 'conflict') {
      if (committed.guard.guard === 'roster-free') throw rosterError('roster-running', {})
      return open({ profileId, kind, digest, restart: false, actor })
    }
    if (last !== undefined) await dropEntries(store, last.id)
    return { rosterId, resumed: false, listed: false }
  }

  const intake: Pick<Rosters, 'open' | 'list' | 'listed'> = {
    open,

    async list(rosterId, records) {
      refuseStopped(context)
      const roster = await known(rosterId)
      const { profile } = merchantOf(context, roster.profileId)
      const rows = records.map((record) => entryOf(rosterId, record, profile))
      await store.commit({ guards: [], writes: [{ write: 'insert-roster-entries', rows }], log: [] })
    },

    async listed(rosterId) {
      const changes = { listedAt: clock.now() }
      await store.commit({ guards: [], writes: [{ write: 'update-roster', rosterId, changes }], log: [] })
      onListed()
    },
  }

  return {
    ...intake,

    takeIn: (input, records) => takeInRoster(context, intake, { ...input, kind: 'request' }, records),

    roster: (rosterId) => store.roster(rosterId),

    run: async (rosterId, options) => runWith(await known(rosterId), { ...options, spacingMs: 0 }),
    runWith,

    async progress(rosterId) {
      const tally = running.get(rosterId)?.tally ?? (await RosterTally.of(store, (await known(rosterId)).id))
      return tally.progress()
    },

    entries: (rosterId, afterLine, limit) => store.rosterEntries(rosterId, afterLine, limit),

    async settled() {
      await Promise.allSettled([...running.values()].map(({ end }) => end))
    },
  }
}
