export { createAccess, type Access, type AccessOptions, type CreatedApiKey } from './api-key.js'
export { isRole, mayDo, permissions, roles, type Permission, type Role } from './roles.js'
