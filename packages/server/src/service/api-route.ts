import type { FastifyRequest } from 'fastify'
import { languageOfHeader, type Language } from 'paycircle/internal/base'
import type { z } from 'zod'
import type { Endpoint } from '../api/index.js'
import type { ApiKeyRow } from '../store/port/index.js'
import { apiKeyOf } from './authentication.js'
import { readAs } from './bodies.js'
import { answeredOnce } from './idempotency-key.js'
import { jsonAnswer } from './json-answer.js'
import type { Route } from './routing.js'
import type { Surroundings } from './surroundings.js'

type ParametersIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParametersIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

type ReadAs<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined

/** One request to an endpoint, its caller known and its parts read by the endpoint's schemas. */
export interface ApiCall<One extends Endpoint> {
  readonly profileId: string
  readonly apiKey: ApiKeyRow
  /** As the log keeps him. */
  readonly actor: `api-key:${string}`
  readonly parameters: Readonly<Record<ParametersIn<One['path']>, string>>
  readonly query: ReadAs<One['query']>
  readonly body: One['body'] extends { readonly schema: infer Schema } ? ReadAs<Schema> : undefined
  /** Whether this is told in Chinese or English. */
  readonly language: Language
  readonly request: FastifyRequest
  /** Headers that the answer has beside those of all answers. */
  readonly headers: Record<string, string>
}

/**
 * The route of an endpoint: lets in whoever the endpoint admits, reads what came by its schemas, and answers with its
 * status. What the handler gives is of the endpoint's own type.
 */
export function apiRoute<const One extends Endpoint>(
  surroundings: Surroundings,
  endpoint: One,
  handle: (call: ApiCall<One>) => Promise<z.infer<One['answer']['schema']>>,
): Route {
  const { method, path, query, body, answer } = endpoint
  return {
    method,
    path,
    allow: { apiKey: endpoint.scope },
    ...(endpoint.bodyLimitBytes === undefined ? {} : { bodyLimitBytes: endpoint.bodyLimitBytes }),
    async handle(request) {
      const apiKey = await apiKeyOf(request, surroundings, endpoint.scope)
      // The parts have the types that the schemas vouch for.
      const call = {
        profileId: apiKey.profileId,
        apiKey,
        actor: `api-key:${apiKey.id}`,
        parameters: request.params,
        query: query === undefined ? undefined : readAs(query, request.query),
        body:
          body === undefined
            ? undefined
            : readAs(body.schema, body.optional === true ? (request.body ?? {}) : request.body),
        language: languageOfHeader(request.headers['accept-language'], 'en'),
        request,
        headers: {},
      } as ApiCall<One>
      const text = async () => JSON.stringify(await handle(call))
      const said =
        endpoint.repeats === 'claimed' ? await answeredOnce(surroundings, endpoint, call, text) : await text()
      return jsonAnswer(answer.status, said, call.headers)
    },
  }
}
