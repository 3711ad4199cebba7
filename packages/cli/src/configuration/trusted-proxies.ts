import { isIP } from 'node:net'

/** Whether it is `loopback`, an address, or a network whose prefix fits its family. */
export function isProxyEntry(entry: string): boolean {
  if (entry === 'loopback') return true
  const [address = '', prefix, ...rest] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
}

/** A network that takes in every address is no list of proxies: any caller could say who he is. */
export function trustsEverybody(entry: string): boolean {
  return /\/0+$/.test(entry)
}
