import type { FastifyRequest } from 'fastify'
import { apiRoutes, startSigningSchema } from '../../api/index.js'
import { instant } from '../api-values.js'
import { apiKeyOf } from '../authentication.js'
import { readAs } from '../bodies.js'
import { jsonAnswer } from '../json-answer.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** Starting a signing: makes the link that goes to the agent; Alipay hears nothing of it yet. */
export function signingRoutes(surroundings: Surroundings): readonly Route[] {
  return [
    {
      method: 'POST',
      path: apiRoutes.signings,
      async handle(request, reply) {
        const { id, profileId } = await apiKeyOf(request, surroundings)
        const idempotencyKey = idempotencyKeyOf(request)
        const { email, agentId, scope, returnTo } = readAs(startSigningSchema, request.body)
        const started = await surroundings.engine.startSigning({
          profileId,
          email,
          actor: `api-key:${id}`,
          ...(agentId === undefined ? {} : { agentId }),
          ...(scope === undefined ? {} : { scope }),
          ...(returnTo === undefined ? {} : { returnTo }),
          ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        })
        if (started.replayed) reply.header('idempotent-replayed', 'true')
        return jsonAnswer(reply, 201, {
          id: started.signingId,
          agreementId: started.agreement.id,
          startUrl: `${surroundings.publicOrigin()}/s/${started.token}`,
          expiresAt: instant(started.expiresAt),
        })
      },
    },
  ]
}

/** The header's value, with or without the quotation marks that its draft asks for. S3-18 */
function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const given = request.headers['idempotency-key']
  if (given === undefined) return undefined
  return String(given).replace(/^"(.*)"$/, '$1')
}
