import type { z } from 'zod'
import { agreementEndpoints } from './agreement-endpoints.js'
import { agreementSchema } from './agreements.js'
import { alarmEndpoints } from './alarm-endpoints.js'
import { apiKeyEndpoints } from './api-keys.js'
import { eventSchema } from './events.js'
import { logEndpoints } from './log-endpoints.js'
import { operationSchema } from './operations.js'
import { problemSchema } from './problem.js'
import { profileEndpoints } from './profile-endpoints.js'
import { rosterEndpoints } from './roster-endpoints.js'
import { signingEndpoints } from './signing-endpoints.js'
import { webhookEndpoints } from './webhook-endpoints.js'

/** Every endpoint of the HTTP interface. */
export const endpoints = {
  ...signingEndpoints,
  ...agreementEndpoints,
  ...profileEndpoints,
  ...alarmEndpoints,
  ...rosterEndpoints,
  ...logEndpoints,
  ...apiKeyEndpoints,
  ...webhookEndpoints,
} as const

/** Parts of answers that have a name of their own in the published description. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  Agreement: agreementSchema,
  Operation: operationSchema,
  Event: eventSchema,
  Problem: problemSchema,
}
