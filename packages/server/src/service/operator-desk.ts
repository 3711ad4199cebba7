import type { FastifyReply, FastifyRequest } from 'fastify'
import { invariant } from 'paycircle/internal/base'
import type { Permission } from '../access/index.js'
import type { ProfileStatus } from '../engine/index.js'
import type { MerchantProfile } from '../profiles/index.js'
import { serviceError } from './errors.js'
import { requestOrigin } from './request-origin.js'
import type { Body, Route } from './routing.js'
import type { SandboxOptions, Surroundings } from './surroundings.js'

/** Whoever sits at the sandbox's machine. */
export const demoOperator = 'demo'
export const demoActor = `operator:${demoOperator}` as const

/** What an operator's page works with once its doors are passed. */
export interface Desk {
  readonly profile: MerchantProfile
  readonly sandbox: SandboxOptions
  /** Whether something stops the profile's calls. */
  readonly status: ProfileStatus
}

/**
 * A route of the operator's pages. The operator is signed in by being on this machine, so they are open in the sandbox
 * on loopback only, and every change must come from a page of ours: browsers say from where a form was sent.
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
      const { sandbox, engine } = surroundings
      if (sandbox === undefined || !surroundings.operatorPagesOpen()) throw serviceError('operator-pages-closed', {})
      if (method === 'POST' && requestOrigin(request.headers, surroundings.ownOrigins()) !== 'own') {
        throw serviceError('cross-site-request', {})
      }
      const profile = engine.profiles.get(sandbox.profileId)
      invariant(profile, 'the sandbox has its profile')
      return handle({ profile, sandbox, status: await engine.profileStatus(profile.id) }, request, reply)
    },
  }
}
