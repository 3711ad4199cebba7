import { z } from 'zod'
import { agreementStandings } from './account-book.js'
import { simulatorError } from './errors.js'
import { faultMoments } from './fault-table.js'
import { contractStandings } from './partner-book.js'
import { simulatedServices } from './service-name.js'

const email = z
  .string()
  .regex(/^[^@\s]+@[^@\s]+$/, 'must be an e-mail address')
  .max(100)

/** Body of `PUT /partners/:partner`. */
export const partnerInput = z.strictObject({
  md5Key: z.string().min(1).max(1000).exactOptional(),
  rsaPublicKey: z.string().min(1).max(10_000).exactOptional(),
  services: z.array(z.enum(simulatedServices)).max(10).exactOptional(),
  airAgreement: z.boolean().exactOptional(),
  contract: z.enum(contractStandings).exactOptional(),
  answers: z
    .strictObject({
      userId: z.boolean().exactOptional(),
      signature: z.boolean().exactOptional(),
      notSigned: z.enum(['code', 'flags']).exactOptional(),
    })
    .exactOptional(),
})

/** Body of `PUT /accounts/:email`. */
export const accountInput = z.strictObject({
  autoDebit: z.boolean().exactOptional(),
  autoRefund: z.boolean().exactOptional(),
  state: z.enum(agreementStandings).exactOptional(),
  certificate: z.boolean().exactOptional(),
  userId: z
    .string()
    .regex(/^2088\d{12}$/, 'must be 2088 and twelve digits')
    .exactOptional(),
})

/** Body of `PUT /faults`. */
export const faultInput = z.strictObject({
  service: z.enum(simulatedServices).exactOptional(),
  email: email.exactOptional(),
  fault: z.string().max(100),
  moment: z.enum(faultMoments).exactOptional(),
  times: z.int().min(0).max(1_000_000).exactOptional(),
})

const farthestMs = 4_102_444_800_000

/** Body of `PUT /clock`: a time to set, or milliseconds to move on by. */
export const clockInput = z.union(
  [
    z.strictObject({ now: z.iso.datetime({ offset: true }) }),
    z.strictObject({ advanceMs: z.int().min(-farthestMs).max(farthestMs) }),
  ],
  { error: 'must be {"now": RFC 3339 time} or {"advanceMs": milliseconds}' },
)

export const partnerName = z.string().regex(/^2088\d{12}$/, 'the partner ID must be 2088 and twelve digits')

export const emailName = email

/**
 * Checks what came against a schema.
 *
 * @throws 'input-invalid', naming the fields and what is wrong with them, never what they hold
 */
export function checkedInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  )
  throw simulatorError('input-invalid', { problems })
}
