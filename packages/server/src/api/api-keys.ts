import { z } from 'zod'
import { endpoint } from './endpoint.js'
import { apiRoutes } from './paths.js'
import { scopes } from '../scopes/index.js'

/** Body of `POST /v1/api-keys`. Without scopes it may do what the key may that makes it. */
export const createApiKeySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
})

/** A key of the profile, without the key itself. */
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: everything. */
  scopes: z.array(z.string()).nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** To the hour. */
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})

export type ApiKey = z.infer<typeof apiKeySchema>

export const apiKeysSchema = z.object({ items: z.array(apiKeySchema) })
/** The key itself is in this answer and in no other. */
export const createdApiKeySchema = apiKeySchema.extend({ key: z.string() })

const example = {
  id: 'key_0123456789abcdef',
  name: 'booking site',
  scopes: ['signings:write'],
  createdAt: '2026-11-26T06:00:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
}

const shared = { tag: 'API keys', scope: 'keys:write' } as const

/** The API keys of the calling key's profile. */
export const apiKeyEndpoints = {
  listApiKeys: endpoint({
    ...shared,
    id: 'listApiKeys',
    method: 'GET',
    path: apiRoutes.apiKeys,
    summary: 'The API keys of the profile, oldest first',
    answer: {
      status: 200,
      name: 'ApiKeys',
      schema: apiKeysSchema,
      description: 'All of them, revoked ones too.',
      example: { items: [example] },
    },
    problems: [],
  }),
  createApiKey: endpoint({
    ...shared,
    id: 'createApiKey',
    method: 'POST',
    repeats: 'claimed',
    path: apiRoutes.apiKeys,
    summary: 'Make an API key; it is shown this once',
    description: 'No key can make one that may do more than itself.',
    body: {
      name: 'CreateApiKey',
      schema: createApiKeySchema,
      example: { name: 'booking site', scopes: ['signings:write'] },
    },
    answer: {
      status: 201,
      name: 'CreatedApiKey',
      schema: createdApiKeySchema,
      description: 'The key, for the only time.',
      example: { ...example, key: 'pck_tjQzmWcQ0mNUR0TNv2Xc6TqjJg1v8aXyQm3rS0p0bCo' },
    },
    problems: ['store-full'],
  }),
  revokeApiKey: endpoint({
    ...shared,
    id: 'revokeApiKey',
    method: 'POST',
    repeats: 'claimed',
    path: apiRoutes.apiKeyRevocation,
    summary: 'End an API key, for good',
    answer: {
      status: 200,
      name: 'ApiKey',
      schema: apiKeySchema,
      description: 'The key as it stands now.',
      example: { ...example, revokedAt: '2026-11-26T07:00:00.000Z' },
    },
    problems: ['api-key-unknown', 'store-full'],
  }),
} as const
