import { z } from 'zod'
import { pageQuery, pageSchema } from './page.js'

export const eventsQuerySchema = z.strictObject({
  ...pageQuery,
  agreement: z.string().max(1000).optional().describe('E-mail, id, or `account:` and number.'),
})

/** Something that happened once: `agreement.signed`, `agreement.half_changed`, … */
export const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  at: z.iso.datetime(),
  agreementId: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
})

export type Event = z.infer<typeof eventSchema>

export const eventsSchema = pageSchema(eventSchema)
export type Events = z.infer<typeof eventsSchema>
