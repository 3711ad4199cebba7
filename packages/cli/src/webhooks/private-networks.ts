import { noPrivateNetworks, privateNetworks, type PrivateNetworks } from 'paycircle-server/delivery'

/** The networks of one's own that webhooks may lead to; none unless they are named. */
export function privateNetworksOf({
  webhookPrivateNetworks,
}: {
  readonly webhookPrivateNetworks?: string | undefined
}): PrivateNetworks {
  return webhookPrivateNetworks === undefined ? noPrivateNetworks : privateNetworks(webhookPrivateNetworks.split(','))
}
