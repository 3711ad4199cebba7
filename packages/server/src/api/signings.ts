import { z } from 'zod'

/** Body of `POST /v1/signings`. The e-mail is checked by the engine, which knows the rows about it. */
export const startSigningSchema = z.strictObject({
  /** The platform's own number for the agent. */
  agentId: z.string().min(1).max(128).optional(),
  /** The Alipay account that shall sign. */
  email: z.string().max(1000),
  /** Which halves the agent is asked for; `both` unless told. */
  scope: z.enum(['both', 'auto-refund']).optional(),
  /** Where the status page links back to; its origin must be on the profile's list. Never goes to Alipay. */
  returnTo: z.string().max(2000).optional(),
})

export type StartSigning = z.infer<typeof startSigningSchema>

export const startedSigningSchema = z.object({
  id: z.string(),
  agreementId: z.string(),
  /** The agent's page. Whoever has the link can open it; it starts nothing before the agent's click. */
  startUrl: z.url(),
  expiresAt: z.iso.datetime(),
})

export type StartedSigning = z.infer<typeof startedSigningSchema>
