import { readFileSync } from 'node:fs'
import { openApiDocument } from '../../api/index.js'
import type { Route } from '../routing.js'

const headers = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'public, max-age=300',
  'x-content-type-options': 'nosniff',
}

/** The published description of the interface; it tells nothing of any profile and needs no API key. */
export function descriptionRoutes(): readonly Route[] {
  let text: string | undefined
  return [
    {
      method: 'GET',
      path: '/openapi.json',
      allow: 'anyone',
      handle: async (_request, reply) => {
        text ??= JSON.stringify(openApiDocument(versionOfPackage()))
        reply.headers(headers)
        return Promise.resolve(text)
      },
    },
  ]
}

function versionOfPackage(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}
