import { agreementReference, endpoints } from '../../api/index.js'
import { apiRoute } from '../api-route.js'
import { agreementValue, instant } from '../api-values.js'
import { defined } from '../page-value.js'
import { permissionMessages } from '../permission-messages.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** What stands in front of the operations that need the agreement, and what came of them. S4-04, Q4-04 */
export function permissionRoutes(surroundings: Surroundings): readonly Route[] {
  const { engine } = surroundings
  return [
    apiRoute(surroundings, endpoints.getPermission, async ({ profileId, actor, parameters, query, language }) => {
      const { operation, maxAgeS } = query
      const input = { profileId, agreement: agreementReference(parameters.agreement), operation, actor }
      const { checkedAt, ...given } = await engine.permission({ ...input, ...defined({ maxAgeS }) })
      const say = permissionMessages[language]
      const reason = say[given.reasonCode](say[given.half])
      return { ...given, reason, checkedAt: checkedAt === null ? null : instant(checkedAt) }
    }),
    apiRoute(surroundings, endpoints.reportCode, async ({ profileId, actor, parameters, body }) => {
      const { code, source, operation } = body
      const input = { profileId, agreement: agreementReference(parameters.agreement), code, source, actor }
      return agreementValue(await engine.reportCode({ ...input, ...defined({ operation }) }))
    }),
  ]
}
