import type { FastifyReply } from 'fastify'

const headers = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

/** Status, headers and body of what the interface answers. */
export function jsonAnswer(reply: FastifyReply, status: number, value: unknown): string {
  reply.code(status).headers(headers)
  return JSON.stringify(value)
}
