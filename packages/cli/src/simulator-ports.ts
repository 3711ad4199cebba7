/** Where sandbox mode looks for the simulator unless told otherwise. */
export const defaultGateway = 'http://127.0.0.1:4010/gateway.do'

/** The ports of the simulator's two origins: the sign pages stand one above the gateway. */
export function simulatorPorts(port = 4010): { readonly gatewayPort: number; readonly pagePort: number } {
  return { gatewayPort: port, pagePort: port === 0 ? 0 : port + 1 }
}

/**
 * Where a simulator that runs by itself may send a browser on to: any port of the gateway's host, which is this machine.
 * On which of them the sign pages stand is the simulator's own business, and another start may take another.
 */
export function simulatorOrigins(gateway: string): readonly string[] {
  const { protocol, hostname } = new URL(gateway)
  // The policy's grammar has no IPv6 addresses; browsers drop such an entry and would stop the agent's click.
  return [hostname === '[::1]' ? protocol : `${protocol}//${hostname}:*`]
}
