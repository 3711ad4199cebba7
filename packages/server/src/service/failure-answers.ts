import type { FastifyReply, FastifyRequest } from 'fastify'
import { languageOfHeader, type PaycircleError } from 'paycircle/internal/base'
import { failureOf } from './failures.js'
import type { PageAnswers } from './page-answers.js'
import { problemAnswer } from './problem-answer.js'
import { statusOf } from './statuses.js'
import type { Surroundings } from './surroundings.js'

/** Answers to what went wrong: a problem for programs, a page for people. */
export interface FailureAnswers {
  problem(request: FastifyRequest, reply: FastifyReply, thrown: unknown): string
  page(request: FastifyRequest, reply: FastifyReply, thrown: unknown): string
  /** Whichever of the two the address asks for. */
  any(request: FastifyRequest, reply: FastifyReply, thrown: unknown): string
}

export function createFailureAnswers({ clock }: Surroundings, pages: PageAnswers): FailureAnswers {
  const failure = (request: FastifyRequest, thrown: unknown): PaycircleError => {
    const error = failureOf(thrown, request)
    if (statusOf(error.code) >= 500) {
      // The route and not the address, which may hold a token.
      request.log.error({ err: error.cause ?? error, route: request.routeOptions.url }, error.message)
    }
    return error
  }
  const answers: FailureAnswers = {
    problem(request, reply, thrown) {
      const language = languageOfHeader(request.headers['accept-language'], 'en')
      const error = failure(request, thrown)
      const { status, headers, problem } = problemAnswer(error, { language, requestId: request.id, now: clock.now() })
      reply.code(status).headers(headers)
      return JSON.stringify(problem)
    },
    page: (request, reply, thrown) => pages.refuse(request, reply, failure(request, thrown)),
    any: (request, reply, thrown) =>
      answers[request.url.startsWith('/v1/') ? 'problem' : 'page'](request, reply, thrown),
  }
  return answers
}
