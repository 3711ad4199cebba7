import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import { readAs } from '../bodies.js'
import { isRefusal } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { approvalsPage } from '../pages/approvals-page.js'
import { linkIn } from '../pages/locale.js'
import type { Route } from '../routing.js'
import { decideApproval } from '../second-person.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const decisionForm = z.object({
  id: z.string().max(64),
  decision: z.enum(['approved', 'refused']),
  reason: z.string().max(500).default(''),
})

/** Where a second person decides what one asked for; approving carries it out, once. */
export function approvalPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { access } = surroundings

  const show = async (desk: Desk, request: FastifyRequest, reply: FastifyReply, error?: PaycircleError) => {
    const context = pages.operatorContext(request, desk, '/approvals')
    const refused = error?.describe(context.locale.language)
    const view = { approvals: await access.approvals(desk.profile.id), ...defined({ refused }) }
    return pages.send(
      reply,
      context,
      approvalsPage(context, view),
      error === undefined ? {} : { status: statusOf(error.code) },
    )
  }

  return [
    deskRoute(surroundings, 'GET', '/approvals', 'agreements:act', (desk, request, reply) =>
      show(desk, request, reply),
    ),
    deskRoute(surroundings, 'POST', '/approvals', 'agreements:act', async (desk, request, reply) => {
      const { actor } = desk.operator
      try {
        const decision = readAs(decisionForm, request.body ?? {})
        const mayGoLive = desk.operator.may('profiles:manage')
        await decideApproval(surroundings, { ...decision, profileId: desk.profile.id, actor, mayGoLive })
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, error)
      }
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/approvals'))
    }),
  ]
}
