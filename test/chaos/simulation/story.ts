import type { OperationRecord } from 'paycircle-server/ledger'
import { verifyLog, type AgreementRow, type EventRow, type LogVerdict } from 'paycircle-server/store/port'
import type { SeenQuery } from './gateway-model.js'
import type { Acknowledged, Platform } from './platform.js'
import { profileId, type Simulation } from './simulation.js'

/** Everything that can be known of a run from outside: what the store says, and what the gateway saw. */
export interface Story {
  readonly simulation: Simulation
  readonly verdict: LogVerdict
  /** As it was written: the wall clock may have gone back in between. */
  readonly log: readonly OperationRecord[]
  /** Oldest first. */
  readonly events: readonly EventRow[]
  readonly agreements: readonly AgreementRow[]
  readonly seen: readonly SeenQuery[]
  readonly terminations: Simulation['gateway']['terminations']
  readonly acknowledged: readonly Acknowledged[]
}

export async function storyOf(simulation: Simulation, { acknowledged }: Platform): Promise<Story> {
  const { store, gateway } = simulation
  const log = await all((cursor) => store.operations({ limit: 200, ...cursor }))
  return {
    simulation,
    verdict: await verifyLog(store),
    log: log.sort((one, other) => one.sequence - other.sequence),
    events: await all((cursor) => store.events({ profileId, limit: 200, ...cursor })),
    agreements: await all((cursor) => store.agreements({ profileId, limit: 200, ...cursor })),
    seen: gateway.seen,
    terminations: gateway.terminations,
    acknowledged,
  }
}

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next?: string
}

async function all<Row>(read: (cursor: { readonly cursor?: string }) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor === undefined ? {} : { cursor })
    rows.push(...page.rows)
    cursor = page.next
  } while (cursor !== undefined)
  return rows
}
