/** Where sandbox mode looks for the simulator unless told otherwise. */
export const defaultGateway = 'http://127.0.0.1:4010/gateway.do'

/**
 * The ports of the simulator's two origins. The sign pages stand one above the gateway, so that a service of its own
 * knows where an agent's browser is sent on to.
 */
export function simulatorPorts(port = 4010): { readonly gatewayPort: number; readonly pagePort: number } {
  return { gatewayPort: port, pagePort: port === 0 ? 0 : port + 1 }
}

/** Both origins of a simulator that runs by itself. */
export function simulatorOrigins(gateway: string): readonly string[] {
  const { protocol, hostname, port } = new URL(gateway)
  return [`${protocol}//${hostname}:${port}`, `${protocol}//${hostname}:${Number(port) + 1}`]
}
