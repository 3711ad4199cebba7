import { BlockList, isIPv6 } from 'node:net'
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'

const forwardedHeaders = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'] as const

/**
 * Says once where X-Forwarded-… comes from somebody who is not believed: a proxy that nobody named, whose callers would
 * all count as one, or a caller who makes things up.
 */
export function forwardedNotes(
  trustedProxies: readonly string[],
  log: FastifyBaseLogger | undefined,
): (request: FastifyRequest) => void {
  const trusted = blockListOf(trustedProxies)
  let isSaid = false
  return ({ headers, socket: { remoteAddress } }) => {
    if (isSaid || log === undefined || remoteAddress === undefined) return
    if (!forwardedHeaders.some((name) => headers[name] !== undefined)) return
    if (trusted.check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4')) return
    isSaid = true
    log.warn(
      `X-Forwarded-… came from ${remoteAddress} and is not believed; if that is a proxy of yours, name it in PAYCIRCLE_TRUST_PROXY`,
    )
  }
}

function blockListOf(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries.flatMap((one) => (one === 'loopback' ? ['127.0.0.0/8', '::1'] : [one]))) {
    const [address = '', prefix] = entry.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}
