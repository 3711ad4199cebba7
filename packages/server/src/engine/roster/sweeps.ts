import type { Guard, RosterEntryRow, RosterRow } from '../../store/port/index.js'
import { isStopped, merchantOf, type EngineContext } from '../context.js'
import { sleep } from '../sleep.js'
import { dropEntries } from './drop-entries.js'
import { newRosterRow } from './roster-row.js'
import type { RostersInside } from './rosters.js'

const pageRows = 200

/** Asks about signed agreements again, so that those terminated at Alipay's are found. Q4-04 */
export interface Sweeps {
  /** Sweeps every profile that is served and not swept yet. */
  start(): void
  /** Resolves when none is under way. */
  ended(): Promise<void>
}

/**
 * Every `sweepEveryMs` a profile's signed agreements whose last answer is older than half of that are listed, and asked
 * about evenly over the other half, under the governor. A sweep is a roster: it survives a restart, stores each outcome
 * with its answer, and ends with the record and event `sweep.finished`, which tell what changed since the last one.
 */
export function createSweeps(context: EngineContext, rosters: RostersInside): Sweeps {
  const { store, clock, limits, stopped, meter } = context
  const everyMs = limits.sweepEveryMs
  const loops = new Map<string, Promise<void>>()

  async function sweepOn(profileId: string): Promise<void> {
    while (!isStopped(context) && context.merchants.profiles.has(profileId)) {
      const waitMs = await sweep(profileId).catch(() => {
        meter.count('engine.sweep_failures_total')
        return limits.lookMs
      })
      await sleep(clock, waitMs, stopped)
    }
    loops.delete(profileId)
  }

  /** Sweeps where it is time; tells how long to wait before looking again. */
  async function sweep(profileId: string): Promise<number> {
    if (!context.gate(merchantOf(context, profileId).profile).open) return limits.lookMs // S3-03
    const last = await store.latestRoster(profileId, 'sweep', '')
    if (last?.finishedAt === null) return run(last)
    const now = clock.now()
    const dueAt = (last?.createdAt ?? -Infinity) + everyMs
    // A clock that was set back must not put the next sweep off for ever.
    if (dueAt > now && last !== undefined && last.createdAt <= now) return Math.min(dueAt - now, everyMs)
    const roster = await begin(profileId, now)
    if (last !== undefined) await dropEntries(store, last.id)
    return roster === undefined ? Math.min(limits.postponeMs, everyMs) : run(roster)
  }

  async function run(roster: RosterRow): Promise<number> {
    if (roster.listedAt === null) await list(roster)
    const { pending } = await rosters.progress(roster.id)
    const spacingMs = everyMs / 2 / Math.max(1, pending)
    const end = await rosters.runWith(roster, { actor: 'engine', signal: stopped, spacingMs })
    return end === 'finished' ? 0 : limits.lookMs
  }

  /** Undefined where there is nothing to sweep. */
  async function begin(profileId: string, at: number): Promise<RosterRow | undefined> {
    const [first] = await store.agreementsConfirmedBefore(profileId, at - everyMs / 2, fromTheStart, 1)
    if (first === undefined) return undefined
    const id = context.newId('rst')
    const row = newRosterRow(id, { profileId, kind: 'sweep', digest: '', createdAt: at })
    const guards: readonly Guard[] = [{ guard: 'roster-none-open', profileId, kind: 'sweep', digest: '', except: '' }]
    const { result } = await store.commit({ guards, writes: [{ write: 'insert-roster', row }], log: [] })
    // Another node begins the same sweep.
    return result === 'done' ? row : undefined
  }

  async function list({ id: rosterId, profileId, createdAt }: RosterRow): Promise<void> {
    const before = createdAt - everyMs / 2
    let after = fromTheStart
    // Again from the first where a crash came in between: an account that stands there already is left out.
    let line = (await lastLine(rosterId)) + 1
    for (;;) {
      const page = await store.agreementsConfirmedBefore(profileId, before, after, pageRows)
      const rows = page.map(({ account, accountAsGiven }) => entryOf(rosterId, line++, account, accountAsGiven))
      await store.commit({ guards: [], writes: [{ write: 'insert-roster-entries', rows }], log: [] })
      const last = page.at(-1)
      if (last === undefined || page.length < pageRows) break
      after = { confirmedAt: last.confirmedAt ?? 0, id: last.id }
    }
    const changes = { listedAt: clock.now() }
    await store.commit({ guards: [], writes: [{ write: 'update-roster', rosterId, changes }], log: [] })
  }

  async function lastLine(rosterId: string): Promise<number> {
    for (let line = 0; ;) {
      const page = await store.rosterEntries(rosterId, line, pageRows)
      line = page.at(-1)?.line ?? line
      if (page.length < pageRows) return line
    }
  }

  return {
    start() {
      if (everyMs === 0) return
      for (const id of context.merchants.profiles.keys()) if (!loops.has(id)) loops.set(id, sweepOn(id))
    },
    async ended() {
      await Promise.all(loops.values())
    },
  }
}

const fromTheStart: { confirmedAt: number; id: string } = { confirmedAt: 0, id: '' }

function entryOf(rosterId: string, line: number, account: string, given: string): RosterEntryRow {
  return {
    rosterId,
    line,
    account,
    given,
    outcome: null,
    code: null,
    reason: null,
    state: null,
    autoDebit: null,
    autoRefund: null,
    change: null,
    checkedAt: null,
  }
}
