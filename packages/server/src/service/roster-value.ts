import type { z } from 'zod'
import type { rosterEndpoints } from '../api/index.js'
import { rosterError, type Rosters } from '../engine/index.js'
import type { RosterRow } from '../store/port/index.js'
import { instant } from './api-values.js'

export type RosterValue = z.infer<typeof rosterEndpoints.getRoster.answer.schema>

/** A roster that a request brought. Another profile's is none to this one. @throws roster-unknown */
export async function requestedRoster(
  rosters: Pick<Rosters, 'roster'>,
  profileId: string,
  id: string,
): Promise<RosterRow> {
  const roster = await rosters.roster(id)
  if (roster?.profileId !== profileId || roster.kind !== 'request') throw rosterError('roster-unknown', {})
  return roster
}

/** How far it is, as the interface tells it. */
export async function rosterValue(
  rosters: Pick<Rosters, 'progress'>,
  { id, listedAt, createdAt, finishedAt }: RosterRow,
): Promise<RosterValue> {
  const { entries, pending, outcomes, changes, waitsUntil } = await rosters.progress(id)
  return {
    id,
    state: finishedAt !== null ? 'finished' : listedAt === null ? 'listing' : 'asking',
    entries,
    pending,
    outcomes: { ...outcomes },
    changes: { ...changes },
    waitsUntil: waitsUntil === null ? null : instant(waitsUntil),
    createdAt: instant(createdAt),
    finishedAt: finishedAt === null ? null : instant(finishedAt),
  }
}
