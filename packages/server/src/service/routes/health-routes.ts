import type { FastifyReply, FastifyRequest } from 'fastify'
import { serviceError } from '../errors.js'
import type { Route } from '../routing.js'
import { readiness, standing } from '../standing.js'
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

/** Liveness, readiness, metrics: for machines, without an API key, so they tell nothing of any agent. */
export function healthRoutes(surroundings: Surroundings): readonly Route[] {
  const { metrics } = surroundings
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
        const { checks } = await readiness(surroundings)
        const isReady = checks.every(({ ok }) => ok)
        const lines = checks.map(({ name, ok }) => `${name}: ${ok ? 'ok' : 'failed'}`)
        return say(reply, isReady ? 200 : 503, [isReady ? 'ready' : 'not ready', ...lines].join('\n'))
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      allow: 'anyone',
      async handle(request, reply) {
        // Names of profiles are in it: for this machine alone, and never through a proxy.
        if (!isFromThisMachine(request)) throw serviceError('route-unknown', {})
        const text = await metrics.text(await standing(surroundings))
        reply.headers({ ...headers, 'content-type': metrics.contentType })
        return text
      },
    },
  ]
}

function isFromThisMachine({ raw, headers: given }: FastifyRequest): boolean {
  const address = raw.socket.remoteAddress ?? ''
  const isLoopback = address === '::1' || /^(::ffff:)?127\./.test(address)
  return isLoopback && given['x-forwarded-for'] === undefined && given.forwarded === undefined
}
