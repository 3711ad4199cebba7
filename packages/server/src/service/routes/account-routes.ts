import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import { readAs } from '../bodies.js'
import { isRefusal } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { accountPage } from '../pages/account-page.js'
import { linkIn } from '../pages/locale.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const passwordForm = z.object({ current: z.string().max(600), next: z.string().max(600) })
const sessionForm = z.object({ id: z.string().max(64) })

/** One's own password and sessions. */
export function accountRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { access, store } = surroundings

  const show = async (desk: Desk, request: FastifyRequest, reply: FastifyReply, error?: PaycircleError) => {
    const { session, role, profileIds } = desk.operator
    const context = pages.operatorContext(request, desk, '/account')
    const sessions = session === null ? null : await access.sessionsOf(session.userId)
    const refused = error?.describe(context.locale.language)
    const view = { role, profileIds, sessions, sessionId: session?.id ?? null, ...defined({ refused }) }
    return pages.send(
      reply,
      context,
      accountPage(context, view),
      error === undefined ? {} : { status: statusOf(error.code) },
    )
  }

  const back = (desk: Desk, request: FastifyRequest, reply: FastifyReply) =>
    seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/account'))

  return [
    deskRoute(surroundings, 'GET', '/account', 'self:manage', (desk, request, reply) => show(desk, request, reply)),
    deskRoute(surroundings, 'POST', '/account/password', 'self:manage', async (desk, request, reply) => {
      const { current, next } = readAs(passwordForm, request.body ?? {})
      const { session } = desk.operator
      if (session === null) return back(desk, request, reply)
      try {
        await access.changePassword({ userId: session.userId, current, next, sessionDigest: session.digest })
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, error)
      }
      return back(desk, request, reply)
    }),
    deskRoute(surroundings, 'POST', '/account/sessions', 'self:manage', async (desk, request, reply) => {
      const { id } = readAs(sessionForm, request.body ?? {})
      const { session, actor } = desk.operator
      const user = session === null ? undefined : await store.user(session.userId)
      if (user !== undefined) await access.endSession({ user, id, actor })
      return back(desk, request, reply)
    }),
  ]
}
