import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { languageOfHeader, type Language } from 'paycircle/internal/base'
import type { z } from 'zod'
import type { Endpoint } from '../api/index.js'
import type { ApiKeyRow } from '../store/port/index.js'
import { apiKeyOf } from './authentication.js'
import { readAs } from './bodies.js'
import { answeredOnce } from './idempotency-key.js'
import { jsonAnswer } from './json-answer.js'
import type { Answer, Route } from './routing.js'
import type { Surroundings } from './surroundings.js'
import type { UploadedFile } from './uploads.js'

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
  /** Undefined where a file came in its place. */
  readonly body:
    | (One['body'] extends { readonly schema: infer Schema } ? ReadAs<Schema> : undefined)
    | (One['file'] extends object ? undefined : never)
  /** The file that came in the body's place. */
  readonly file: One['file'] extends object ? UploadedFile | undefined : undefined
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
  const { method, path, scope, query, body, file: taken, answer } = endpoint

  async function answered(request: FastifyRequest, apiKey: ApiKeyRow, file?: UploadedFile): Promise<Answer> {
    // The parts have the types that the schemas vouch for.
    const call = {
      profileId: apiKey.profileId,
      apiKey,
      actor: `api-key:${apiKey.id}`,
      parameters: request.params,
      query: query === undefined ? undefined : readAs(query, request.query),
      body:
        body === undefined || file !== undefined
          ? undefined
          : readAs(body.schema, body.optional === true ? (request.body ?? {}) : request.body),
      file,
      language: languageOfHeader(request.headers['accept-language'], 'en'),
      request,
      headers: {},
    } as ApiCall<One>
    const text = async () => JSON.stringify(await handle(call))
    const isClaimed = endpoint.method === 'POST' && endpoint.repeats !== 'kept-in-unit'
    const said = isClaimed ? await answeredOnce(surroundings, endpoint, call, text) : await text()
    return jsonAnswer(answer.status, said, call.headers)
  }

  return {
    method,
    path,
    allow: { apiKey: scope },
    ...(endpoint.bodyLimitBytes === undefined ? {} : { bodyLimitBytes: endpoint.bodyLimitBytes }),
    ...(taken === undefined ? {} : { fileType: taken.contentType }),
    async handle(request) {
      const apiKey = await apiKeyOf(request, surroundings, scope)
      if (taken === undefined || !(request.body instanceof Readable)) return answered(request, apiKey)
      const { 'content-type': contentType = '', 'content-length': length } = request.headers
      const head = {
        contentType,
        length: length === undefined ? undefined : Number(length),
        limitBytes: taken.limitBytes,
      }
      return surroundings.uploads.receive(request.body, head, (file) => answered(request, apiKey, file))
    },
  }
}
