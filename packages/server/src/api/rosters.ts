import { z } from 'zod'
import { agreementStates } from 'paycircle/internal/vocabulary'

/** So many accounts in one JSON document; longer lists come as a file. */
export const rosterRequestLimit = 10_000

/** So large may the file of a roster be: a million rows of 134 bytes. */
export const rosterFileLimitBytes = 128 * 1024 * 1024

/** Body of `POST /v1/rosters`. */
export const startRosterSchema = z.strictObject({
  accounts: z
    .array(
      z.union([
        z.strictObject({ email: z.string().min(1).max(200) }),
        z.strictObject({ account: z.string().min(1).max(200) }),
      ]),
    )
    .min(1)
    .max(rosterRequestLimit)
    .describe('Whom to ask about; an account that stands there twice is asked about once.'),
})

const counts = z.record(z.string(), z.int())

export const rosterSchema = z.object({
  id: z.string(),
  state: z
    .enum(['listing', 'asking', 'finished'])
    .describe('`asking` also while it waits for its turn, a pause or another node.'),
  entries: z.int(),
  pending: z.int().describe('Entries without an outcome yet.'),
  outcomes: counts.describe('Entries by outcome; `invalid` are those that name no account that could be asked about.'),
  changes: counts.describe(
    'Entries by the event with which the agreement changed, for instance `agreement.terminated`.',
  ),
  waitsUntil: z.iso.datetime().nullable().describe('When it goes on, where it waits for a cool-down or the brake.'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})

export const rosterResultsQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('Go on behind this number.'),
  limit: z.coerce.number().int().min(1).max(200).default(200),
})

export const rosterResultsSchema = z.object({
  items: z.array(
    z.object({
      number: z.int().describe('Where it stands in the request; counts from 1.'),
      given: z.string(),
      outcome: z.string().nullable().describe('Null while it is still to be asked.'),
      code: z.string().nullable(),
      reason: z.string().nullable(),
      state: z.enum(agreementStates).nullable(),
      autoDebit: z.boolean().nullable(),
      autoRefund: z.boolean().nullable(),
      change: z.string().nullable(),
      checkedAt: z.iso.datetime().nullable(),
    }),
  ),
  next: z.int().optional().describe('`after` of the slice that follows; absent at the end.'),
})
