import { createContext, type DeliveryOptions } from './context.js'
import { createCourier } from './courier.js'
import { createWebhooks, type Webhooks } from './webhooks.js'

/** Webhooks: their management, and what carries events to them. S3-18, Q3-17 */
export interface Delivery extends Webhooks {
  readonly start: () => void
  /** Something may be due at once. */
  readonly wake: () => void
  /** Breaks off what is under way and gives its claims back. */
  stop(): Promise<void>
}

/**
 * @example
 * const delivery = createDelivery({ store, clock, random: randomBytes, nodeName, sealing, rulesOf })
 * bell.listen(() => delivery.wake())
 * delivery.start()
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const context = createContext(options)
  const courier = createCourier(context)
  return { ...createWebhooks(context, courier.wake), ...courier }
}
