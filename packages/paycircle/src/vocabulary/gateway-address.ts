/** The one gateway (网关) to which requests go. S3-13, Q3-12 */
export const alipayGateway = 'https://mapi.alipay.com/gateway.do'

/**
 * Whether the address is a gateway on this machine: `/gateway.do` on 127.0.0.0/8, ::1 or localhost, http or https,
 * without credentials, query or fragment. To be taken in sandbox mode only.
 */
export function isLoopbackGateway(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false
  if (url.username !== '' || url.password !== '' || /[?#]/.test(address) || url.pathname !== '/gateway.do') return false
  // The parser has brought every spelling of an IPv4 address (127.1, 0x7f000001) into four numbers.
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(url.hostname)
}
