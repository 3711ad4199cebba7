import { z } from 'zod'

const reason = z.string().trim().min(1).max(500)

/**
 * Body of `POST …/termination`. The service behind it, `customer_unsign`, rests on public demos and is in neither of
 * Alipay's two documents: confirm against your PDF.
 */
export const terminationRequestSchema = z.strictObject({
  /** The agreement's account spelled again: its e-mail, or its account number. */
  confirm: z.string().trim().min(1).max(100),
  /** Kept in the log. */
  reason,
})

export type TerminationRequest = z.infer<typeof terminationRequestSchema>

/** What Alipay said to it: a hint, `accepted` too. A query follows at once and settles it. */
export const terminationResultSchema = z.object({
  outcome: z.enum(['accepted', 'refused', 'indeterminate', 'not_sent']),
  code: z.string().optional(),
  /** Why nobody knows, or why nothing was sent. */
  reason: z.string().optional(),
  remedy: z.string().optional(),
  /** What the service rests on. */
  evidence: z.literal('public-demos'),
  nextCheckAt: z.iso.datetime().optional(),
  operationId: z.string(),
})

export type TerminationResult = z.infer<typeof terminationResultSchema>

/** Body of `POST …/user`: which Alipay user stands behind the account, where answers named two. */
export const confirmUserSchema = z.strictObject({ userId: z.string().regex(/^2088\d{12}$/), reason })

export type ConfirmUser = z.infer<typeof confirmUserSchema>
