import type { Unit, Write } from '../store/port/index.js'
import type { Directory, ProfileEntry } from './directory.js'
import { putDocument, type DocumentKind, type ProfileDocuments } from './documents.js'
import { profileError } from './errors.js'

/** Who does something about a profile, as the log keeps it. */
export interface ProfileAct {
  readonly profileId: string
  readonly actor: string
}

/** @throws profile-unknown */
export function entryOf({ entries }: Directory, profileId: string): ProfileEntry {
  const entry = entries.get(profileId)
  if (entry === undefined) throw profileError('profile-unknown', { profileId })
  return entry
}

/** @throws reason-missing */
export function reasonOf(given: string | undefined): string {
  const reason = given?.trim() ?? ''
  if (reason === '' || reason.length > 500) throw profileError('reason-missing', {})
  return reason
}

export interface DocumentChange<Kind extends DocumentKind> {
  readonly value: ProfileDocuments[Kind]['value']
  readonly writes?: readonly Write[]
  readonly log: Unit['log']
}

/**
 * Changes one document of a profile by what stands in the store now, in one unit with its secrets and its record, then
 * serves what came of it.
 *
 * @throws profile-contended, where somebody else changed it in between; nothing was done
 */
export async function changeDocument<Kind extends DocumentKind>(
  directory: Directory,
  profileId: string,
  kind: Kind,
  make: (entry: ProfileEntry, at: number) => DocumentChange<Kind>,
): Promise<ProfileEntry> {
  await directory.refresh()
  const entry = entryOf(directory, profileId)
  const at = directory.clock.now()
  const { value, writes = [], log } = make(entry, at)
  const { guard, write } = putDocument(profileId, kind, value, entry.documents[kind].version, at)
  const committed = await directory.store.commit({ guards: [guard], writes: [write, ...writes], log })
  if (committed.result === 'conflict') throw profileError('profile-contended', { profileId })
  await directory.refresh()
  return entryOf(directory, profileId)
}
