import { z } from 'zod'

/** Body of `POST /v1/agent-links`. */
export const makeAgentLinkSchema = z.strictObject({
  email: z.string().max(1000).describe('The agent’s Alipay account.'),
  purpose: z
    .enum(['status', 'sign'])
    .describe('`status` shows how the agreement stands and changes nothing; `sign` is a signing for both halves.'),
})

export const agentLinkSchema = z.object({
  url: z.url().describe('The agent’s own page. Whoever has the link can open it.'),
  expiresAt: z.iso.datetime(),
})
