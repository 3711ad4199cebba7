import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Allowance } from './allowance.js'
import { serviceError } from './errors.js'
import type { CallerKind } from './rate-limits.js'
import type { Surroundings } from './surroundings.js'

type Sheltered = Pick<Surroundings, 'rateLimits' | 'metrics'>

/** Counts a call of whoever it is. @throws rate-limited */
export function takeCall({ rateLimits, metrics }: Sheltered, kind: CallerKind, caller: string): void {
  const retryAfterMs = rateLimits.take(kind, caller)
  if (retryAfterMs === 0) return
  metrics.meter.count('http.rate_limited_total', { by: kind })
  throw serviceError('rate-limited', { by: kind, retryAfterMs })
}

/** The same for a caller of whom nothing is known but where he comes from. @throws rate-limited */
export function takeCallOfAddress(request: FastifyRequest, sheltered: Sheltered): void {
  takeCall(sheltered, 'address', networkOf(request.ip))
}

/**
 * Whether a route is counted by address: what makes work and is open to whoever has a link or a browser. Health,
 * metrics, the description and the pages' own files are not: they cost nothing, and monitors must always get through.
 */
export function countsByAddress(method: string, allow: Allowance): boolean {
  if (typeof allow === 'object') return 'operator' in allow
  return allow !== 'anyone' || method === 'POST'
}

/** Of an IPv6 address its network of 64 bits: whoever has one such address has all of them. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.') || !isIPv6(address)) return address
  const [head = '', tail] = address.split('%', 1)[0]?.split('::', 2) ?? []
  const front = head.split(':').filter((group) => group !== '')
  const back = (tail ?? '').split(':').filter((group) => group !== '')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
  return [...front, ...zeros, ...back].slice(0, 4).join(':')
}
