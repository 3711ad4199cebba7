import { createHash } from 'node:crypto'
import { rosterEndpoints } from '../../api/index.js'
import { rosterError } from '../../engine/index.js'
import type { RosterRow } from '../../store/port/index.js'
import { apiRoute } from '../api-route.js'
import { instant } from '../api-values.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** Entries that are taken in at once. */
const batchRows = 500

/** Lists of accounts that the service asks about by itself. Q4-01 */
export function rosterRoutes(surroundings: Surroundings): readonly Route[] {
  const { rosters } = surroundings.engine

  async function valueOf({ id, listedAt, createdAt, finishedAt }: RosterRow) {
    const { entries, pending, outcomes, changes, waitsUntil } = await rosters.progress(id)
    const state = finishedAt !== null ? 'finished' : listedAt === null ? 'listing' : 'asking'
    return {
      id,
      state,
      entries,
      pending,
      outcomes: { ...outcomes },
      changes: { ...changes },
      waitsUntil: waitsUntil === null ? null : instant(waitsUntil),
      createdAt: instant(createdAt),
      finishedAt: finishedAt === null ? null : instant(finishedAt),
    } as const
  }

  /** Another profile's roster is none to this one. */
  async function rosterOf(profileId: string, id: string): Promise<RosterRow> {
    const roster = await rosters.roster(id)
    if (roster?.profileId !== profileId || roster.kind !== 'request') throw rosterError('roster-unknown', {})
    return roster
  }

  return [
    apiRoute(surroundings, rosterEndpoints.startRoster, async ({ profileId, actor, body }) => {
      const records = body.accounts.map((one, index) => ({
        line: index + 1,
        email: 'email' in one ? one.email : '',
        account: 'account' in one ? one.account : '',
      }))
      const digest = createHash('sha256').update(JSON.stringify(records)).digest('hex')
      const { rosterId, listed } = await rosters.open({ profileId, kind: 'request', digest, restart: false, actor })
      if (!listed) {
        for (let from = 0; from < records.length; from += batchRows) {
          await rosters.list(rosterId, records.slice(from, from + batchRows))
        }
        await rosters.listed(rosterId)
      }
      return valueOf(await rosterOf(profileId, rosterId))
    }),
    apiRoute(surroundings, rosterEndpoints.getRoster, async ({ profileId, parameters }) =>
      valueOf(await rosterOf(profileId, parameters.roster)),
    ),
    apiRoute(surroundings, rosterEndpoints.getRosterResults, async ({ profileId, parameters, query }) => {
      const { id } = await rosterOf(profileId, parameters.roster)
      const rows = await rosters.entries(id, query.after, query.limit)
      const last = rows.at(-1)
      return {
        items: rows.map(({ line, given, outcome, code, reason, state, autoDebit, autoRefund, change, checkedAt }) => ({
          number: line,
          given,
          outcome,
          code,
          reason,
          state,
          autoDebit,
          autoRefund,
          change,
          checkedAt: checkedAt === null ? null : instant(checkedAt),
        })),
        ...(last !== undefined && rows.length === query.limit ? { next: last.line } : {}),
      }
    }),
  ]
}
