import type { FastifyRequest } from 'fastify'

/** The header's value, with or without the quotation marks that its draft asks for. S3-18 */
export function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const given = request.headers['idempotency-key']
  if (given === undefined) return undefined
  return String(given).replace(/^"(.*)"$/, '$1')
}
