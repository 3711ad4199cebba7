import { merchantOf, type EngineContext } from '../context.js'
import { rosterError } from './errors.js'
import type { RosterRecord } from './read-roster.js'
import { accountOfRecord } from './roster-line.js'
import type { OpenRosterInput, Rosters } from './rosters.js'

/** Rows that are written at once. */
const rowsAtOnce = 500

/**
 * Takes in a whole list, or nothing of it: it is read through before anything is written. A list that is there already
 * and not finished is the same roster, and goes on.
 *
 * @param records reads the list from its beginning, each time it is called
 * @returns the roster's id
 * @throws roster-empty, account-parameter-missing, and what reading throws
 */
export async function takeInRoster(
  context: EngineContext,
  rosters: Pick<Rosters, 'open' | 'list' | 'listed'>,
  input: Omit<OpenRosterInput, 'restart'>,
  records: () => AsyncIterable<RosterRecord>,
): Promise<string> {
  const { profile } = merchantOf(context, input.profileId)
  let rows = 0
  for await (const record of records()) {
    // A profile that cannot ask about account numbers refuses the first. Q3-25
    if (record.account !== '' && profile.accountParameter === undefined) accountOfRecord(record, profile)
    rows++
  }
  if (rows === 0) throw rosterError('roster-empty', {})
  const { rosterId, listed } = await rosters.open({ ...input, restart: false })
  if (listed) return rosterId
  let batch: RosterRecord[] = []
  for await (const record of records()) {
    batch.push(record)
    if (batch.length < rowsAtOnce) continue
    await rosters.list(rosterId, batch)
    batch = []
  }
  if (batch.length > 0) await rosters.list(rosterId, batch)
  await rosters.listed(rosterId)
  return rosterId
}
