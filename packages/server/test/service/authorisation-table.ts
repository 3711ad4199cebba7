/** Letters of the roles that may call a route: viewer, operator, auditor, administrator. */
type Roles = 'voax' | 'vo-x' | '-oax' | '-o-x' | '---x'

export type Expected =
  | { readonly by: 'anyone' | 'agent-link' | 'one-time-link' }
  | { readonly by: 'key'; readonly scope: string }
  | { readonly by: 'role'; readonly roles: Roles }

const anyone = { by: 'anyone' } as const
const agent = { by: 'agent-link' } as const
const oneTime = { by: 'one-time-link' } as const
const key = (scope: string) => ({ by: 'key', scope }) as const
const role = (roles: Roles) => ({ by: 'role', roles }) as const

/**
 * Who may call what, written by hand and not taken from the code, so that a wrong declaration at a route shows. Whoever
 * adds a route adds its line here.
 */
export const authorisationTable: Readonly<Record<string, Expected>> = {
  'POST /v1/signings': key('signings:write'),
  'POST /v1/agent-links': key('signings:write'),
  'GET /v1/agreements': key('agreements:read'),
  'GET /v1/agreements/:agreement': key('agreements:read'),
  'POST /v1/agreements/:agreement/check': key('agreements:write'),
  'POST /v1/agreements/:agreement/release': key('agreements:write'),
  'POST /v1/agreements/:agreement/termination': key('agreements:write'),
  'POST /v1/agreements/:agreement/user': key('agreements:write'),
  'GET /v1/agreements/:agreement/permission': key('permissions:read'),
  'POST /v1/agreements/:agreement/reported-codes': key('agreements:write'),
  'GET /v1/operations/:id/case': key('log:read'),
  'POST /v1/rosters': key('rosters:write'),
  'GET /v1/rosters/:roster': key('rosters:write'),
  'GET /v1/rosters/:roster/results': key('rosters:write'),
  'GET /v1/rosters/:roster/results.csv': key('rosters:write'),
  'GET /v1/rosters/:roster/progress': key('rosters:write'),
  'GET /v1/operations': key('log:read'),
  'GET /v1/stream': key('events:read'),
  'GET /v1/events': key('events:read'),
  'GET /v1/alarms': key('profile:read'),
  'POST /v1/alarms/:key/acknowledgement': key('profile:write'),
  'GET /v1/profiles/:id': key('profile:read'),
  'PATCH /v1/profiles/:id': key('profile:write'),
  'POST /v1/profiles/:id/pause': key('profile:write'),
  'POST /v1/profiles/:id/resume': key('profile:write'),
  'POST /v1/profiles/:id/go-live': key('profile:write'),
  'POST /v1/profiles/:id/key/stage': key('profile:write'),
  'POST /v1/profiles/:id/key/probe': key('profile:write'),
  'POST /v1/profiles/:id/key/switch': key('profile:write'),
  'POST /v1/profiles/:id/key/return': key('profile:write'),
  'GET /v1/api-keys': key('keys:write'),
  'POST /v1/api-keys': key('keys:write'),
  'POST /v1/api-keys/:id/revocation': key('keys:write'),
  'GET /v1/webhooks': key('webhooks:write'),
  'POST /v1/webhooks': key('webhooks:write'),
  'GET /v1/webhooks/:webhook': key('webhooks:write'),
  'PATCH /v1/webhooks/:webhook': key('webhooks:write'),
  'DELETE /v1/webhooks/:webhook': key('webhooks:write'),
  'POST /v1/webhooks/:webhook/test': key('webhooks:write'),
  'POST /v1/webhooks/:webhook/secret': key('webhooks:write'),
  'POST /v1/webhooks/:webhook/replay': key('webhooks:write'),
  'GET /v1/webhooks/:webhook/deliveries': key('webhooks:write'),
  'POST /v1/webhooks/:webhook/deliveries/:event/replay': key('webhooks:write'),

  'GET /s/:token': agent,
  'POST /s/:token': agent,
  'GET /r/:token': agent,

  'GET /login': anyone,
  'POST /login': anyone,
  'GET /login/provider': anyone,
  'GET /login/provider/return': anyone,
  'GET /setup': anyone,
  'POST /setup': anyone,
  'GET /password/:token': oneTime,
  'POST /password/:token': oneTime,

  'GET /': role('voax'),
  'POST /profile/choose': role('voax'),
  'GET /alarms': role('voax'),
  'POST /alarms': role('-o-x'),
  'GET /agreements': role('voax'),
  'GET /agreements/:id': role('voax'),
  'POST /signings': role('-o-x'),
  'POST /agreements/:id/check': role('-o-x'),
  'POST /agreements/:id/release': role('-o-x'),
  'POST /profile/resume': role('-o-x'),
  'GET /operations': role('-oax'),
  'GET /operations/:id': role('-oax'),
  'GET /operations/:id/case': role('-oax'),
  'GET /account': role('voax'),
  'POST /account/password': role('voax'),
  'POST /account/sessions': role('voax'),
  'POST /logout': role('voax'),
  'GET /users': role('---x'),
  'POST /users': role('---x'),
  'POST /users/change': role('---x'),
  'GET /approvals': role('-o-x'),
  'POST /approvals': role('-o-x'),
  'GET /profiles': role('-o-x'),
  'GET /profiles/:id': role('-o-x'),
  'POST /profiles/:id/go-live': role('---x'),
  'POST /profiles/:id/key/probe': role('---x'),
  'POST /profiles/:id/key/switch': role('---x'),
  'POST /profiles/:id/key/back': role('---x'),
  'GET /webhooks': role('---x'),
  'GET /webhooks/:id': role('---x'),
  'GET /webhooks/:id/replay': role('---x'),
  'POST /webhooks/:id/replay': role('---x'),
  'POST /webhooks/:id/enable': role('---x'),
  'POST /webhooks/:id/test': role('---x'),
  'GET /keys': role('---x'),
  'POST /keys': role('---x'),
  'POST /keys/revoke': role('---x'),

  'GET /openapi.json': anyone,
  'GET /healthz': anyone,
  'GET /readyz': anyone,
  'GET /metrics': anyone,
}
