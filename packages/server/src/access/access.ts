import { createApiKeys, type ApiKeys } from './api-key.js'
import { createApprovals, type Approvals } from './approvals.js'
import { createContext, type AccessOptions } from './context.js'
import { createSessions, type Sessions } from './sessions.js'
import { createUsers, type Users } from './users.js'

/** Who may do what: API keys, users, their sessions, and what takes a second person. */
export type Access = ApiKeys & Users & Sessions & Approvals

/** Offers what stands in the store about who may do what. */
export function createAccess(options: AccessOptions): Access {
  const context = createContext(options)
  return { ...createApiKeys(context), ...createUsers(context), ...createSessions(context), ...createApprovals(context) }
}
