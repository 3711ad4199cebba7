import { agreementReference, endpoints } from '../../api/index.js'
import { apiRoute } from '../api-route.js'
import { eventValue, operationValue } from '../api-values.js'
import { serviceError } from '../errors.js'
import type { AgreementRow } from '../../store/port/index.js'
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
    apiRoute(surroundings, endpoints.listOperations, async ({ profileId, actor, query }) => {
      const { limit, agreement, since, until, ...rest } = query
      const times = { since: momentOf(since), until: momentOf(until) }
      const row = await agreementNamed(profileId, agreement)
      if (row !== undefined && rest.cursor === undefined) await noteRead(surroundings, actor, row, 'log')
      const filter = defined({ ...rest, ...times, agreementId: row?.id })
      return pageValue(await store.operations({ profileId, limit, ...filter }), operationValue)
    }),
    apiRoute(surroundings, endpoints.listEvents, async ({ profileId, query }) => {
      const { limit, agreement, cursor } = query
      const filter = defined({ cursor, agreementId: (await agreementNamed(profileId, agreement))?.id })
      return pageValue(await store.events({ profileId, limit, ...filter }), eventValue)
    }),
  ]
}

function momentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
}
