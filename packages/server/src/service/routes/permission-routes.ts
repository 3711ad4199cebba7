import type { FastifyRequest } from 'fastify'
import { languageOfHeader } from 'paycircle/internal/base'
import { agreementReference, apiRoutes, permissionQuerySchema, reportCodeSchema } from '../../api/index.js'
import { agreementValue, instant } from '../api-values.js'
import { apiKeyOf } from '../authentication.js'
import { readAs } from '../bodies.js'
import { jsonAnswer } from '../json-answer.js'
import { defined } from '../page-value.js'
import { permissionMessages } from '../permission-messages.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** What stands in front of the operations that need the agreement, and what came of them. S4-04, Q4-04 */
export function permissionRoutes(surroundings: Surroundings): readonly Route[] {
  const { engine } = surroundings
  return [
    {
      method: 'GET',
      path: apiRoutes.agreementPermission,
      async handle(request, reply) {
        const { id, profileId } = await apiKeyOf(request, surroundings)
        const { operation, maxAgeS } = readAs(permissionQuerySchema, request.query)
        const agreement = referenceOf(request)
        const input = { profileId, agreement, operation, actor: `api-key:${id}` } as const
        const { checkedAt, ...given } = await engine.permission({ ...input, ...defined({ maxAgeS }) })
        const say = permissionMessages[languageOfHeader(request.headers['accept-language'], 'en')]
        const reason = say[given.reasonCode](say[given.half])
        return jsonAnswer(reply, 200, { ...given, reason, checkedAt: checkedAt === null ? null : instant(checkedAt) })
      },
    },
    {
      method: 'POST',
      path: apiRoutes.agreementReportedCodes,
      async handle(request, reply) {
        const { id, profileId } = await apiKeyOf(request, surroundings)
        const { code, source, operation } = readAs(reportCodeSchema, request.body)
        const agreement = referenceOf(request)
        const input = { profileId, agreement, code, source, actor: `api-key:${id}` } as const
        const row = await engine.reportCode({ ...input, ...defined({ operation }) })
        return jsonAnswer(reply, 200, agreementValue(row))
      },
    },
  ]
}

function referenceOf(request: FastifyRequest) {
  return agreementReference((request.params as { readonly agreement: string }).agreement)
}
