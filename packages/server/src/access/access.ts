import { createApiKeys, type ApiKeys } from './api-key.js'
import { createApprovals, type Approvals } from './approvals.js'
import { createContext, type AccessOptions } from './context.js'
import { createProviderLogIns, type ProviderLogIns } from './provider-log-ins.js'
import { createSessions, type Sessions } from './sessions.js'
import { createUsers, type Users } from './users.js'

/** Who may do what: API keys, users, their sessions, and what takes a second person. */
export type Access = ApiKeys & Users & Sessions & ProviderLogIns & Approvals

/** Offers what stands in the store about who may do what. */
export function createAccess(options: AccessOptions): Access {
  const context = createContext(options)
  const users = createUsers(context)
  const sessions = createSessions(context)
  const byProvider = createProviderLogIns(context, sessions, users)
  return { ...createApiKeys(context), ...users, ...sessions, ...byProvider, ...createApprovals(context) }
}
