import { invariant } from 'paycircle/internal/base'
import { agreementReference, endpoints } from '../../api/index.js'
import { apiRoute } from '../api-route.js'
import { agreementValue, instant } from '../api-values.js'
import { serviceError } from '../errors.js'
import { remedyOf } from '../remedy.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** A termination, which rests on public demos and not on the two documents, and whose account it is. */
export function terminationRoutes(surroundings: Surroundings): readonly Route[] {
  const { engine } = surroundings
  return [
    apiRoute(surroundings, endpoints.terminateAgreement, async ({ profileId, actor, parameters, body, language }) => {
      const agreement = agreementReference(parameters.agreement)
      const ended = await engine.terminate({ profileId, agreement, ...body, actor })
      const { outcome, operationId, nextCheckAt } = ended
      if (outcome.outcome === 'held') throw serviceError('check-held', outcome)
      invariant(operationId !== null, 'what was sent was logged')
      return {
        ...outcome,
        ...remedyOf(outcome, language),
        evidence: 'public-demos' as const,
        ...(nextCheckAt === null ? {} : { nextCheckAt: instant(nextCheckAt) }),
        operationId,
      }
    }),
    apiRoute(surroundings, endpoints.confirmUser, async ({ profileId, actor, parameters, body }) => {
      const agreement = agreementReference(parameters.agreement)
      return agreementValue(await engine.confirmUser({ profileId, agreement, ...body, actor }))
    }),
  ]
}
