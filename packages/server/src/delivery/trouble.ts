import { PaycircleError } from 'paycircle/internal/base'
import type { WebhookRow } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'
import { isSecretFault } from './secrets.js'

/** So long nothing is tried for a webhook whose secret could not be opened. */
const restMs = 5_000
const toldEveryMs = 600_000

/** What holds deliveries up on our side: it is counted, told at a pace, and a webhook that it is about rests. */
export interface Troubles {
  readonly note: (error: unknown, webhook?: WebhookRow) => void
  readonly rests: (webhook: WebhookRow) => boolean
}

export function createTroubles({ clock, meter, onTrouble = () => undefined }: DeliveryContext): Troubles {
  /** By kind and by webhook, monotonic. */
  const toldAt = new Map<string, number>()
  const restsUntil = new Map<string, number>()

  return {
    note(error, webhook) {
      meter.count('delivery.failures_total')
      const now = clock.monotonic()
      const isAboutWebhook = webhook !== undefined && isSecretFault(error)
      if (isAboutWebhook) restsUntil.set(webhook.id, now + restMs)
      const kind = error instanceof PaycircleError ? String(error.code) : 'other'
      if (now - (toldAt.get(kind) ?? -Infinity) < toldEveryMs) return
      toldAt.set(kind, now)
      onTrouble({ error, ...(isAboutWebhook ? { webhook } : {}) })
    },
    rests({ id }) {
      const until = restsUntil.get(id)
      if (until === undefined || clock.monotonic() < until) return until !== undefined
      return !restsUntil.delete(id)
    },
  }
}
