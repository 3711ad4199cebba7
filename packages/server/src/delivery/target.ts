import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { deliveryError } from './errors.js'
import { blockListOf, familyOf, loopback, privateAddresses, type PrivateNetworks } from './private-networks.js'

/** Where deliveries may go. */
export interface TargetRules {
  /** In the sandbox: http and loopback, for receivers on this machine. */
  readonly sandbox: boolean
  /** Those of one's own that are open outside the sandbox as well, over https alone; link-local stays closed. */
  readonly privateNetworks: PrivateNetworks
}

const mostUrlLength = 2000

/**
 * The address as it is kept.
 *
 * @throws webhook-url-refused
 */
export function targetOf(given: string, rules: TargetRules): string {
  const url = given.length <= mostUrlLength && URL.canParse(given) ? new URL(given) : undefined
  const refuse = (fault: 'malformed' | 'not-https' | 'closed-address') =>
    deliveryError('webhook-url-refused', { fault })
  if (url?.username !== '' || url.password !== '' || url.hash !== '') throw refuse('malformed')
  const address = addressIn(url)
  const isLoopback = address === undefined ? url.hostname === 'localhost' : loopback.check(address, familyOf(address))
  const plain = url.protocol === 'http:' && rules.sandbox && isLoopback
  if (url.protocol !== 'https:' && !plain) throw refuse('not-https')
  if (address !== undefined && !isOpen(address, rules)) throw refuse('closed-address')
  return url.href
}

/** The address where the URL names one instead of a host; no look-up is made for it. */
export function addressIn({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? undefined : bare
}

/** Whether deliveries may be posted to that address. */
export function isOpen(address: string, { sandbox, privateNetworks }: TargetRules): boolean {
  const family = familyOf(address)
  if (loopback.check(address, family) || privateAddresses.check(address, family)) {
    return sandbox || privateNetworks.includes(address)
  }
  return !closed.check(address, family)
}

/** Looks names up as the system does, and takes of the answers those addresses alone that are open. */
export function openLookup(rules: TargetRules, lookup: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true } as LookupOptions & { all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) {
        callback(error, '')
        return
      }
      const open = found.filter(({ address }) => isOpen(address, rules))
      const [first] = open
      if (first === undefined) callback(Object.assign(new Error('address closed'), { code: closedAddress }), '')
      else if (options.all === true) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

/** The code of the failure where a name leads to closed addresses alone. */
export const closedAddress = 'ADDRESS_CLOSED'

/** This network, link-local (where clouds keep credentials), special purposes, multicast; ways from IPv6 into IPv4. */
const closed = blockListOf([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
])
