import { z } from 'zod'

/** What was wrong with one field of a request. */
export const fieldProblemSchema = z.object({
  /** Where, for instance `email` or `filter.state`; empty for the request as a whole. */
  path: z.string(),
  message: z.string(),
})

/** An error as every path of the interface answers it: RFC 9457, `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What is wrong in this case, for a person. */
  detail: z.string(),
  /** Stable; programs decide by it. */
  code: z.string(),
  /** Rows of Alipay's rule documents that stand behind it. */
  rows: z.array(z.string()),
  /** What to do. */
  remedy: z.string(),
  fields: z.array(fieldProblemSchema).optional(),
  /** When to ask again, RFC 3339; `Retry-After` says the same in seconds. */
  nextCheckAt: z.iso.datetime().optional(),
  requestId: z.string().optional(),
})

export type Problem = z.infer<typeof problemSchema>
export type FieldProblem = z.infer<typeof fieldProblemSchema>

export const problemContentType = 'application/problem+json; charset=utf-8'
