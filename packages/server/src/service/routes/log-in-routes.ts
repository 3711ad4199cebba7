import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import { readAs } from '../bodies.js'
import { isOurs } from '../failures.js'
import { clearSessionToken, sessionToken, setSessionToken } from '../operator.js'
import { deskRoute, requireOwnOrigin, requireSafePlace } from '../operator-desk.js'
import { ownPath } from '../own-path.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { linkIn } from '../pages/locale.js'
import { logInPage, passwordPage, setUpPage } from '../pages/log-in-pages.js'
import { problemAnswer } from '../problem-answer.js'
import type { Body, Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const text = z.string().max(600)
const logInForm = z.object({ name: text, password: text, to: z.string().max(2000).default('/') })
const setUpForm = z.object({ token: text, name: text, password: text })
const passwordForm = z.object({ password: text })

/** How somebody becomes an operator in the eyes of these pages: set-up, log-in, the link for a password, log-out. */
export function logInRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { access, store, clock } = surroundings
  const provider = access.provider?.name

  const open = (
    method: 'GET' | 'POST',
    path: string,
    allow: 'anyone' | 'one-time-link',
    handle: (request: FastifyRequest, reply: FastifyReply) => Promise<Body>,
  ): Route => ({
    method,
    path,
    allow,
    async handle(request, reply) {
      requireSafePlace(surroundings)
      if (method === 'POST') requireOwnOrigin(surroundings, request)
      return handle(request, reply)
    },
  })

  /** Does it; a refusal is said on the page where it was tried. */
  const attempt = async (
    request: FastifyRequest,
    reply: FastifyReply,
    doIt: () => Promise<Body>,
    again: (refused: PaycircleError) => string | Promise<string>,
  ): Promise<Body> => {
    try {
      return await doIt()
    } catch (error) {
      if (!isOurs(error) || (statusOf(error.code) >= 500 && error.code !== 'log-in-busy')) throw error
      const context = pages.visitorContext(request)
      const { headers } = problemAnswer(error, {
        language: context.locale.language,
        requestId: request.id,
        now: clock.now(),
      })
      if (headers['retry-after'] !== undefined) reply.header('retry-after', headers['retry-after'])
      return pages.send(reply, context, await again(error), { status: statusOf(error.code) })
    }
  }

  const originOf = (request: FastifyRequest) => ({
    address: request.ip,
    userAgent: request.headers['user-agent'],
    previousToken: sessionToken(surroundings, request),
  })

  const tokenOf = (request: FastifyRequest) => (request.params as { readonly token: string }).token

  return [
    open('GET', '/login', 'anyone', async (request, reply) => {
      const context = pages.visitorContext(request)
      const to = ownPath((request.query as { readonly to?: unknown }).to)
      return pages.send(
        reply,
        context,
        logInPage(context, { to, hasUsers: await store.hasUsers(), ...defined({ provider }) }),
      )
    }),
    open('POST', '/login', 'anyone', async (request, reply) => {
      const { name, password, to: wish } = readAs(logInForm, request.body ?? {})
      const to = ownPath(wish)
      return attempt(
        request,
        reply,
        async () => {
          const { token } = await access.logIn({ name, password, ...originOf(request) })
          setSessionToken(surroundings, reply, token)
          return seeOther(reply, to)
        },
        async (error) => {
          const context = pages.visitorContext(request, '/login')
          const refused = error.describe(context.locale.language)
          return logInPage(context, { to, hasUsers: await store.hasUsers(), refused, ...defined({ provider }) })
        },
      )
    }),
    open('GET', '/setup', 'anyone', async (request, reply) => {
      const context = pages.visitorContext(request)
      if (await store.hasUsers()) return seeOther(reply, linkIn(context.locale, '/login'))
      return pages.send(reply, context, setUpPage(context))
    }),
    open('POST', '/setup', 'anyone', async (request, reply) => {
      const { token, name, password } = readAs(setUpForm, request.body ?? {})
      return attempt(
        request,
        reply,
        async () => {
          const user = await access.setUp({ token: token.trim(), name, password })
          const session = await access.logInAs(user, originOf(request), 'password')
          setSessionToken(surroundings, reply, session.token)
          return seeOther(reply, linkIn(pages.visitorContext(request).locale, '/users'))
        },
        (error) => {
          const context = pages.visitorContext(request, '/setup')
          return setUpPage(context, error.describe(context.locale.language))
        },
      )
    }),
    open('GET', '/password/:token', 'one-time-link', async (request, reply) => {
      const { name } = await access.userOfLink(tokenOf(request))
      const context = pages.visitorContext(request)
      return pages.send(reply, context, passwordPage(context, name, `/password/${tokenOf(request)}`))
    }),
    open('POST', '/password/:token', 'one-time-link', async (request, reply) => {
      const token = tokenOf(request)
      const { name } = await access.userOfLink(token)
      const { password } = readAs(passwordForm, request.body ?? {})
      return attempt(
        request,
        reply,
        async () => {
          await access.setPassword({ token, password })
          return seeOther(reply, linkIn(pages.visitorContext(request).locale, '/login'))
        },
        (error) => {
          const context = pages.visitorContext(request)
          return passwordPage(context, name, `/password/${token}`, error.describe(context.locale.language))
        },
      )
    }),
    deskRoute(surroundings, 'POST', '/logout', 'self:manage', async (desk, request, reply) => {
      const token = sessionToken(surroundings, request)
      if (token !== undefined) await access.logOut(token)
      clearSessionToken(surroundings, reply)
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/login'))
    }),
  ]
}
