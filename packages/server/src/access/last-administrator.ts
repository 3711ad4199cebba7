import type { Guard, UserRow } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'
import { sameVersion } from './user-records.js'

const usersAtOnce = 200

/**
 * Somebody must be left who may manage users, and where this one has a password, somebody else with a password: the
 * provider may be away. His row must stand still until then, so that two who demote each other at once meet there.
 */
export async function staysManaged(store: AccessContext['store'], row: UserRow): Promise<readonly Guard[]> {
  if (row.role !== 'administrator' || row.disabledAt !== null) return []
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly UserRow[] = await store.users(after, usersAtOnce)
    const other = page.find(
      ({ id, role, disabledAt, passwordHash }) =>
        id !== row.id &&
        role === 'administrator' &&
        disabledAt === null &&
        (passwordHash !== null || row.passwordHash === null),
    )
    if (other !== undefined) return [sameVersion(other)]
    after = page.length < usersAtOnce ? undefined : page.at(-1)?.name
  }
  throw accessError('last-administrator', {})
}
