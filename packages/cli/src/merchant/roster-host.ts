import type { Engine, RosterEnd } from 'paycircle-server/engine'
import type { RosterDesk } from './roster-desk.js'

const entryRows = 200

interface Run {
  readonly controller: AbortController
  /** Rejects with what ended it. */
  readonly running: Promise<RosterEnd>
  isOver: boolean
}

/** Rosters of one profile on an engine in this process; what runs goes on while nobody looks. */
export function rosterHost(engine: Pick<Engine, 'rosters'>, profileId: string): RosterDesk {
  const { rosters } = engine
  const runs = new Map<string, Run>()

  function begin(rosterId: string): Run {
    const controller = new AbortController()
    const running = rosters.run(rosterId, { actor: 'cli', signal: controller.signal })
    const run: Run = { controller, running, isOver: false }
    const over = () => {
      run.isOver = true
    }
    running.then(over, over)
    return run
  }

  return {
    open: ({ digest, restart }) => rosters.open({ profileId, digest, restart, actor: 'cli' }),
    list: (rosterId, records) => rosters.list(rosterId, records),
    listed: (rosterId) => rosters.listed(rosterId),
    start(rosterId) {
      if (runs.get(rosterId)?.isOver !== false) runs.set(rosterId, begin(rosterId))
      return Promise.resolve()
    },
    async pause(rosterId) {
      const run = runs.get(rosterId)
      run?.controller.abort()
      await Promise.allSettled([run?.running])
    },
    async standing(rosterId) {
      const run = runs.get(rosterId)
      const end = run?.isOver === true ? await run.running : null
      const progress = await rosters.progress(rosterId)
      // Started in a process that has ended since: nobody goes on with it.
      if (run === undefined) return { end: progress.pending === 0 ? 'finished' : 'paused', progress }
      return { end, progress }
    },
    entries: (rosterId, afterLine) => rosters.entries(rosterId, afterLine, entryRows),
  }
}
