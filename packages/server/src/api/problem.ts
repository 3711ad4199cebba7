import { z } from 'zod'

/** What was wrong with one field of a request. */
export const fieldProblemSchema = z.object({
  path: z.string().describe('Where, for instance `email` or `filter.state`; empty for the request as a whole.'),
  message: z.string(),
})

/** An error as every path of the interface answers it: RFC 9457, `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What is wrong in this case, for a person.'),
  code: z.string().describe('Stable; programs decide by it.'),
  rows: z.array(z.string()).describe("Rows of Alipay's rule documents that stand behind it."),
  remedy: z.string().describe('What to do.'),
  fields: z.array(fieldProblemSchema).optional(),
  nextCheckAt: z.iso
    .datetime()
    .optional()
    .describe('When to ask again, RFC 3339; `Retry-After` says the same in seconds.'),
  requestId: z.string().optional(),
})

export type Problem = z.infer<typeof problemSchema>
export type FieldProblem = z.infer<typeof fieldProblemSchema>

export const problemContentType = 'application/problem+json; charset=utf-8'
