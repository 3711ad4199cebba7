import { endpoints } from '../../api/index.js'
import { apiRoute } from '../api-route.js'
import { instant } from '../api-values.js'
import { idempotencyKeyOf, replayedHeader } from '../idempotency-key.js'
import { defined } from '../page-value.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** Starting a signing: makes the link that goes to the agent; Alipay hears nothing of it yet. */
export function signingRoutes(surroundings: Surroundings): readonly Route[] {
  return [
    apiRoute(surroundings, endpoints.startSigning, async ({ profileId, actor, body, request, headers }) => {
      const { email, agentId, scope, returnTo } = body
      const optional = defined({ agentId, scope, returnTo, idempotencyKey: idempotencyKeyOf(request) })
      const started = await surroundings.engine.startSigning({ profileId, email, actor, ...optional })
      if (started.replayed) headers[replayedHeader] = 'true'
      return {
        id: started.signingId,
        agreementId: started.agreement.id,
        startUrl: `${surroundings.publicOrigin()}/s/${started.token}`,
        expiresAt: instant(started.expiresAt),
      }
    }),
    apiRoute(surroundings, endpoints.makeAgentLink, async ({ profileId, actor, body }) => {
      const { engine } = surroundings
      const input = { profileId, email: body.email, actor }
      const made = await (body.purpose === 'sign' ? engine.startSigning(input) : engine.makeStatusLink(input))
      return { url: `${surroundings.publicOrigin()}/s/${made.token}`, expiresAt: instant(made.expiresAt) }
    }),
  ]
}
