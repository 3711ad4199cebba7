import type { UserRow } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'
import { createFirstAdministrator, type FirstAdministrator } from './first-administrator.js'
import { staysManaged } from './last-administrator.js'
import { isRole, type Role } from './roles.js'
import { checkedSubject } from './subject.js'
import { createUserPasswords, passwordLinkMs, type UserPasswords } from './user-passwords.js'
import { createUserRecords, endSessionsOf, nameOf, namePattern, sameVersion } from './user-records.js'

const profilePattern = /^[a-z][a-z0-9-]{0,39}$/
const maxProfiles = 100

export interface NewUser {
  readonly name: string
  readonly role: string
  /** All profiles unless told. */
  readonly profileIds?: readonly string[] | null
  readonly actor: string
}

/** Names a user in what is done to him. */
export interface AboutUser {
  readonly name: string
  readonly actor: string
}

export interface UserWithLink {
  readonly user: UserRow
  /** For the link `/password/<token>`; works once. Shown once: only its digest is stored. */
  readonly token: string
  /** UTC milliseconds. */
  readonly expiresAt: number
}

/** The people who may log in. Every change is a record of the operation log. S3-19, Q3-18 */
export interface Users extends UserPasswords, FirstAdministrator {
  /** A user without a password and the link with which he sets one. `user-name-malformed`, `role-unknown`, `user-exists`. */
  createUser(input: NewUser): Promise<UserWithLink>
  users(afterName: string, limit: number): Promise<readonly UserRow[]>
  /** Changes role or profiles; ends the user's sessions. `last-administrator` where nobody would be left to manage users. */
  changeUser(
    input: AboutUser & { readonly role?: string; readonly profileIds?: readonly string[] | null },
  ): Promise<UserRow>
  /** Disables him and ends his sessions, or lets him in again. `last-administrator` as well. */
  setDisabled(input: AboutUser & { readonly disabled: boolean }): Promise<UserRow>
  /**
   * Lets whom the provider calls so log in as the user; null: no more. Ends the user's sessions. `subject-malformed`,
   * `subject-taken`.
   */
  linkSubject(
    input: AboutUser & { readonly subject: { readonly issuer: string; readonly subject: string } | null },
  ): Promise<UserRow>
  /** A user for somebody whom a provider vouches for and gives a role; his name is the first that is free. */
  admitSubject(input: {
    readonly issuer: string
    readonly subject: string
    readonly role: Role
    readonly names: readonly string[]
  }): Promise<UserRow>
}

export function createUsers(context: AccessContext): Users {
  const { store, clock, record, newId } = context
  const records = createUserRecords(context)
  const { known, newUser, newLink, commit } = records

  const freeName = async (names: readonly string[]): Promise<string> => {
    for (const given of names) {
      const name = given.trim().toLowerCase()
      if (namePattern.test(name) && (await store.userByName(name)) === undefined) return name
    }
    throw accessError('user-name-malformed', {})
  }

  return {
    ...createUserPasswords(context, records),
    ...createFirstAdministrator(context, records),

    async createUser({ name: given, role, profileIds = null, actor }) {
      const name = nameOf(given)
      if (!isRole(role)) throw accessError('role-unknown', { role })
      checkProfiles(profileIds)
      if ((await store.userByName(name)) !== undefined) throw accessError('user-exists', { name })
      const user = newUser(name, role, profileIds, null)
      const { token, expiresAt, write } = newLink(user.id, 'password', passwordLinkMs)
      const about = { at: user.createdAt, actor, operationId: newId('op') }
      const log = [record('user.created', about, { user: name, role, profiles: profileIds })]
      await commit({ guards: [], writes: [{ write: 'insert-user', row: user }, write], log })
      return { user, token, expiresAt }
    },

    users: (afterName, limit) => store.users(afterName, limit),

    async changeUser({ name, actor, role, profileIds }) {
      const row = await known(name)
      if (role !== undefined && !isRole(role)) throw accessError('role-unknown', { role })
      if (profileIds !== undefined) checkProfiles(profileIds)
      const at = clock.now()
      const about = { at, actor, operationId: newId('op') }
      const demotes = role !== undefined && role !== 'administrator'
      const changes = { ...(role === undefined ? {} : { role }), ...(profileIds === undefined ? {} : { profileIds }) }
      await commit({
        guards: [sameVersion(row), ...(demotes ? await staysManaged(store, row) : [])],
        writes: [
          { write: 'update-user', userId: row.id, changes: { ...changes, updatedAt: at } },
          endSessionsOf(row, at),
        ],
        log: [
          ...(role === undefined
            ? []
            : [record('user.role-changed', about, { user: row.name, from: row.role, to: role })]),
          ...(profileIds === undefined
            ? []
            : [record('user.profiles-changed', about, { user: row.name, profiles: profileIds })]),
        ],
      })
      return { ...row, ...changes, updatedAt: at, version: row.version + 1 }
    },

    async setDisabled({ name, actor, disabled }) {
      const row = await known(name)
      if ((row.disabledAt !== null) === disabled) return row
      const at = clock.now()
      const disabledAt = disabled ? at : null
      await commit({
        guards: [sameVersion(row), ...(disabled ? await staysManaged(store, row) : [])],
        writes: [
          { write: 'update-user', userId: row.id, changes: { disabledAt, updatedAt: at } },
          endSessionsOf(row, at),
        ],
        log: [
          record(
            disabled ? 'user.disabled' : 'user.enabled',
            { at, actor, operationId: newId('op') },
            { user: row.name },
          ),
        ],
      })
      return { ...row, disabledAt, updatedAt: at, version: row.version + 1 }
    },

    async linkSubject({ name, actor, subject: whom }) {
      const row = await known(name)
      const subject = whom && checkedSubject(whom)
      const holder = subject === null ? undefined : await store.userBySubject(subject)
      if (holder !== undefined && holder.id !== row.id) throw accessError('subject-taken', { name: holder.name })
      const at = clock.now()
      const details = { user: row.name, issuer: whom?.issuer ?? null, subject: whom?.subject ?? null }
      await commit({
        guards: [sameVersion(row)],
        writes: [{ write: 'update-user', userId: row.id, changes: { subject, updatedAt: at } }, endSessionsOf(row, at)],
        log: [record('user.linked', { at, actor, operationId: newId('op') }, details)],
      })
      return { ...row, subject, updatedAt: at, version: row.version + 1 }
    },

    async admitSubject({ issuer, subject, role, names }) {
      const name = await freeName(names)
      const row = { ...newUser(name, role, null, null), subject: checkedSubject({ issuer, subject }) }
      const about = { at: row.createdAt, actor: 'identity-provider', operationId: newId('op') }
      const log = [
        record('user.created', about, { user: name, role, profiles: null }),
        record('user.linked', about, { user: name, issuer, subject }),
      ]
      await commit({ guards: [], writes: [{ write: 'insert-user', row }], log })
      return row
    },
  }
}

function checkProfiles(profileIds: readonly string[] | null): void {
  if (profileIds === null) return
  const wrong =
    profileIds.length === 0 || profileIds.length > maxProfiles || !profileIds.every((id) => profilePattern.test(id))
  if (wrong) throw accessError('user-profiles-malformed', {})
}
