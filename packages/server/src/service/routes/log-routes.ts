import { agreementReference, apiRoutes, eventsQuerySchema, operationsQuerySchema } from '../../api/index.js'
import { eventValue, operationValue } from '../api-values.js'
import { apiKeyOf } from '../authentication.js'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import type { AgreementRow } from '../../store/port/index.js'
import { jsonAnswer } from '../json-answer.js'
import { noteRead } from '../note-read.js'
import { defined, pageValue } from '../page-value.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** The operation log and the events of a profile. S3-19, Q3-18 */
export function logRoutes(surroundings: Surroundings): readonly Route[] {
  const { engine, store } = surroundings
  const agreementNamed = async (profileId: string, text: string | undefined): Promise<AgreementRow | undefined> => {
    if (text === undefined) return undefined
    const row = await engine.agreement(profileId, agreementReference(text))
    if (row === undefined) throw serviceError('agreement-unknown', {})
    return row
  }
  return [
    {
      method: 'GET',
      path: apiRoutes.operations,
      async handle(request, reply) {
        const { id, profileId } = await apiKeyOf(request, surroundings)
        const { limit, agreement, since, until, ...rest } = readAs(operationsQuerySchema, request.query)
        const times = { since: momentOf(since), until: momentOf(until) }
        const row = await agreementNamed(profileId, agreement)
        if (row !== undefined && rest.cursor === undefined) await noteRead(surroundings, `api-key:${id}`, row, 'log')
        const filter = defined({ ...rest, ...times, agreementId: row?.id })
        const page = await store.operations({ profileId, limit, ...filter })
        return jsonAnswer(reply, 200, pageValue(page, operationValue))
      },
    },
    {
      method: 'GET',
      path: apiRoutes.events,
      async handle(request, reply) {
        const { profileId } = await apiKeyOf(request, surroundings)
        const { limit, agreement, cursor } = readAs(eventsQuerySchema, request.query)
        const filter = defined({ cursor, agreementId: (await agreementNamed(profileId, agreement))?.id })
        const page = await store.events({ profileId, limit, ...filter })
        return jsonAnswer(reply, 200, pageValue(page, eventValue))
      },
    },
  ]
}

function momentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
}
