import type { RosterRow } from '../../store/port/index.js'

/** A roster that has just begun. */
export function newRosterRow(
  id: string,
  { profileId, kind, digest, createdAt }: Pick<RosterRow, 'profileId' | 'kind' | 'digest' | 'createdAt'>,
): RosterRow {
  return {
    id,
    profileId,
    kind,
    digest,
    createdAt,
    listedAt: null,
    finishedAt: null,
    leaseToken: null,
    leaseUntil: 0,
  }
}
