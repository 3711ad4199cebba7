import { endpoints, type ApiKey } from '../../api/index.js'
import type { ApiKeyRow } from '../../store/port/index.js'
import { apiRoute } from '../api-route.js'
import { instant } from '../api-values.js'
import { serviceError } from '../errors.js'
import { defined } from '../page-value.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

/** The API keys of the calling key's profile. */
export function apiKeyRoutes(surroundings: Surroundings): readonly Route[] {
  const { access, store } = surroundings
  return [
    apiRoute(surroundings, endpoints.listApiKeys, async ({ profileId }) => ({
      items: (await store.apiKeys(profileId)).map(keyValue),
    })),
    apiRoute(surroundings, endpoints.createApiKey, async ({ profileId, apiKey: own, actor, body }) => {
      const wanted = body.scopes ?? own.scopes ?? undefined
      const beyond = body.scopes?.find((scope) => own.scopes?.includes(scope) === false)
      // No key makes one that may do more than itself.
      if (beyond !== undefined) throw serviceError('api-key-scope-missing', { keyId: own.id, scope: beyond })
      const expiresAt = body.expiresAt === undefined ? undefined : Date.parse(body.expiresAt)
      const input = { profileId, name: body.name, actor, ...defined({ scopes: wanted, expiresAt }) }
      const { key, row } = await access.createApiKey(input)
      return { ...keyValue(row), key }
    }),
    apiRoute(surroundings, endpoints.revokeApiKey, async ({ profileId, actor, parameters }) =>
      keyValue(await access.revokeApiKey({ profileId, id: parameters.id, actor })),
    ),
  ]
}

function keyValue({ id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }: ApiKeyRow): ApiKey {
  const time = (utcMs: number | null) => (utcMs === null ? null : instant(utcMs))
  const times = { expiresAt: time(expiresAt), lastUsedAt: time(lastUsedAt), revokedAt: time(revokedAt) }
  return { id, name, scopes: scopes === null ? null : [...scopes], createdAt: instant(createdAt), ...times }
}
