import type { z } from 'zod'
import type { ProblemCode } from './problem-statuses.js'
import type { Scope } from '../scopes/index.js'

/** A schema under the name that it has in the published description. */
export interface NamedSchema<Schema extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly schema: Schema
}

/**
 * One method of one path: all that a caller and the router need to know of it. The service's routes and the published
 * OpenAPI document are both made from these, so neither can tell what the other does not do.
 */
export type Endpoint = EndpointParts & Repeats

/**
 * How a request that comes again under its `Idempotency-Key` is known. Every POST says it; the other methods do the same
 * when they are repeated. S3-18
 */
type Repeats =
  | { readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; readonly repeats?: undefined }
  | {
      readonly method: 'POST'
      /**
       * `kept-in-unit`: the handler writes the answer in the unit that has the effect. `claimed`: the route claims the key
       * first, and keeps the answer when the handler has given it. `claimed-around-call`: the same, where the handler calls
       * somebody between its commits, so that a failure of ours does not mean that nothing was sent.
       */
      readonly repeats: 'kept-in-unit' | 'claimed' | 'claimed-around-call'
    }

interface EndpointParts {
  readonly id: string
  /** As the router reads it: `/v1/agreements/:agreement`. */
  readonly path: string
  readonly tag: string
  /** One line, without a full stop. */
  readonly summary: string
  readonly description?: string
  /** What the API key must be allowed to do. */
  readonly scope: Scope
  readonly query?: z.ZodObject
  readonly body?: NamedSchema & { readonly optional?: true; readonly example: unknown }
  readonly answer: NamedSchema & {
    readonly status: 200 | 201 | 202
    readonly description: string
    readonly example: unknown
  }
  /** How large the body may be, where that is more than usual. */
  readonly bodyLimitBytes?: number
  /** A file that may come in the body's place. */
  readonly file?: {
    readonly contentType: 'text/csv'
    readonly description: string
    readonly example: string
    readonly limitBytes: number
  }
  /** Beyond those that every endpoint answers with. */
  readonly problems: readonly ProblemCode[]
}

/** Keeps an endpoint's own types, so that its handler is checked against them. */
export function endpoint<const One extends Endpoint>(one: One): One {
  return one
}

/** Problems about an `Idempotency-Key`, with which any POST may be answered. */
export const idempotencyProblems = [
  'idempotency-key-malformed',
  'idempotency-key-reused',
  'idempotency-key-in-use',
  'idempotency-outcome-unknown',
] as const satisfies readonly ProblemCode[]

/** Problems that any request may be answered with. */
export const commonProblems = [
  'request-unreadable',
  'request-invalid',
  'api-key-missing',
  'api-key-refused',
  'api-key-profile-closed',
  'api-key-scope-missing',
  'rate-limited',
  'route-unknown',
  'body-too-large',
  'media-type-unsupported',
  'host-unknown',
  'internal-error',
  'store-failed',
  'unit-invalid',
  'shutting-down',
  'engine-stopped',
  'store-busy',
  'store-closed',
  'store-unusable',
] as const satisfies readonly ProblemCode[]
