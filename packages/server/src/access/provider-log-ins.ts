import { createHash, createHmac } from 'node:crypto'
import { PaycircleError } from 'paycircle/internal/base'
import type { UserRow } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'
import type { Identity, IdentityProvider, LogInAttempt } from './identity-provider.js'
import { createPaces } from './log-in-pace.js'
import { createRoleRules } from './role-rules.js'
import type { LoggedIn, LogInOrigin, Sessions } from './sessions.js'
import { digestOf, isToken, newToken, sameText } from './tokens.js'
import { subjectKey } from './subject.js'
import type { Users } from './users.js'

export const providerAttemptMs = 10 * 60_000

/** Log-ins by another service, where one is configured. */
export interface ProviderLogIns {
  /** Undefined where there is none. */
  readonly provider: Pick<IdentityProvider, 'name' | 'issuer'> | undefined
  /**
   * Begins a log-in: `token` is for the browser's cookie, `url` is where it goes. `log-in-too-often`,
   * `provider-unreachable`.
   */
  beginProviderLogIn(input: {
    readonly redirectUri: string
    readonly address: string
  }): Promise<{ readonly token: string; readonly url: string }>
  /**
   * Ends it, once, within ten minutes and in the same browser. `provider-attempt-spent`, `provider-unreachable`,
   * `provider-denied`, `provider-answer-refused`, `subject-unknown`, `subject-without-role`, `user-disabled`.
   */
  endProviderLogIn(
    input: LogInOrigin & { readonly token: string; readonly redirectUri: string; readonly query: string },
  ): Promise<LoggedIn>
}

/**
 * State, nonce and PKCE verifier all come of one random token that only the browser holds. The store has its digest, as
 * of every one-time link: so any node can end what another began, and none can end it twice.
 */
export function createProviderLogIns(
  context: AccessContext,
  { logInAs }: Pick<Sessions, 'logInAs'>,
  users: Pick<Users, 'admitSubject' | 'changeUser'>,
): ProviderLogIns {
  const { store, clock, random, record, newId, provider } = context
  const { countAttempt, takeBack } = createPaces(context)
  const roleOf = createRoleRules(context.roleRules)
  const pacesOf = (address: string) => [{ kind: 'provider', value: address }] as const

  const required = (): IdentityProvider => {
    if (provider === undefined) throw accessError('provider-attempt-spent', {})
    return provider
  }

  /** One use of the token; of two nodes one wins. */
  const claim = async (token: string): Promise<void> => {
    const digest = digestOf(token)
    const at = clock.now()
    const row = await store.oneTimeToken(digest)
    if (row?.purpose !== 'provider-log-in') throw accessError('provider-attempt-spent', {})
    const { result } = await store.commit({
      guards: [{ guard: 'token-open', digest, at }],
      writes: [{ write: 'use-one-time-token', digest, at }],
      log: [],
    })
    if (result === 'conflict') throw accessError('provider-attempt-spent', {})
  }

  const note = async (address: string, reason: string, more: { user?: string; subject?: string } = {}) => {
    const about = { at: clock.now(), actor: 'visitor', operationId: newId('op') }
    const details = { user: more.user ?? null, address, reason }
    const { subject } = more
    const log = [record('session.refused', about, subject === undefined ? details : { ...details, subject })]
    await store.commit({ guards: [], writes: [], log })
  }

  const userOf = async ({ issuer }: IdentityProvider, { subject, claims }: Identity, address: string) => {
    const user = await store.userBySubject(subjectKey(issuer, subject))
    if (context.roleRules === undefined) {
      if (user !== undefined) return user
      await note(address, 'subject-unknown', { subject })
      throw accessError('subject-unknown', { issuer, subject })
    }
    const role = roleOf(claims)
    if (role === undefined) {
      await note(address, 'subject-without-role', { subject, ...(user === undefined ? {} : { user: user.name }) })
      throw accessError('subject-without-role', { subject })
    }
    if (user === undefined) return users.admitSubject({ issuer, subject, role, names: namesIn(claims) })
    if (user.role === role || user.disabledAt !== null) return user
    return users.changeUser({ name: user.name, role, actor: 'identity-provider' })
  }

  return {
    provider,

    async beginProviderLogIn({ redirectUri, address }) {
      const asked = required()
      await countAttempt(pacesOf(address))
      const token = newToken(random)
      const url = await asked.authorizationUrl(attemptOf(token, redirectUri))
      const at = clock.now()
      const row = {
        digest: digestOf(token),
        purpose: 'provider-log-in',
        userId: null,
        createdAt: at,
        expiresAt: at + providerAttemptMs,
        usedAt: null,
      } as const
      await store.commit({ guards: [], writes: [{ write: 'insert-one-time-token', row }], log: [] })
      return { token, url }
    },

    async endProviderLogIn({ token, redirectUri, query, ...origin }) {
      const asked = required()
      const attempt = attemptOf(token, redirectUri)
      const state = new URLSearchParams(query).get('state') ?? ''
      // Before anything is written: whoever lures a browser here with a state of his own ends no log-in of its owner's.
      if (!isToken(token) || !sameText(state, attempt.state)) throw accessError('provider-attempt-spent', {})
      await claim(token)
      const { address } = origin
      const identity = await asked.identify(query, attempt).catch(async (error: unknown) => {
        if (error instanceof PaycircleError) await note(address, (error as PaycircleError).code)
        throw error
      })
      const user: UserRow = await userOf(asked, identity, address)
      if (user.disabledAt !== null) {
        await note(address, 'disabled', { user: user.name })
        throw accessError('user-disabled', {})
      }
      await takeBack(pacesOf(address))
      return logInAs(user, origin, 'oidc')
    },
  }
}

function attemptOf(token: string, redirectUri: string): LogInAttempt {
  const from = (use: string) => createHmac('sha256', token).update(`paycircle log-in ${use}`).digest('base64url')
  return { redirectUri, state: from('state'), nonce: from('nonce'), codeVerifier: from('code verifier') }
}

/** What the person may be called here, the best first. */
function namesIn({ preferred_username: name, email, sub }: Readonly<Record<string, unknown>>): readonly string[] {
  const stand = `user-${createHash('sha256').update(String(sub)).digest('hex').slice(0, 12)}`
  return [name, email, stand].filter((one) => typeof one === 'string')
}
