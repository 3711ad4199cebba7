import { aboutAccount } from './agreement-endpoints.js'
import { caseSchema } from './cases.js'
import { endpoint } from './endpoint.js'
import { eventsQuerySchema, eventsSchema } from './events.js'
import { caseExample, eventExample, operationExample } from './examples.js'
import { operationsQuerySchema, operationsSchema } from './operations.js'
import { apiRoutes } from './paths.js'

/** The operation log and the feed of events. S3-18, S3-19 */
export const logEndpoints = {
  listOperations: endpoint({
    id: 'listOperations',
    method: 'GET',
    path: apiRoutes.operations,
    tag: 'Log and events',
    summary: 'The operation log, newest first',
    scope: 'log:read',
    query: operationsQuerySchema,
    answer: {
      status: 200,
      name: 'Operations',
      schema: operationsSchema,
      description: 'A slice of the log.',
      example: { items: [operationExample] },
    },
    problems: ['cursor-invalid', 'agreement-unknown', ...aboutAccount],
  }),
  getOperationCase: endpoint({
    id: 'getOperationCase',
    method: 'GET',
    path: apiRoutes.operationCase,
    tag: 'Log and events',
    summary: 'A support case for Alipay',
    description:
      'Of an operation, or of the last trouble of an agreement: everything that Alipay’s support needs to find the call (S3-21, S3-22), without key and signature.',
    scope: 'log:read',
    answer: {
      status: 200,
      name: 'Case',
      schema: caseSchema,
      description: 'The case, with its text in Chinese and English.',
      example: caseExample,
    },
    problems: ['case-unknown', 'operation-unknown'],
  }),
  listEvents: endpoint({
    id: 'listEvents',
    method: 'GET',
    path: apiRoutes.events,
    tag: 'Log and events',
    summary: 'Events, oldest first',
    description:
      'Complete and in a stable order: keep `next` and ask on from there. Each event has an id; apply it once.',
    scope: 'events:read',
    query: eventsQuerySchema,
    answer: {
      status: 200,
      name: 'Events',
      schema: eventsSchema,
      description: 'A slice of the feed.',
      example: { items: [eventExample] },
    },
    problems: ['cursor-invalid', 'agreement-unknown', ...aboutAccount],
  }),
} as const
