import { z } from 'zod'

const times = z.object({
  utc: z.iso.datetime(),
  /** As Alipay's people read their own logs. */
  shanghai: z.string(),
})

/** A support case ready to send to Alipay: no key, no signature, no pre-sign string. S3-21, S3-22, S3-05 */
export const caseSchema = z.object({
  operationId: z.string(),
  createdAt: times,
  partner: z.string(),
  mode: z.string(),
  service: z.string(),
  /** What the service rests on. */
  evidence: z.enum(['documents', 'public-demos']),
  account: z.string().nullable(),
  askedAt: times.nullable(),
  answeredAt: times.nullable(),
  durationMs: z.number().nullable(),
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
  code: z.string().nullable(),
  rows: z.array(z.string()),
  request: z.object({
    parameters: z.array(z.object({ name: z.string(), value: z.string() })),
    /** Whether it was put together from the settings because the log did not keep it. */
    reconstructed: z.boolean(),
  }),
  answer: z.object({ status: z.number().nullable(), text: z.string().nullable(), detail: z.string().nullable() }),
  agreement: z.object({ id: z.string(), state: z.string() }).nullable(),
  history: z.array(
    z.object({
      at: times,
      kind: z.string(),
      outcome: z.string().nullable(),
      code: z.string().nullable(),
      operationId: z.string(),
    }),
  ),
  question: z.enum(['what-happened', 'has-it-ended', 'is-our-contract-valid', 'why-refused', 'what-is-irregular']),
  /** All of it as text to be sent. */
  text: z.object({ zh: z.string(), en: z.string() }),
})

export type Case = z.infer<typeof caseSchema>
