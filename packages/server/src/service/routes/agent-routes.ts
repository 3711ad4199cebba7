import type { FastifyRequest } from 'fastify'
import type { SigningView } from '../../engine/index.js'
import { serviceError } from '../errors.js'
import { isOurs } from '../failures.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { createStartPages } from '../pages/start-page-frames.js'
import { statusPage } from '../pages/status-page.js'
import { linkIn } from '../pages/locale.js'
import { isPrefetch, requestOrigin } from '../request-origin.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

interface TokenParams {
  readonly token: string
}

/** The pages that agents see. A start link is all they have: there is no log-in, and nothing to log in with. S3-04 */
export function agentRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { engine } = surroundings
  const startPage = createStartPages()

  /** The agent looks for himself, at the pace that everybody keeps; what came of it the page tells. Q4-01, Q4-04 */
  async function askNow({ signing, agreement, profile, expired }: SigningView): Promise<void> {
    if (expired) throw serviceError('signing-expired', { expiredAt: signing.expiresAt })
    const asked = { profileId: profile.id, agreement: { by: 'id', id: agreement.id }, actor: 'agent' } as const
    await engine.check(asked).catch((error: unknown) => {
      // A paused profile, a busy store: the page shows what is known and when it is asked next.
      if (!isOurs(error)) throw error
    })
  }

  return [
    {
      method: 'GET',
      path: '/s/:token',
      allow: 'agent-link',
      async handle(request, reply) {
        const view = await engine.signingByToken(tokenOf(request))
        const context = pages.agentContext(request, view.profile)
        const isStatusLink = view.signing.scope === 'status'
        if (view.expired && (isStatusLink || !hasMoved(view))) {
          const error = serviceError('signing-expired', { expiredAt: view.signing.expiresAt })
          return pages.refuse(request, reply, error, view.profile)
        }
        if (isStatusLink || hasMoved(view)) {
          return pages.send(reply, context, statusPage(context, view), { script: true })
        }
        return pages.whole(context, startPage(context, view))
      },
    },
    {
      method: 'POST',
      path: '/s/:token',
      allow: 'agent-link',
      async handle(request, reply) {
        if (requestOrigin(request.headers, surroundings.ownOrigins()) === 'foreign') {
          throw serviceError('cross-site-request', {})
        }
        const view = await engine.signingByToken(tokenOf(request))
        if (view.signing.scope === 'status') {
          await askNow(view)
          const { locale } = pages.agentContext(request, view.profile)
          return seeOther(reply, linkIn(locale, `/s/${encodeURIComponent(tokenOf(request))}`))
        }
        const userAgent = request.headers['user-agent']
        const departure = await engine.depart(tokenOf(request), {
          actor: 'agent',
          ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, 300) }),
        })
        return seeOther(reply, departure.request.url)
      },
    },
    {
      method: 'GET',
      path: '/r/:token',
      allow: 'agent-link',
      async handle(request, reply) {
        const token = tokenOf(request)
        // A return is a hint, and it must be a person's: S4-06.
        const isReturn = request.method === 'GET' && !isPrefetch(request.headers)
        const view = await (isReturn ? engine.arrive(token) : engine.signingByToken(token))
        const { locale } = pages.agentContext(request, view.profile)
        return seeOther(reply, linkIn(locale, `/s/${encodeURIComponent(token)}`))
      },
    },
  ]
}

function tokenOf(request: FastifyRequest): string {
  return (request.params as TokenParams).token
}

/** Whether there is something to tell rather than something to start. */
function hasMoved({ signing, agreement }: SigningView): boolean {
  if (signing.departedAt !== null || agreement.holdCode !== null) return true
  return agreement.autoRefund === true && (signing.scope === 'auto-refund' || agreement.autoDebit === true)
}
