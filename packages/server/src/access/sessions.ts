import type { SessionRow, UserRow } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'
import { createPaces } from './log-in-pace.js'
import { digestOf, formTokenOf, isToken, newToken } from './tokens.js'

/** Without a request for so long a session ends. */
export const sessionIdleMs = 3_600_000
/** However busy it is, it ends after so long. */
export const sessionLifeMs = 12 * 3_600_000
/** One that a provider vouched for ends sooner: who is disabled there keeps what he has here no longer than that. */
export const providerSessionMs = 3_600_000
const seenMs = 60_000
const maxPasswordLength = 512
/** Of a user who logs in without end, the oldest end. */
const maxSessions = 50
const keepSpentMs = 7 * 24 * 3_600_000

/** Where a log-in comes from. */
export interface LogInOrigin {
  /** The browser's address, as far as the service trusts to know it. */
  readonly address: string
  readonly userAgent: string | undefined
  /** What the browser held until now: it ends with the log-in. */
  readonly previousToken: string | undefined
}

export interface LoggedIn {
  readonly user: UserRow
  /** For the browser's cookie: only its digest is stored. */
  readonly token: string
}

/** A session that stands, and whose it is. */
export interface StandingSession {
  readonly user: UserRow
  readonly session: SessionRow
  /** Stands in every form of the session. */
  readonly formToken: string
}

/** Log-ins of browsers. They stand in the store, so every node knows them and any can end them. */
export interface Sessions {
  /**
   * Logs in by name and password. `log-in-refused` says the same, after the same time, whether the name is unknown,
   * disabled or its password another; `log-in-too-often` tells how long to wait.
   */
  logIn(input: LogInOrigin & { readonly name: string; readonly password: string }): Promise<LoggedIn>
  /** Logs in somebody of whom another service said who he is. `log-in-refused` where he is disabled. */
  logInAs(user: UserRow, origin: LogInOrigin, by: 'password' | 'oidc'): Promise<LoggedIn>
  /** Whose session the token is; undefined where it stands no more. */
  session(token: string): Promise<StandingSession | undefined>
  /** Whether the session was one by the provider that has just come to its end in use: the provider is asked anew. */
  mayRenew(token: string): Promise<boolean>
  logOut(token: string): Promise<void>
  /** The user's sessions that stand, newest first, at most 50. */
  sessionsOf(userId: string): Promise<readonly SessionRow[]>
  /** Ends one of the user's sessions, by its id; nothing where it stands no more. */
  endSession(input: { readonly user: UserRow; readonly id: string; readonly actor: string }): Promise<void>
  /** Ends all of the user's sessions. */
  endSessions(input: { readonly user: UserRow; readonly actor: string }): Promise<void>
}

