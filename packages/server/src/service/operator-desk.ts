import type { FastifyReply, FastifyRequest } from 'fastify'
import { sameText, type Permission } from '../access/index.js'
import type { ProfileStatus } from '../engine/index.js'
import type { MerchantProfile } from '../profiles/index.js'
import { serviceError } from './errors.js'
import { chosenProfile, operatorOf, sessionToken, type Operator } from './operator.js'
import { seeOther } from './page-answers.js'
import { requestOrigin } from './request-origin.js'
import type { Body, Route } from './routing.js'
import type { SandboxOptions, Surroundings } from './surroundings.js'

/** What an operator's page works with once its doors are passed. */
export interface Desk {
  readonly operator: Operator
  readonly profile: MerchantProfile
  /** Those that he may act for, in the order of the configuration. */
  readonly profiles: readonly MerchantProfile[]
  /** Where the profile is the sandbox's. */
  readonly sandbox?: SandboxOptions
  /** Whether something stops the profile's calls. */
  readonly status: ProfileStatus
}

/**
 * A route of the operators' pages: for whoever is logged in and whose role has the permission, about a profile that he
 * may act for. A change must come from a page of ours, and of his own session.
 */
export function deskRoute(
  surroundings: Surroundings,
  method: Route['method'],
  path: string,
  may: Permission,
  handle: (desk: Desk, request: FastifyRequest, reply: FastifyReply) => Promise<Body>,
): Route {
  return {
    method,
    path,
    allow: { operator: may },
    async handle(request, reply) {
      requireSafePlace(surroundings)
      const operator = await operatorOf(surroundings, request)
      if (operator === undefined) {
        if (method !== 'GET') throw serviceError('log-in-needed', {})
        const token = sessionToken(surroundings, request)
        const renews = token !== undefined && (await surroundings.access.mayRenew(token))
        const path = renews ? '/login/provider' : '/login'
        return seeOther(reply, `${path}?${new URLSearchParams({ to: request.url }).toString()}`)
      }
      if (method !== 'GET') requireOwnForm(surroundings, request, operator)
      if (!operator.may(may)) throw serviceError('role-not-enough', { role: operator.role, permission: may })
      return handle(await deskOf(surroundings, request, operator), request, reply)
    },
  }
}

/** Passwords and cookies go over encrypted connections or stay on the machine. */
export function requireSafePlace(surroundings: Surroundings): void {
  if (!surroundings.operatorPagesOpen()) throw serviceError('operator-pages-closed', {})
}

/** A form of ours, as the browser tells where it was sent from; without a session there is no more to go by. */
export function requireOwnOrigin(surroundings: Surroundings, request: FastifyRequest): void {
  if (requestOrigin(request.headers, surroundings.ownOrigins()) !== 'own') throw serviceError('cross-site-request', {})
}

function requireOwnForm(surroundings: Surroundings, request: FastifyRequest, { session }: Operator): void {
  requireOwnOrigin(surroundings, request)
  if (session === null) return
  const { formToken } = (request.body ?? {}) as { readonly formToken?: unknown }
  if (typeof formToken !== 'string' || !sameText(formToken, session.formToken)) {
    throw serviceError('form-of-other-session', {})
  }
}

async function deskOf(surroundings: Surroundings, request: FastifyRequest, operator: Operator): Promise<Desk> {
  const { engine, sandbox } = surroundings
  const { profileIds } = operator
  const profiles = [...engine.profiles.values()].filter(({ id }) => profileIds === null || profileIds.includes(id))
  const wish = chosenProfile(request) ?? sandbox?.profileId
  const profile = profiles.find(({ id }) => id === wish) ?? profiles[0]
  if (profile === undefined) throw serviceError('profile-none', {})
  const own = { operator, profile, profiles, status: await engine.profileStatus(profile.id) }
  return sandbox?.profileId === profile.id ? { ...own, sandbox } : own
}
