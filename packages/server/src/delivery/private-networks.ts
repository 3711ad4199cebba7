import { BlockList, isIP } from 'node:net'

const ofThisMachine = ['127.0.0.0/8', '::1/128']
const ofOwnNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']

/** This machine itself. */
export const loopback = blockListOf(ofThisMachine)
/** Addresses that mean something within one's own network alone. */
export const privateAddresses = blockListOf(ofOwnNetworks)

/** Networks of one's own that deliveries may go to outside the sandbox as well. */
export interface PrivateNetworks {
  includes(address: string): boolean
}

/** None: deliveries go to public addresses alone. */
export const noPrivateNetworks: PrivateNetworks = { includes: () => false }

/**
 * The networks of a list that `isPrivateNetwork` takes.
 *
 * @example
 * privateNetworks(['10.20.0.0/16', '127.0.0.1']).includes('10.20.4.4') // true
 */
export function privateNetworks(entries: readonly string[]): PrivateNetworks {
  const list = blockListOf(entries)
  return { includes: (address) => list.check(address, familyOf(address)) }
}

/** Whether it is an address, or a network with its prefix, that lies wholly within private networks or this machine. */
export function isPrivateNetwork(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return false
  const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix)
  if (bits > (family === 4 ? 32 : 128)) return false
  return [...ofThisMachine, ...ofOwnNetworks].some((own) => {
    const list = blockListOf([own])
    return (
      bits >= Number(own.split('/')[1]) &&
      isIP(own.split('/')[0] ?? '') === family &&
      list.check(address, familyOf(address))
    )
  })
}

export function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

export function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  return list
}
