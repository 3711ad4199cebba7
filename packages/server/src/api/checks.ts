import { z } from 'zod'

/** Body of `POST …/check`; may be left out. Forcing passes the cool-down and needs a reason, which the log keeps. */
export const checkRequestSchema = z.strictObject({
  force: z.boolean().optional(),
  reason: z.string().trim().min(1).max(500).optional(),
})

export type CheckRequest = z.infer<typeof checkRequestSchema>

/** What Alipay answered, or that nobody knows. */
export const checkResultSchema = z.object({
  outcome: z.enum(['signed', 'not_signed', 'irregular', 'refused', 'indeterminate', 'not_sent']),
  autoDebit: z.boolean().optional().describe('Both told exactly where the outcome is `signed`.'),
  autoRefund: z.boolean().optional(),
  userId: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional().describe('Why nobody knows, or why nothing was sent.'),
  remedy: z.string().optional(),
  nextCheckAt: z.iso.datetime().optional(),
  operationId: z.string(),
})

export type CheckResult = z.infer<typeof checkResultSchema>

/** Body of `POST …/release`. */
export const releaseRequestSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) })
export type ReleaseRequest = z.infer<typeof releaseRequestSchema>
