import type { FastifyRequest } from 'fastify'
import { invariant, languageOfHeader } from 'paycircle/internal/base'
import { errorCodeEntry, type QueryOutcome } from 'paycircle/internal/vocabulary'
import {
  agreementReference,
  agreementsQuerySchema,
  apiRoutes,
  checkRequestSchema,
  releaseRequestSchema,
  type AgreementReference,
} from '../../api/index.js'
import { agreementValue, instant, operationValue } from '../api-values.js'
import { apiKeyOf } from '../authentication.js'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { jsonAnswer } from '../json-answer.js'
import { defined, pageValue } from '../page-value.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

const historyLength = 50

/** What is known of agreements, asking Alipay about one, and opening its hold. */
export function agreementRoutes(surroundings: Surroundings): readonly Route[] {
  const { engine, store } = surroundings
  return [
    {
      method: 'GET',
      path: apiRoutes.agreements,
      async handle(request, reply) {
        const { profileId } = await apiKeyOf(request, surroundings)
        const { limit, agentId, state, cursor } = readAs(agreementsQuerySchema, request.query)
        const filter = { profileId, limit, ...defined({ agentId, state, cursor }) }
        return jsonAnswer(reply, 200, pageValue(await store.agreements(filter), agreementValue))
      },
    },
    {
      method: 'GET',
      path: apiRoutes.agreement,
      async handle(request, reply) {
        const { profileId } = await apiKeyOf(request, surroundings)
        const row = await engine.agreement(profileId, referenceOf(request))
        if (row === undefined) throw serviceError('agreement-unknown', {})
        const history = await store.operations({ profileId, agreementId: row.id, limit: historyLength })
        const value = { ...agreementValue(row), history: history.rows.map(operationValue) }
        return jsonAnswer(reply, 200, value)
      },
    },
    {
      method: 'POST',
      path: apiRoutes.agreementCheck,
      async handle(request, reply) {
        const { id, profileId } = await apiKeyOf(request, surroundings)
        const { force, reason } = readAs(checkRequestSchema, request.body ?? {})
        const input = { profileId, agreement: referenceOf(request), actor: `api-key:${id}` } as const
        const checked = await engine.check({ ...input, ...defined({ force, reason }) })
        const { outcome, operationId, nextCheckAt } = checked
        if (outcome.outcome === 'held') throw serviceError('check-held', outcome)
        invariant(operationId !== null, 'what was asked was logged')
        return jsonAnswer(reply, 200, {
          ...outcome,
          ...remedyOf(outcome, request),
          ...(nextCheckAt === null ? {} : { nextCheckAt: instant(nextCheckAt) }),
          operationId,
        })
      },
    },
    {
      method: 'POST',
      path: apiRoutes.agreementRelease,
      async handle(request, reply) {
        const { id, profileId } = await apiKeyOf(request, surroundings)
        const { reason } = readAs(releaseRequestSchema, request.body)
        const agreement = referenceOf(request)
        const row = await engine.release({ profileId, agreement, reason, actor: `api-key:${id}` })
        return jsonAnswer(reply, 200, agreementValue(row))
      },
    },
  ]
}

function referenceOf(request: FastifyRequest): AgreementReference {
  return agreementReference((request.params as { readonly agreement: string }).agreement)
}

function remedyOf(outcome: QueryOutcome, request: FastifyRequest): { readonly remedy?: string } {
  const code = 'code' in outcome ? outcome.code : undefined
  const entry = code === undefined ? undefined : errorCodeEntry(code)
  return entry === undefined ? {} : { remedy: entry.remedy[languageOfHeader(request.headers['accept-language'], 'en')] }
}
