import { z } from 'zod'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { noteRead } from '../note-read.js'
import { deskRoute } from '../operator-desk.js'
import type { PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { operationPage } from '../pages/operation-page.js'
import { operationsPage } from '../pages/operations-page.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

const listQuery = z.object({ cursor: z.string().max(500).optional(), agreement: z.string().max(128).optional() })
const rowsPerPage = 50
const recordsPerOperation = 100
const dayMs = 86_400_000

/** The operation log for operators' eyes. S3-19, Q3-18 */
export function operationPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { store, clock } = surroundings
  return [
    deskRoute(surroundings, 'GET', '/operations', 'log:see', async (desk, request, reply) => {
      const { cursor, agreement } = readAs(listQuery, request.query)
      const about = defined({ agreementId: agreement })
      const filter = { profileId: desk.profile.id, limit: rowsPerPage, ...about, ...defined({ cursor }) }
      const row = agreement === undefined || cursor !== undefined ? undefined : await store.agreement(agreement)
      if (row?.profileId === desk.profile.id) await noteRead(surroundings, desk.operator.actor, row, 'log')
      const records = await store.operations(filter)
      const context = pages.operatorContext(request, desk)
      const isFirst = cursor === undefined
      const now = clock.now()
      const day = { profileId: desk.profile.id, since: now - dayMs, until: now + 1 }
      const counts = isFirst && agreement === undefined ? await store.operationCounts(day) : []
      const text = operationsPage(context, { records, counts, isFirst, ...about })
      return pages.send(reply, context, text)
    }),
    deskRoute(surroundings, 'GET', '/operations/:id', 'log:see', async (desk, request, reply) => {
      const operationId = (request.params as { readonly id: string }).id
      const { rows } = await store.operations({ profileId: desk.profile.id, operationId, limit: recordsPerOperation })
      if (rows.length === 0) throw serviceError('operation-unknown', {})
      const { agreementId = null } = rows.find(({ account }) => account !== null) ?? {}
      const row = agreementId === null ? undefined : await store.agreement(agreementId)
      if (row !== undefined) await noteRead(surroundings, desk.operator.actor, row, 'operation')
      const context = pages.operatorContext(request, desk)
      return pages.send(reply, context, operationPage(context, operationId, rows))
    }),
  ]
}
