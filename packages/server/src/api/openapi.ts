import { z } from 'zod'
import { commonProblems, idempotencyProblems, type Endpoint } from './endpoint.js'
import { endpoints, namedSchemas } from './endpoints.js'
import { problemStatuses } from './problem-statuses.js'
import { scopes } from '../scopes/index.js'
import { streamEndpoints, type StreamEndpoint } from './stream-endpoints.js'

type Json = Readonly<Record<string, unknown>>

/**
 * The HTTP interface as an OpenAPI 3.1 document, made from the same table as the routes.
 *
 * @example
 * JSON.stringify(openApiDocument('0.1.0'))
 */
export function openApiDocument(version: string): Json {
  const schemas = componentSchemas()
  return {
    openapi: '3.1.0',
    info: {
      title: 'paycircle',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Agreements of Alipay’s payment circle (支付圈): invite agents to sign, know what they have signed, ask before each debit or refund. Times are RFC 3339 in UTC. Errors are RFC 9457 problems with a stable `code`, the `rows` of Alipay’s rule documents behind it, and a `remedy`; `Accept-Language` (zh, en) chooses their words. An `X-Request-Id` of 8 to 64 letters, digits and `_.:-` is kept: it comes back in the answer and stands in the service’s log. Who calls too fast is answered 429 with `Retry-After`; nothing of that request was done.',
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    tags: [...new Set(all.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: paths(),
    components: {
      schemas,
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: `An API key of one profile; \`paycircle api-key create\` makes one. Its scopes: ${scopes.map((one) => `\`${one}\``).join(', ')}.`,
        },
      },
    },
  }
}

const all: readonly Endpoint[] = Object.values(endpoints)
const streams: readonly StreamEndpoint[] = Object.values(streamEndpoints)

function paths(): Json {
  const found: Record<string, Record<string, unknown>> = {}
  for (const one of all) {
    const path = pathOf(one)
    found[path] = { ...found[path], [one.method.toLowerCase()]: operation(one) }
  }
  for (const one of streams) found[pathOf(one)] = { get: streamOperation(one) }
  return found
}

const pathOf = ({ path }: { readonly path: string }) => path.replace(/:(\w+)/g, '{$1}')

function operation(one: Endpoint): Json {
  const { id, tag, summary, description, scope, body, answer } = one
  const parameters = [
    ...pathParameters(one),
    ...queryParameters(one),
    ...(one.method === 'POST' ? [idempotencyKey] : []),
  ]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: [{ apiKey: [] }],
    'x-scope': scope,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: body.optional !== true, ...bodyContent(one, body) } }),
    responses: {
      [answer.status]: {
        description: answer.description,
        ...(one.method === 'POST' ? { headers: { 'Idempotent-Replayed': replayed } } : {}),
        content: jsonContent(answer.name, answer.example),
      },
      ...problemAnswers(one.method === 'POST' ? [...one.problems, ...idempotencyProblems] : one.problems),
    },
  }
}

function bodyContent({ file }: Endpoint, { name, example }: NonNullable<Endpoint['body']>): Json {
  if (file === undefined) return { content: jsonContent(name, example) }
  const { contentType, description, example: text } = file
  return {
    description,
    content: { ...jsonContent(name, example), [contentType]: { schema: { type: 'string' }, example: text } },
  }
}

const jsonContent = (name: string, example: unknown) => ({ 'application/json': { schema: refTo(name), example } })

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const pathWords: Readonly<Record<string, string>> = {
  agreement: 'The agent’s e-mail, the agreement’s id, or `account:` and the account number.',
  id: 'The profile of the API key.',
  roster: 'The roster’s id.',
  webhook: 'The webhook’s id.',
  event: 'The event’s id.',
}

function pathParameters({ path }: { readonly path: string }): readonly Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: pathWords[name] ?? name,
    schema: { type: 'string', maxLength: 1000 },
  }))
}

function queryParameters({ query }: Pick<Endpoint, 'query'>): readonly Json[] {
  if (query === undefined) return []
  const { properties = {} } = jsonSchemaOf(query, 'output') as { readonly properties?: Readonly<Record<string, Json>> }
  return Object.entries(properties).map(([name, given]) => {
    const { description, ...schema } = given
    const isRequired =
      (query.shape as Readonly<Record<string, z.ZodType>>)[name]?.safeParse(undefined).success === false
    return { name, in: 'query', required: isRequired, ...(description === undefined ? {} : { description }), schema }
  })
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A name of the caller’s for this request, best a random UUID. The same request with the same key is done once and answered alike, also after a restart, and the answer then says `Idempotent-Replayed: true`. A request that was refused has done nothing and leaves its key free; after a 500, and after any 5xx of an endpoint that calls Alipay or a receiver, it does not. Another request with the key is refused; while the first is under way, 409 with `Retry-After`. Where its outcome was lost, 409 `idempotency-outcome-unknown`: it is not done again of itself (S3-18).',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
}

const replayed: Json = {
  description:
    'Where the request came again under its `Idempotency-Key`: this is what the first one was answered with.',
  schema: { const: 'true' },
}

/** An answer that is no JSON document. */
function streamOperation(one: StreamEndpoint): Json {
  const headers = Object.entries(one.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }))
  const parameters = [...pathParameters(one), ...queryParameters(one), ...headers]
  return {
    operationId: one.id,
    tags: [one.tag],
    summary: one.summary,
    description: one.description,
    security: [{ apiKey: [] }],
    'x-scope': one.scope,
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: {
      200: {
        description: one.contentType === 'text/csv' ? 'The file.' : 'The stream.',
        content: { [one.contentType]: { schema: { type: 'string' } } },
      },
      ...(one.nothingMore === undefined ? {} : { 204: { description: one.nothingMore } }),
      ...problemAnswers(one.problems),
    },
  }
}

/** By status; where several codes share one, all are named. */
function problemAnswers(problems: Endpoint['problems']): Json {
  const byStatus = new Map<number, string[]>()
  for (const code of [...commonProblems, ...problems]) {
    const status = problemStatuses[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        ...(status === 429 || status === 503 ? { headers: { 'Retry-After': retryAfter } } : {}),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [refTo('Problem'), { type: 'object', properties: { code: { enum: codes } } }],
            },
          },
        },
      },
    ]),
  )
}

const retryAfter: Json = {
  description: 'Seconds to wait before asking again.',
  schema: { type: 'integer', minimum: 1 },
}

/** Bodies are described as they are sent, answers as they are received. */
function componentSchemas(): Json {
  const outputs: [string, z.ZodType][] = [
    ...Object.entries(namedSchemas),
    ...all.map(({ answer }): [string, z.ZodType] => [answer.name, answer.schema]),
  ]
  const inputs = all.flatMap(({ body }): [string, z.ZodType][] =>
    body === undefined ? [] : [[body.name, body.schema]],
  )
  return { ...namedTogether(outputs, 'output'), ...namedTogether(inputs, 'input') }
}

function namedTogether(named: readonly (readonly [string, z.ZodType])[], io: 'input' | 'output'): Json {
  const registry = z.registry<{ id?: string }>()
  for (const [id, schema] of named) if (!registry.has(schema)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    // Answers may gain members: no client should break by one that it does not know.
    override: ({ jsonSchema }) => {
      if (io === 'output') delete jsonSchema.additionalProperties
    },
  })
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutNames(schema as Json)]))
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  return withoutNames(z.toJSONSchema(schema, { io }))
}

/** Within one document a schema is known by its place. */
function withoutNames(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id'))
}
