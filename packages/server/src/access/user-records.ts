import type { Guard, OneTimeTokenRow, Unit, UserRow, Write } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'
import type { Role } from './roles.js'
import { digestOf, isToken, newToken } from './tokens.js'

export const namePattern = /^[a-z0-9][a-z0-9._@-]{0,63}$/

/** How users and their one-time links are found, made and written, whatever is changed about them. */
export interface UserRecords {
  /** @throws user-unknown */
  readonly known: (name: string) => Promise<UserRow>
  /** A row that is not written yet. */
  readonly newUser: (
    name: string,
    role: Role,
    profileIds: readonly string[] | null,
    passwordHash: string | null,
  ) => UserRow
  /** A link, and the write by which it comes to be. */
  readonly newLink: (
    userId: string | null,
    purpose: OneTimeTokenRow['purpose'],
    lifeMs: number,
  ) => { readonly token: string; readonly expiresAt: number; readonly write: Write }
  /** A link that may be used now. @throws link-spent */
  readonly openLink: (token: string, purpose: OneTimeTokenRow['purpose']) => Promise<OneTimeTokenRow>
  /**
   * Commits; a conflict is one of the guards that speak of what the caller may do, or another's change meanwhile.
   * @throws link-spent, user-changed-meanwhile
   */
  readonly commit: (unit: Unit) => Promise<void>
}

export function createUserRecords({ store, clock, random, newId }: AccessContext): UserRecords {
  return {
    async known(name) {
      const row = await store.userByName(name.trim().toLowerCase())
      if (row === undefined) throw accessError('user-unknown', { name: name.slice(0, 64) })
      return row
    },

    newUser(name, role, profileIds, passwordHash) {
      const at = clock.now()
      const own = { id: newId('usr'), name, role, profileIds, passwordHash, subject: null }
      return { ...own, createdAt: at, updatedAt: at, disabledAt: null, version: 1 } satisfies UserRow
    },

    newLink(userId, purpose, lifeMs) {
      const token = newToken(random)
      const at = clock.now()
      const row = { digest: digestOf(token), purpose, userId, createdAt: at, expiresAt: at + lifeMs, usedAt: null }
      return { token, expiresAt: row.expiresAt, write: { write: 'insert-one-time-token', row } as const }
    },

    async openLink(token, purpose) {
      const row = isToken(token) ? await store.oneTimeToken(digestOf(token)) : undefined
      const usable = row?.purpose === purpose && row.usedAt === null && row.expiresAt > clock.now()
      if (!usable) throw accessError('link-spent', {})
      return row
    },

    async commit(unit) {
      const result = await store.commit(unit)
      if (result.result === 'done') return
      const { guard } = result.guard
      if (guard === 'token-open' || guard === 'no-user') throw accessError('link-spent', {})
      throw accessError('user-changed-meanwhile', {})
    },
  }
}

export function endSessionsOf(row: UserRow, at: number, exceptDigest = ''): Write {
  return { write: 'end-sessions', userId: row.id, exceptDigest, at }
}

export function sameVersion({ id, version }: UserRow): Guard {
  return { guard: 'user-version', userId: id, version }
}

/** @throws user-name-malformed */
export function nameOf(given: string): string {
  const name = given.trim().toLowerCase()
  if (!namePattern.test(name)) throw accessError('user-name-malformed', {})
  return name
}
