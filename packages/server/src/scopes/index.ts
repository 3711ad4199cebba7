/** What an API key may be allowed to do, one by one. A key without any list may do all of it. */
export const scopes = [
  'signings:write',
  'agreements:read',
  'agreements:write',
  'permissions:read',
  'events:read',
  'log:read',
  'profile:read',
  'profile:write',
  'rosters:write',
  'webhooks:write',
  'keys:write',
] as const

export type Scope = (typeof scopes)[number]
