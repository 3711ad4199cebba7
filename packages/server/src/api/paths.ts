/** The paths of the HTTP interface, as the router reads them. */
export const apiRoutes = {
  signings: '/v1/signings',
  agentLinks: '/v1/agent-links',
  agreements: '/v1/agreements',
  agreement: '/v1/agreements/:agreement',
  agreementCheck: '/v1/agreements/:agreement/check',
  agreementRelease: '/v1/agreements/:agreement/release',
  agreementTermination: '/v1/agreements/:agreement/termination',
  agreementUser: '/v1/agreements/:agreement/user',
  agreementPermission: '/v1/agreements/:agreement/permission',
  agreementReportedCodes: '/v1/agreements/:agreement/reported-codes',
  profile: '/v1/profiles/:id',
  profilePause: '/v1/profiles/:id/pause',
  profileResume: '/v1/profiles/:id/resume',
  profileGoLive: '/v1/profiles/:id/go-live',
  profileKeyStage: '/v1/profiles/:id/key/stage',
  profileKeyProbe: '/v1/profiles/:id/key/probe',
  profileKeySwitch: '/v1/profiles/:id/key/switch',
  profileKeyReturn: '/v1/profiles/:id/key/return',
  rosters: '/v1/rosters',
  roster: '/v1/rosters/:roster',
  rosterResults: '/v1/rosters/:roster/results',
  rosterResultsFile: '/v1/rosters/:roster/results.csv',
  rosterProgress: '/v1/rosters/:roster/progress',
  operations: '/v1/operations',
  operationCase: '/v1/operations/:id/case',
  alarms: '/v1/alarms',
  alarmAcknowledgement: '/v1/alarms/:key/acknowledgement',
  events: '/v1/events',
  stream: '/v1/stream',
  apiKeys: '/v1/api-keys',
  apiKeyRevocation: '/v1/api-keys/:id/revocation',
  webhooks: '/v1/webhooks',
  webhook: '/v1/webhooks/:webhook',
  webhookSecret: '/v1/webhooks/:webhook/secret',
  webhookTest: '/v1/webhooks/:webhook/test',
  webhookReplay: '/v1/webhooks/:webhook/replay',
  webhookDeliveries: '/v1/webhooks/:webhook/deliveries',
  webhookDeliveryReplay: '/v1/webhooks/:webhook/deliveries/:event/replay',
} as const

type QueryValue = string | number | undefined

/** The same paths for callers, with their values put in and encoded. `reference`: e-mail, id, or `account:` and number. */
export const apiPath = {
  signings: () => apiRoutes.signings,
  agentLinks: () => apiRoutes.agentLinks,
  agreements: (query: Readonly<Record<string, QueryValue>> = {}) => apiRoutes.agreements + queryString(query),
  agreement: (reference: string) => `${apiRoutes.agreements}/${encodeURIComponent(reference)}`,
  agreementCheck: (reference: string) => `${apiPath.agreement(reference)}/check`,
  agreementRelease: (reference: string) => `${apiPath.agreement(reference)}/release`,
  agreementTermination: (reference: string) => `${apiPath.agreement(reference)}/termination`,
  agreementUser: (reference: string) => `${apiPath.agreement(reference)}/user`,
  agreementPermission: (reference: string, query: Readonly<Record<string, QueryValue>>) =>
    `${apiPath.agreement(reference)}/permission${queryString(query)}`,
  agreementReportedCodes: (reference: string) => `${apiPath.agreement(reference)}/reported-codes`,
  profile: (id: string) => `/v1/profiles/${encodeURIComponent(id)}`,
  profilePause: (id: string) => `${apiPath.profile(id)}/pause`,
  profileResume: (id: string) => `${apiPath.profile(id)}/resume`,
  profileGoLive: (id: string) => `${apiPath.profile(id)}/go-live`,
  profileKey: (id: string, step: 'stage' | 'probe' | 'switch' | 'return') => `${apiPath.profile(id)}/key/${step}`,
  rosters: () => apiRoutes.rosters,
  roster: (id: string) => `${apiRoutes.rosters}/${encodeURIComponent(id)}`,
  rosterResults: (id: string, query: Readonly<Record<string, QueryValue>> = {}) =>
    `${apiPath.roster(id)}/results${queryString(query)}`,
  rosterResultsFile: (id: string, query: Readonly<Record<string, QueryValue>> = {}) =>
    `${apiPath.roster(id)}/results.csv${queryString(query)}`,
  rosterProgress: (id: string) => `${apiPath.roster(id)}/progress`,
  operations: (query: Readonly<Record<string, QueryValue>> = {}) => apiRoutes.operations + queryString(query),
  alarms: () => apiRoutes.alarms,
  alarmAcknowledgement: (key: string) => `/v1/alarms/${encodeURIComponent(key)}/acknowledgement`,
  operationCase: (id: string) => `/v1/operations/${encodeURIComponent(id)}/case`,
  events: (query: Readonly<Record<string, QueryValue>> = {}) => apiRoutes.events + queryString(query),
  stream: (query: Readonly<Record<string, QueryValue>> = {}) => apiRoutes.stream + queryString(query),
  apiKeys: () => apiRoutes.apiKeys,
  apiKeyRevocation: (id: string) => `${apiRoutes.apiKeys}/${encodeURIComponent(id)}/revocation`,
  webhooks: () => apiRoutes.webhooks,
  webhook: (id: string) => `${apiRoutes.webhooks}/${encodeURIComponent(id)}`,
  webhookSecret: (id: string) => `${apiPath.webhook(id)}/secret`,
  webhookTest: (id: string) => `${apiPath.webhook(id)}/test`,
  webhookReplay: (id: string) => `${apiPath.webhook(id)}/replay`,
  webhookDeliveries: (id: string, query: Readonly<Record<string, QueryValue>> = {}) =>
    `${apiPath.webhook(id)}/deliveries${queryString(query)}`,
  webhookDeliveryReplay: (id: string, eventId: string) =>
    `${apiPath.webhookDeliveries(id)}/${encodeURIComponent(eventId)}/replay`,
} as const

function queryString(query: Readonly<Record<string, QueryValue>>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value))
  const text = given.toString()
  return text === '' ? '' : `?${text}`
}
