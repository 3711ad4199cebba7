import { assets } from '../pages/assets.js'
import type { Route } from '../routing.js'

/** Stylesheet and script, under names that change with their content. */
export function assetRoutes(): readonly Route[] {
  return assets.map(({ path, contentType, body }) => ({
    method: 'GET',
    path,
    allow: 'anyone',
    async handle(_request, reply) {
      reply.headers({
        'content-type': contentType,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      })
      return Promise.resolve(body)
    },
  }))
}
