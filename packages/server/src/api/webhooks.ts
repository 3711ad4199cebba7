import { z } from 'zod'
import { pageQuery, pageSchema } from './page.js'

const url = z.string().max(2000).describe('https; in the sandbox http to 127.0.0.1 as well.')
const eventTypes = z
  .array(z.string().regex(/^[a-z]+\.[a-z_]+$/))
  .min(1)
  .max(50)
  .describe('The types of events that it is told, such as `agreement.signed`.')

/** Body of `POST /v1/webhooks`. */
export const createWebhookSchema = z.strictObject({
  url,
  events: eventTypes.optional().describe('The types of events that it is told; all unless given.'),
})

/** Body of `PATCH /v1/webhooks/:webhook`. */
export const changeWebhookSchema = z.strictObject({
  url: url.optional(),
  events: eventTypes.nullable().optional().describe('`null`: all.'),
  state: z.enum(['active', 'disabled']).optional().describe('Made active again, it goes on with what is pending.'),
})

export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()).nullable(),
  state: z.enum(['active', 'disabled', 'deleted']),
  /** Why nothing is posted there: `gone` (it answered 410), `failing` (for five days), `operator`. */
  reason: z.string().nullable(),
  failingSince: z.iso.datetime().nullable(),
  secretFault: z
    .enum(['sealing-key-unknown', 'sealed-damaged'])
    .nullable()
    .describe(
      'Why the node that answers cannot open its secret: while that is so this node posts nothing there, and its events wait.',
    ),
  /** Until when the former secret signs too. */
  formerSecretUntil: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

export type WebhookValue = z.infer<typeof webhookSchema>

export const webhookWithSecretSchema = webhookSchema.extend({
  secret: z.string().describe('As Standard Webhooks writes it. Shown this once: keep it where the receiver reads it.'),
})

export const webhooksSchema = z.object({ items: z.array(webhookSchema) })

export const deliveriesQuerySchema = z.strictObject({
  ...pageQuery,
  state: z.enum(['pending', 'delivered', 'dead']).optional(),
})

export const deliverySchema = z.object({
  eventId: z.string(),
  state: z.enum(['pending', 'delivered', 'dead']),
  attempts: z.number().int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  lastStatus: z.number().int().nullable(),
  /** Why the latest attempt had no answer. */
  lastFailure: z.string().nullable(),
  createdAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
})

export type DeliveryValue = z.infer<typeof deliverySchema>

export const deliveriesSchema = pageSchema(deliverySchema)

export const webhookTestSchema = z.object({
  /** Whether the answer's status was one of success. */
  delivered: z.boolean(),
  status: z.number().int().nullable(),
  failure: z.string().nullable(),
})

/** Body of `POST /v1/webhooks/:webhook/replay`. */
export const replaySchema = z.strictObject({ from: z.string().min(1).max(100).describe('The first event’s id.') })

export const replayedSchema = z.object({
  deliveries: z.number().int().describe('How many events are delivered again.'),
  next: z.string().optional().describe('The event from which another call goes on; absent at the end.'),
})
