import type { FastifyReply, FastifyRequest } from 'fastify'
import { serviceError } from '../errors.js'
import { isOurs } from '../failures.js'
import { begunLogIn, sessionToken, setBegunLogIn, setSessionToken } from '../operator.js'
import { requireSafePlace } from '../operator-desk.js'
import { ownPath } from '../own-path.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { providerRefusalPage } from '../pages/log-in-pages.js'
import { problemAnswer } from '../problem-answer.js'
import { isPrefetch } from '../request-origin.js'
import type { Body, Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const returnPath = '/login/provider/return'

/** What an error says for our own log: codes and the provider's own words, never what was sent. */
interface Told {
  readonly code?: unknown
  readonly error?: unknown
  readonly error_description?: unknown
  readonly message?: string
  /** The library says only that something went wrong; what did stands here. */
  readonly cause?: unknown
}

/** Log-in by another service: the way there, and the way back. Neither exists where none is configured. */
export function providerLogInRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { access, clock } = surroundings
  const redirectUri = () => `${surroundings.publicOrigin()}${returnPath}`

  const open = (path: string, handle: (request: FastifyRequest, reply: FastifyReply) => Promise<Body>): Route => ({
    method: 'GET',
    path,
    allow: 'anyone',
    async handle(request, reply) {
      requireSafePlace(surroundings)
      if (access.provider === undefined) throw serviceError('route-unknown', {})
      try {
        return await handle(request, reply)
      } catch (error) {
        return refuse(request, reply, error)
      }
    },
  })

  const refuse = (request: FastifyRequest, reply: FastifyReply, thrown: unknown): Body => {
    if (!isOurs(thrown) || statusOf(thrown.code) === 500) throw thrown
    // The address holds what the provider sent: it is not shown again.
    const context = pages.visitorContext(request, '/login')
    const { language } = context.locale
    const { headers } = problemAnswer(thrown, { language, requestId: request.id, now: clock.now() })
    if (headers['retry-after'] !== undefined) reply.header('retry-after', headers['retry-after'])
    if (thrown.code.startsWith('provider-')) {
      const { code, error, error_description, message, cause } = (thrown.cause ?? {}) as Told
      const because = cause instanceof Error ? cause.message : undefined
      request.log.warn(
        { code, error, error_description, cause: message, because },
        `log-in by provider: ${thrown.code}`,
      )
    }
    return pages.send(reply, context, providerRefusalPage(context, thrown.describe(language)), {
      status: statusOf(thrown.code),
    })
  }

  return [
    open('/login/provider', async (request, reply) => {
      // Nobody logs in by that; a browser that means it asks again.
      if (isPrefetch(request.headers)) throw serviceError('route-unknown', {})
      const to = ownPath((request.query as { readonly to?: unknown }).to)
      const { token, url } = await access.beginProviderLogIn({ redirectUri: redirectUri(), address: request.ip })
      setBegunLogIn(surroundings, reply, { token, to })
      return seeOther(reply, url)
    }),
    open(returnPath, async (request, reply) => {
      const begun = begunLogIn(surroundings, request)
      const { token: session } = await access.endProviderLogIn({
        token: begun?.token ?? '',
        redirectUri: redirectUri(),
        query: request.url.split('?', 2)[1] ?? '',
        address: request.ip,
        userAgent: request.headers['user-agent'],
        previousToken: sessionToken(surroundings, request),
      })
      setBegunLogIn(surroundings, reply, undefined)
      setSessionToken(surroundings, reply, session)
      return seeOther(reply, ownPath(begun?.to))
    }),
  ]
}
