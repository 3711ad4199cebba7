import { z } from 'zod'

/** Body of `POST /v1/signings`. The e-mail is checked by the engine, which knows the rows about it. */
export const startSigningSchema = z.strictObject({
  agentId: z.string().min(1).max(128).optional().describe("The platform's own number for the agent."),
  email: z.string().max(1000).describe('The Alipay account that shall sign.'),
  scope: z
    .enum(['both', 'auto-refund'])
    .optional()
    .describe('Which halves the agent is asked for; `both` unless told.'),
  returnTo: z
    .string()
    .max(2000)
    .optional()
    .describe("Where the status page links back to; its origin must be on the profile's list. Never goes to Alipay."),
})

export type StartSigning = z.infer<typeof startSigningSchema>

export const startedSigningSchema = z.object({
  id: z.string(),
  agreementId: z.string(),
  startUrl: z
    .url()
    .describe("The agent's page. Whoever has the link can open it; it starts nothing before the agent's click."),
  expiresAt: z.iso.datetime(),
})

export type StartedSigning = z.infer<typeof startedSigningSchema>
