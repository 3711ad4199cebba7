import { z } from 'zod'
import { pageQuery, pageSchema } from './page.js'

export const operationsQuerySchema = z.strictObject({
  ...pageQuery,
  agreement: z.string().max(1000).optional().describe('E-mail, id, or `account:` and number.'),
  operationId: z.string().max(128).optional(),
  kind: z.string().max(128).optional(),
  since: z.iso.datetime({ offset: true }).optional().describe('Inclusive.'),
  until: z.iso.datetime({ offset: true }).optional().describe('Exclusive.'),
})

/** A record of the operation log with its place in the chain. */
export const operationSchema = z.object({
  operationId: z.string(),
  at: z.iso.datetime(),
  kind: z.string(),
  agreementId: z.string().nullable(),
  account: z.string().nullable(),
  actor: z.string().describe('`agent`, `engine`, `api-key:<id>`, `operator:<name>`, `cli`.'),
  outcome: z.string().nullable(),
  code: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  writer: z.string(),
  sequence: z.int(),
  hash: z.string(),
})

export type Operation = z.infer<typeof operationSchema>

export const operationsSchema = pageSchema(operationSchema)
export type Operations = z.infer<typeof operationsSchema>
