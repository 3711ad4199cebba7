import { invariant } from 'paycircle/internal/base'
import { agreementReference, endpoints } from '../../api/index.js'
import { apiRoute } from '../api-route.js'
import { agreementValue, instant, operationValue } from '../api-values.js'
import { serviceError } from '../errors.js'
import { defined, pageValue } from '../page-value.js'
import { remedyOf } from '../remedy.js'
import { doOrAsk } from '../second-person.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

const historyLength = 50

/** What is known of agreements, asking Alipay about one, and opening its hold. */
export function agreementRoutes(surroundings: Surroundings): readonly Route[] {
  const { engine, store } = surroundings
  return [
    apiRoute(surroundings, endpoints.listAgreements, async ({ profileId, query }) => {
      const { limit, agentId, state, cursor } = query
      const filter = { profileId, limit, ...defined({ agentId, state, cursor }) }
      return pageValue(await store.agreements(filter), agreementValue)
    }),
    apiRoute(surroundings, endpoints.getAgreement, async ({ profileId, parameters }) => {
      const row = await engine.agreement(profileId, agreementReference(parameters.agreement))
      if (row === undefined) throw serviceError('agreement-unknown', {})
      const history = await store.operations({ profileId, agreementId: row.id, limit: historyLength })
      return { ...agreementValue(row), history: history.rows.map(operationValue) }
    }),
    apiRoute(surroundings, endpoints.checkAgreement, async ({ profileId, actor, parameters, body, language }) => {
      const input = { profileId, agreement: agreementReference(parameters.agreement), actor }
      const asked = {
        action: 'force-query',
        profileId,
        reason: body.reason,
        actor,
        agreement: () => engine.agreement(profileId, input.agreement),
      } as const
      const checked = await doOrAsk(surroundings, asked, () => engine.check({ ...input, ...defined(body) }))
      const { outcome, operationId, nextCheckAt } = checked
      if (outcome.outcome === 'held') throw serviceError('check-held', outcome)
      invariant(operationId !== null, 'what was asked was logged')
      return {
        ...outcome,
        ...remedyOf(outcome, language),
        ...(nextCheckAt === null ? {} : { nextCheckAt: instant(nextCheckAt) }),
        operationId,
      }
    }),
    apiRoute(surroundings, endpoints.releaseAgreement, async ({ profileId, actor, parameters, body }) => {
      const agreement = agreementReference(parameters.agreement)
      const about = { profileId, reason: body.reason, actor }
      const row = () => engine.agreement(profileId, agreement)
      return agreementValue(
        await doOrAsk(surroundings, { ...about, action: 'release', agreement: row }, () =>
          engine.release({ ...about, agreement }),
        ),
      )
    }),
  ]
}
