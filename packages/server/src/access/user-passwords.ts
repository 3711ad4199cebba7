import type { Unit, UserRow } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'
import { checkPassword } from './password-rules.js'
import { digestOf, sameText } from './tokens.js'
import { endSessionsOf, sameVersion, type UserRecords } from './user-records.js'
import type { AboutUser, UserWithLink } from './users.js'

export const passwordLinkMs = 24 * 3_600_000

/** Passwords, and the links with which they are set. */
export interface UserPasswords {
  /** A new link for a password; the old password stands until it is used. */
  passwordLink(input: AboutUser): Promise<UserWithLink>
  /** Sets the password of the link's user and ends his sessions. `link-spent`, `password-weak`. */
  setPassword(input: { readonly token: string; readonly password: string }): Promise<UserRow>
  /** Sets a password without a link, for the command line. `password-weak`, `user-unknown`. */
  putPassword(input: AboutUser & { readonly password: string }): Promise<UserRow>
  /** Whom the link is for; `link-spent` where it leads nowhere any more. */
  userOfLink(token: string): Promise<UserRow>
  /** The user's own change; ends his other sessions. `password-wrong`, `password-weak`. */
  changePassword(input: {
    readonly userId: string
    readonly current: string
    readonly next: string
    readonly sessionDigest: string
  }): Promise<void>
}

export function createUserPasswords(
  { store, clock, passwords, record, newId }: AccessContext,
  { known, newLink, openLink, commit }: UserRecords,
): UserPasswords {
  const putHash = async (row: UserRow, passwordHash: string, actor: string, more: Partial<Unit>, keep = '') => {
    const at = clock.now()
    await commit({
      guards: [sameVersion(row), ...(more.guards ?? [])],
      writes: [
        { write: 'update-user', userId: row.id, changes: { passwordHash, updatedAt: at } },
        endSessionsOf(row, at, keep),
        ...(more.writes ?? []),
      ],
      log: [record('user.password-set', { at, actor, operationId: newId('op') }, { user: row.name })],
    })
    return { ...row, passwordHash, updatedAt: at, version: row.version + 1 }
  }

  const self: UserPasswords = {
    async passwordLink({ name, actor }) {
      const user = await known(name)
      const { token, expiresAt, write } = newLink(user.id, 'password', passwordLinkMs)
      const about = { at: clock.now(), actor, operationId: newId('op') }
      await commit({ guards: [], writes: [write], log: [record('user.password-link', about, { user: user.name })] })
      return { user, token, expiresAt }
    },

    async userOfLink(token) {
      const { userId } = await openLink(token, 'password')
      const row = userId === null ? undefined : await store.user(userId)
      if (row?.disabledAt !== null) throw accessError('link-spent', {})
      return row
    },

    async setPassword({ token, password }) {
      const row = await self.userOfLink(token)
      checkPassword(password, row.name)
      const hash = await passwords.hash(password)
      const at = clock.now()
      const digest = digestOf(token)
      return putHash(row, hash, `operator:${row.name}`, {
        guards: [{ guard: 'token-open', digest, at }],
        writes: [{ write: 'use-one-time-token', digest, at }],
      })
    },

    async putPassword({ name, actor, password }) {
      const row = await known(name)
      checkPassword(password, row.name)
      return putHash(row, await passwords.hash(password), actor, {})
    },

    async changePassword({ userId, current, next, sessionDigest }) {
      const row = await store.user(userId)
      if (row === undefined) throw accessError('user-unknown', { name: userId })
      if (!(await passwords.matches(current, row.passwordHash))) throw accessError('password-wrong', {})
      if (sameText(current, next)) throw accessError('password-weak', { reason: 'same' })
      checkPassword(next, row.name)
      await putHash(row, await passwords.hash(next), `operator:${row.name}`, {}, sessionDigest)
    },
  }
  return self
}
