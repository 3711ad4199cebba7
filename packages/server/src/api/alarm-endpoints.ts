import { alarmSchema, alarmsSchema } from './alarms.js'
import { endpoint } from './endpoint.js'
import { alarmExample } from './examples.js'
import { apiRoutes } from './paths.js'

/** What somebody should look at, and that he has. */
export const alarmEndpoints = {
  listAlarms: endpoint({
    id: 'listAlarms',
    method: 'GET',
    path: apiRoutes.alarms,
    tag: 'Profile',
    summary: 'What somebody should look at now, oldest first',
    description: 'Of the API key’s profile and of the installation. An alarm is over as soon as its cause is gone.',
    scope: 'profile:read',
    answer: {
      status: 200,
      name: 'Alarms',
      schema: alarmsSchema,
      description: 'The open alarms.',
      example: { items: [alarmExample] },
    },
    problems: [],
  }),
  acknowledgeAlarm: endpoint({
    id: 'acknowledgeAlarm',
    method: 'POST',
    repeats: 'claimed',
    path: apiRoutes.alarmAcknowledgement,
    tag: 'Profile',
    summary: 'Say that somebody has seen an alarm: no reminder any more',
    scope: 'profile:write',
    answer: {
      status: 200,
      name: 'Alarm',
      schema: alarmSchema,
      description: 'The alarm as it stands now.',
      example: { ...alarmExample, acknowledgedAt: '2026-11-26T06:10:00.000Z', acknowledgedBy: 'api-key:key_1' },
    },
    problems: ['alarm-unknown', 'store-full'],
  }),
} as const
