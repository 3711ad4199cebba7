import type { FastifyReply } from 'fastify'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

const headers = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

const say = (reply: FastifyReply, status: number, words: string) => {
  reply.code(status).headers(headers)
  return `${words}\n`
}

/** Liveness, readiness, metrics: for machines, without an API key, so they tell nothing of any profile. */
export function healthRoutes({ store, metrics, isAccepting }: Surroundings): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      allow: 'anyone',
      handle: async (_request, reply) => Promise.resolve(say(reply, 200, 'alive')),
    },
    {
      method: 'GET',
      path: '/readyz',
      allow: 'anyone',
      async handle(_request, reply) {
        if (!isAccepting()) return say(reply, 503, 'closing')
        try {
          await store.probe()
        } catch {
          return say(reply, 503, 'store not available')
        }
        return say(reply, 200, 'ready')
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      allow: 'anyone',
      async handle(_request, reply) {
        const text = await metrics.text()
        reply.headers({ ...headers, 'content-type': metrics.contentType })
        return text
      },
    },
  ]
}
