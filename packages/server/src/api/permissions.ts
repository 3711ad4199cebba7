import { z } from 'zod'

/** The operations that need the agreement. */
export const permissionOperations = [
  'cae_charge_agent',
  'refund_fastpay_by_platform_nopwd',
  'air_trade_refund_freeze',
  'air_trade_refund_unfreeze',
] as const

const thirtyOneDaysS = 31 * 24 * 3600

export const permissionQuerySchema = z.strictObject({
  operation: z.enum(permissionOperations),
  maxAgeS: z.coerce
    .number()
    .int()
    .min(0)
    .max(thirtyOneDaysS)
    .optional()
    .describe('How old the answer may be that the permission rests on, seconds; 24 h unless told.'),
})

/** Whether an operation that needs the agreement may be run for the agent now. */
export const permissionSchema = z.object({
  allowed: z.boolean(),
  /** `signed` where allowed; any other says why not. */
  reasonCode: z.enum([
    'signed',
    'unknown',
    'awaiting_signer',
    'not_signed',
    'irregular',
    'terminated',
    'half_missing',
    'held',
    'doubted',
    'user_changed',
    'refused',
    'stale',
  ]),
  reason: z.string().describe('The same in words.'),
  half: z.enum(['autoDebit', 'autoRefund']).describe('The half of the agreement that the operation needs.'),
  checkedAt: z.iso.datetime().nullable().describe('When Alipay was asked for the answer that this rests on.'),
})

export type Permission = z.infer<typeof permissionSchema>

/** Body of `POST …/reported-codes`: a code that somebody saw. It brings a query forward; it proves nothing. */
export const reportCodeSchema = z.strictObject({
  code: z.string().min(1).max(100).describe('Verbatim.'),
  source: z
    .enum(['page', 'operation'])
    .describe("On Alipay's page, or in the answer to an operation of the platform's own."),
  operation: z.string().min(1).max(100).optional().describe('Which operation, for instance `cae_charge_agent`.'),
})

export type ReportCode = z.infer<typeof reportCodeSchema>
