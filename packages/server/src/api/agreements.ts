import { z } from 'zod'
import { agreementStates } from 'paycircle/internal/vocabulary'
import { operationSchema } from './operations.js'
import { pageQuery, pageSchema } from './page.js'

export const agreementsQuerySchema = z.strictObject({
  ...pageQuery,
  agentId: z.string().max(128).optional(),
  state: z.enum(agreementStates).optional(),
})

const time = z.iso.datetime().nullable()

/** What is known of one agreement. Times are RFC 3339 in UTC. */
export const agreementSchema = z.object({
  id: z.string(),
  email: z.string().optional().describe('As it goes to Alipay; exactly one of the two is told.'),
  account: z.string().optional(),
  agentId: z.string().nullable(),
  state: z.enum(agreementStates).describe('The last thing known; an unknown outcome never changes it.'),
  autoDebit: z
    .boolean()
    .nullable()
    .describe('The halves as Alipay last answered them; null while no answer has told them.'),
  autoRefund: z.boolean().nullable(),
  userId: z.string().nullable(),
  otherUserId: z
    .string()
    .nullable()
    .describe('Another Alipay user that answers have named since; null unless an operator has to confirm who it is.'),
  hold: z
    .object({ code: z.string(), since: z.iso.datetime(), opensBy: z.enum(['query', 'operator']) })
    .nullable()
    .describe('Stop-the-line: no new link while it stands.'),
  attention: z
    .string()
    .nullable()
    .describe('Why an operator should look at it, for instance `follow-up-ended`; null where nobody needs to.'),
  departedAt: time,
  lastCheckAt: time,
  lastOutcome: z.string().nullable(),
  lastCode: z.string().nullable(),
  nextCheckAt: time,
  terminationAskedAt: time.describe('When Alipay was asked for the termination that queries have not settled yet.'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

export type Agreement = z.infer<typeof agreementSchema>

export const agreementsSchema = pageSchema(agreementSchema)
export type Agreements = z.infer<typeof agreementsSchema>

/** One agreement with the latest of its log, newest first. */
export const agreementWithHistorySchema = agreementSchema.extend({ history: z.array(operationSchema) })
export type AgreementWithHistory = z.infer<typeof agreementWithHistorySchema>
