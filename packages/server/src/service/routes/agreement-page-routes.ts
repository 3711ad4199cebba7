import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import type { AgreementRow } from '../../store/port/index.js'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { isRefusal } from '../failures.js'
import { noteRead } from '../note-read.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { doOrAsk } from '../second-person.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { agreementPage } from '../pages/agreement-page.js'
import { agreementsPage } from '../pages/agreements-page.js'
import { linkIn } from '../pages/locale.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const listQuery = z.object({ cursor: z.string().max(500).optional() })
const releaseForm = z.object({ reason: z.string().trim().min(1).max(500) })
/** Only a paused profile asks for a reason. */
const checkForm = z.object({ reason: z.string().trim().min(1).max(500).optional() })
const rowsPerPage = 50
const historyLength = 20

/** The agents list and one agreement, with what an operator may do about it. */
export function agreementPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { engine, store } = surroundings

  const find = async ({ profile }: Desk, request: FastifyRequest): Promise<AgreementRow> => {
    const row = await engine.agreement(profile.id, { by: 'id', id: (request.params as { readonly id: string }).id })
    if (row === undefined) throw serviceError('agreement-unknown', {})
    return row
  }

  const show = async (
    desk: Desk,
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    refused?: PaycircleError,
  ) => {
    const context = pages.operatorContext(request, desk, `/agreements/${id}`)
    const agreement = await find(desk, request)
    const { rows } = await store.operations({ profileId: desk.profile.id, agreementId: id, limit: historyLength })
    const refusal = refused?.describe(context.locale.language)
    const text = agreementPage(context, { agreement, history: rows, ...defined({ refused: refusal }) })
    return pages.send(reply, context, text, refused === undefined ? {} : { status: statusOf(refused.code) })
  }

  /** Does it and shows the agreement again; a refusal is said on the page where it was tried. */
  const act = (path: string, doIt: (desk: Desk, request: FastifyRequest, row: AgreementRow) => Promise<void>) =>
    deskRoute(surroundings, 'POST', path, 'agreements:act', async (desk, request, reply) => {
      const row = await find(desk, request)
      try {
        await doIt(desk, request, row)
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, row.id, error)
      }
      const { locale } = pages.operatorContext(request, desk)
      return seeOther(reply, linkIn(locale, `/agreements/${row.id}`))
    })

  return [
    deskRoute(surroundings, 'GET', '/agreements', 'agreements:see', async (desk, request, reply) => {
      const { cursor } = readAs(listQuery, request.query)
      const rows = await store.agreements({ profileId: desk.profile.id, limit: rowsPerPage, ...defined({ cursor }) })
      const context = pages.operatorContext(request, desk)
      return pages.send(reply, context, agreementsPage(context, rows, cursor === undefined))
    }),
    deskRoute(surroundings, 'GET', '/agreements/:id', 'agreements:see', async (desk, request, reply) => {
      const row = await find(desk, request)
      await noteRead(surroundings, desk.operator.actor, row, 'agreement')
      return show(desk, request, reply, row.id)
    }),
    act('/agreements/:id/check', async ({ profile, operator }, request, row) => {
      const { reason } = readAs(checkForm, request.body ?? {})
      const input = { profileId: profile.id, agreement: { by: 'id', id: row.id }, actor: operator.actor } as const
      const { outcome } = await doOrAsk(
        surroundings,
        {
          action: 'force-query',
          profileId: profile.id,
          reason,
          actor: operator.actor,
          agreement: () => Promise.resolve(row),
        },
        () => engine.check({ ...input, ...(reason === undefined ? {} : { force: true, reason }) }),
      )
      if (outcome.outcome === 'held') throw serviceError('check-held', outcome)
    }),
    act('/agreements/:id/release', async ({ profile, operator }, request, row) => {
      const { reason } = readAs(releaseForm, request.body ?? {})
      const about = { profileId: profile.id, reason, actor: operator.actor }
      await doOrAsk(surroundings, { ...about, action: 'release', agreement: () => Promise.resolve(row) }, () =>
        engine.release({ ...about, agreement: { by: 'id', id: row.id } }),
      )
    }),
  ]
}
