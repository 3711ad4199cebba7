import type { Guard, OneTimeTokenRow, Unit, UserRow, Write } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'
import { checkPassword } from './password-rules.js'
import { isRole, type Role } from './roles.js'
import { checkedSubject } from './subject.js'
import { digestOf, isToken, newToken, sameText } from './tokens.js'

const namePattern = /^[a-z0-9][a-z0-9._@-]{0,63}$/
const profilePattern = /^[a-z][a-z0-9-]{0,39}$/
const maxProfiles = 100
const usersAtOnce = 200
export const passwordLinkMs = 24 * 3_600_000
export const setUpLinkMs = 7 * 24 * 3_600_000

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
export interface Users {
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
  /** The token of the link for the first administrator; undefined once there is any user. */
  beginSetUp(): Promise<string | undefined>
  /** The first administrator. `link-spent`, `user-name-malformed`, `password-weak`. */
  setUp(input: { readonly token: string; readonly name: string; readonly password: string }): Promise<UserRow>
}

export function createUsers(context: AccessContext): Users {
  const { store, clock, random, passwords, record, newId } = context

  const known = async (name: string): Promise<UserRow> => {
    const row = await store.userByName(name.trim().toLowerCase())
    if (row === undefined) throw accessError('user-unknown', { name: name.slice(0, 64) })
    return row
  }

  const freeName = async (names: readonly string[]): Promise<string> => {
    for (const given of names) {
      const name = given.trim().toLowerCase()
      if (namePattern.test(name) && (await store.userByName(name)) === undefined) return name
    }
    throw accessError('user-name-malformed', {})
  }

  const linkFor = (userId: string | null, purpose: OneTimeTokenRow['purpose'], lifeMs: number) => {
    const token = newToken(random)
    const at = clock.now()
    const row = { digest: digestOf(token), purpose, userId, createdAt: at, expiresAt: at + lifeMs, usedAt: null }
    return { token, expiresAt: row.expiresAt, write: { write: 'insert-one-time-token', row } as const }
  }

  const openLink = async (token: string, purpose: OneTimeTokenRow['purpose']): Promise<OneTimeTokenRow> => {
    const row = isToken(token) ? await store.oneTimeToken(digestOf(token)) : undefined
    const usable = row?.purpose === purpose && row.usedAt === null && row.expiresAt > clock.now()
    if (!usable) throw accessError('link-spent', {})
    return row
  }

  /** Commits; a conflict is one of the guards that speak of what the caller may do, or another's change meanwhile. */
  const commit = async (unit: Unit): Promise<void> => {
    const result = await store.commit(unit)
    if (result.result === 'done') return
    const { guard } = result.guard
    if (guard === 'token-open' || guard === 'no-user') throw accessError('link-spent', {})
    throw accessError('user-changed-meanwhile', {})
  }

  const userOf = (name: string, role: Role, profileIds: readonly string[] | null, passwordHash: string | null) => {
    const at = clock.now()
    const own = { id: newId('usr'), name, role, profileIds, passwordHash, subject: null }
    return { ...own, createdAt: at, updatedAt: at, disabledAt: null, version: 1 } satisfies UserRow
  }

  /**
   * Somebody must be left who may manage users, and where this one has a password, somebody else with a password: the
   * provider may be away. His row must stand still until then, so that two who demote each other at once meet there.
   */
  const staysManaged = async (row: UserRow): Promise<Guard[]> => {
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

  const endAll = (row: UserRow, at: number, exceptDigest = ''): Write => ({
    write: 'end-sessions',
    userId: row.id,
    exceptDigest,
    at,
  })

  const sameVersion = ({ id, version }: UserRow): Guard => ({ guard: 'user-version', userId: id, version })

  const putHash = async (row: UserRow, passwordHash: string, actor: string, more: Partial<Unit>, keep = '') => {
    const at = clock.now()
    await commit({
      guards: [sameVersion(row), ...(more.guards ?? [])],
      writes: [
        { write: 'update-user', userId: row.id, changes: { passwordHash, updatedAt: at } },
        endAll(row, at, keep),
        ...(more.writes ?? []),
      ],
      log: [record('user.password-set', { at, actor, operationId: newId('op') }, { user: row.name })],
    })
    return { ...row, passwordHash, updatedAt: at, version: row.version + 1 }
  }

  const self: Users = {
    async createUser({ name: given, role, profileIds = null, actor }) {
      const name = nameOf(given)
      if (!isRole(role)) throw accessError('role-unknown', { role })
      checkProfiles(profileIds)
      if ((await store.userByName(name)) !== undefined) throw accessError('user-exists', { name })
      const user = userOf(name, role, profileIds, null)
      const { token, expiresAt, write } = linkFor(user.id, 'password', passwordLinkMs)
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
        guards: [sameVersion(row), ...(demotes ? await staysManaged(row) : [])],
        writes: [{ write: 'update-user', userId: row.id, changes: { ...changes, updatedAt: at } }, endAll(row, at)],
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
        guards: [sameVersion(row), ...(disabled ? await staysManaged(row) : [])],
        writes: [{ write: 'update-user', userId: row.id, changes: { disabledAt, updatedAt: at } }, endAll(row, at)],
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
        writes: [{ write: 'update-user', userId: row.id, changes: { subject, updatedAt: at } }, endAll(row, at)],
        log: [record('user.linked', { at, actor, operationId: newId('op') }, details)],
      })
      return { ...row, subject, updatedAt: at, version: row.version + 1 }
    },

    async admitSubject({ issuer, subject, role, names }) {
      const name = await freeName(names)
      const row = { ...userOf(name, role, null, null), subject: checkedSubject({ issuer, subject }) }
      const about = { at: row.createdAt, actor: 'identity-provider', operationId: newId('op') }
      const log = [
        record('user.created', about, { user: name, role, profiles: null }),
        record('user.linked', about, { user: name, issuer, subject }),
      ]
      await commit({ guards: [], writes: [{ write: 'insert-user', row }], log })
      return row
    },

    async passwordLink({ name, actor }) {
      const user = await known(name)
      const { token, expiresAt, write } = linkFor(user.id, 'password', passwordLinkMs)
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

    async beginSetUp() {
      if (await store.hasUsers()) return undefined
      const { token, write } = linkFor(null, 'set-up', setUpLinkMs)
      const result = await store.commit({ guards: [{ guard: 'no-user' }], writes: [write], log: [] })
      return result.result === 'done' ? token : undefined
    },

    async setUp({ token, name: given, password }) {
      await openLink(token, 'set-up')
      const name = nameOf(given)
      checkPassword(password, name)
      const row = userOf(name, 'administrator', null, await passwords.hash(password))
      const at = clock.now()
      const digest = digestOf(token)
      const about = { at, actor: `operator:${name}`, operationId: newId('op') }
      await commit({
        guards: [{ guard: 'no-user' }, { guard: 'token-open', digest, at }],
        writes: [
          { write: 'insert-user', row },
          { write: 'use-one-time-token', digest, at },
        ],
        log: [record('user.created', about, { user: name, role: row.role, profiles: null })],
      })
      return row
    },
  }
  return self
}

function nameOf(given: string): string {
  const name = given.trim().toLowerCase()
  if (!namePattern.test(name)) throw accessError('user-name-malformed', {})
  return name
}

function checkProfiles(profileIds: readonly string[] | null): void {
  if (profileIds === null) return
  const wrong =
    profileIds.length === 0 || profileIds.length > maxProfiles || !profileIds.every((id) => profilePattern.test(id))
  if (wrong) throw accessError('user-profiles-malformed', {})
}