export function createSessions(context: AccessContext): Sessions {
  const { store, clock, random, passwords, record, newId } = context
  const lifeMs = { password: sessionLifeMs, oidc: context.providerSessionMs ?? providerSessionMs }

  const { countAttempt, takeBack } = createPaces(context)

  const refuse = async (user: UserRow | undefined, address: string, reason: string): Promise<never> => {
    const about = { at: clock.now(), actor: 'visitor', operationId: newId('op') }
    const log = [record('session.refused', about, { user: user?.name ?? null, address, reason })]
    await store.commit({ guards: [], writes: [], log })
    throw accessError('log-in-refused', {})
  }

  const endOf = ({ digest }: SessionRow, at: number) =>
    ({ write: 'update-session', digest, changes: { endedAt: at } }) as const

  const sessions: Sessions = {
    async logIn({ name: given, password, ...origin }) {
      const name = given.trim().toLowerCase()
      const paces = [
        { kind: 'account', value: name },
        { kind: 'address', value: origin.address },
      ] as const
      await countAttempt(paces)
      const user = name.length > 64 ? undefined : await store.userByName(name)
      const matches = await passwords.matches(password.slice(0, maxPasswordLength), user?.passwordHash ?? null)
      if (user === undefined) return refuse(user, origin.address, 'unknown')
      if (!matches) return refuse(user, origin.address, 'password')
      if (user.disabledAt !== null) return refuse(user, origin.address, 'disabled')
      await takeBack(paces)
      return sessions.logInAs(user, origin, 'password')
    },

    async logInAs(user, { address, userAgent, previousToken }, by) {
      if (user.disabledAt !== null) return refuse(user, address, 'disabled')
      const at = clock.now()
      const token = newToken(random)
      const own = {
        digest: digestOf(token),
        id: newId('ses'),
        userId: user.id,
        userAgent: userAgent?.slice(0, 200) ?? null,
      }
      const row: SessionRow = { ...own, createdAt: at, lastSeenAt: at, expiresAt: at + lifeMs[by], endedAt: null }
      const previous = await rowOf(previousToken)
      const standing = await store.sessionsOf(user.id, at, maxSessions)
      const tooMany = standing.slice(maxSessions - 1)
      const about = { at, actor: `operator:${user.name}`, operationId: row.id }
      const result = await store.commit({
        // Whoever is disabled or changed while his password is looked at is not let in.
        guards: [{ guard: 'user-version', userId: user.id, version: user.version }],
        writes: [
          { write: 'insert-session', row },
          ...(previous?.endedAt !== null ? [] : [endOf(previous, at)]),
          ...tooMany.map((one) => endOf(one, at)),
          { write: 'remove-spent', before: at - keepSpentMs },
        ],
        log: [record('session.started', about, { user: user.name, session: row.id, by })],
      })
      if (result.result === 'conflict') throw accessError('user-changed-meanwhile', {})
      return { user, token }
    },

    async session(token) {
      const row = await rowOf(token)
      const at = clock.now()
      if (row?.endedAt !== null || row.expiresAt <= at) return undefined
      if (row.lastSeenAt + sessionIdleMs <= at) return undefined
      const user = await store.user(row.userId)
      if (user?.disabledAt !== null) return undefined
      if (at - row.lastSeenAt >= seenMs) {
        const write = { write: 'update-session', digest: row.digest, changes: { lastSeenAt: at } } as const
        // A store that cannot be written keeps nobody from reading.
        await store.commit({ guards: [], writes: [write], log: [] }).catch(() => undefined)
      }
      return { user, session: row, formToken: formTokenOf(token) }
    },

    async mayRenew(token) {
      const row = await rowOf(token)
      const at = clock.now()
      if (context.provider === undefined || row?.endedAt !== null || row.expiresAt > at) return false
      // Left alone for too long, or begun with a password: whoever sits there logs in himself.
      if (row.lastSeenAt + sessionIdleMs <= at || row.expiresAt - row.createdAt >= sessionLifeMs) return false
      const user = await store.user(row.userId)
      return user !== undefined && user.subject !== null
    },

    async logOut(token) {
      const row = await rowOf(token)
      if (row?.endedAt !== null) return
      const user = await store.user(row.userId)
      const name = user?.name ?? row.userId
      const at = clock.now()
      const about = { at, actor: `operator:${name}`, operationId: row.id }
      const log = [record('session.ended', about, { user: name, session: row.id })]
      await store.commit({ guards: [], writes: [endOf(row, at)], log })
    },

    sessionsOf: (userId) => store.sessionsOf(userId, clock.now(), maxSessions),

    async endSession({ user, id, actor }) {
      const at = clock.now()
      const row = (await store.sessionsOf(user.id, at, maxSessions)).find((one) => one.id === id)
      if (row === undefined) return
      const log = [record('session.ended', { at, actor, operationId: row.id }, { user: user.name, session: row.id })]
      await store.commit({ guards: [], writes: [endOf(row, at)], log })
    },

    async endSessions({ user, actor }) {
      const at = clock.now()
      const log = [record('sessions.ended', { at, actor, operationId: newId('op') }, { user: user.name })]
      const write = { write: 'end-sessions', userId: user.id, exceptDigest: '', at } as const
      await store.commit({ guards: [], writes: [write], log })
    },
  }
  return sessions

  function rowOf(token: string | undefined): Promise<SessionRow | undefined> {
    return token === undefined || !isToken(token) ? Promise.resolve(undefined) : store.session(digestOf(token))
  }
}
