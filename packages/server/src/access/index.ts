export { createAccess, type Access, type AccessOptions, type CreatedApiKey } from './api-key.js'
