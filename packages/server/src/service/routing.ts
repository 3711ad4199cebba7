import type { OutgoingHttpHeader } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Allowance } from './allowance.js'
import { serviceError } from './errors.js'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Body = string | Buffer

/** An answer that is complete; headers that hooks set on the reply go with it. */
export interface Answer {
  readonly status: number
  /** Names and values in turn. */
  readonly headers: readonly string[]
  /** The bytes of the body, a character for each. */
  readonly bytes: string
}

/** One path and what it does; `HEAD` goes with `GET`. */
export interface Route {
  readonly method: Method
  readonly path: string
  /** Who may call it. There is no default: a route that does not say so does not compile. */
  readonly allow: Allowance
  /** How large the body may be, where that is more than usual. */
  readonly bodyLimitBytes?: number
  /** Of what type a file may be that comes in the body's place: the handler reads it from the request's body. */
  readonly fileType?: string
  /** Sets status and headers on the reply and gives the body, or gives all of it. */
  readonly handle: (request: FastifyRequest, reply: FastifyReply) => Promise<Body | Answer>
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Puts the routes up, and for every other method of their paths the answer that says which ones there are. */
export function addRoutes(app: FastifyInstance, routes: readonly Route[]): void {
  const byPath = new Map<string, Method[]>()
  for (const { method, path, allow, bodyLimitBytes, fileType, handle } of routes) {
    const limit = bodyLimitBytes === undefined ? {} : { bodyLimit: bodyLimitBytes }
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const answer = await handle(request, reply)
      if (typeof answer === 'string' || Buffer.isBuffer(answer)) return answer
      sendWhole(reply, answer)
      return undefined
    }
    app.route({ method, url: path, handler, config: { allow, fileType }, ...limit })
    byPath.set(path, [...(byPath.get(path) ?? []), method])
  }
  for (const [path, known] of byPath) {
    const allowed = methods.filter((method) =>
      known.some((one) => one === method || (one === 'GET' && method === 'HEAD')),
    )
    const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
      reply.header('allow', allowed.join(', '))
      return Promise.reject(serviceError('method-not-allowed', { method: request.method, allowed }))
    }
    const others = methods.filter((method) => !allowed.includes(method))
    // Refused before the body is looked at: what stands in it does not matter any more.
    app.route({ method: others, url: path, onRequest: refuse, handler: refuse })
  }
}

/** Past what fastify does for bodies and headers of any kind, which takes longer than the rest of a quick route. */
function sendWhole(reply: FastifyReply, { status, headers, bytes }: Answer): void {
  const all: OutgoingHttpHeader[] = [...headers, 'content-length', bytes.length]
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) all.push(name, value)
  reply.raw.writeHead(status, all)
  // Not before: where a header cannot be sent, fastify answers with the failure.
  reply.hijack()
  reply.raw.end(bytes, 'latin1')
}
