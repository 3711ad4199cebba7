import type { DeliveryContext } from './context.js'

/** So often it is looked for what is to be tidied away, unless the last look left some. */
const everyMs = 3_600_000
const webhooksAtOnce = 100
/** So many deliveries of one webhook are given up by a unit: a writer must not be held up by very many. */
export const mostGivenUp = 1000

/**
 * Removes deliveries that were settled long ago, and gives up what is pending to deleted webhooks: the rest of very many,
 * and what came to be in the very moment of the deletion.
 */
export function createTidying({ store, clock, limits }: DeliveryContext): () => Promise<void> {
  let dueAt = -Infinity
  return async () => {
    if (clock.monotonic() < dueAt) return
    const webhooks = await store.deletedWebhooksWithPending(webhooksAtOnce)
    const at = clock.now()
    for (const { id: webhookId } of webhooks) {
      const write = { write: 'give-up-deliveries', webhookId, at, most: mostGivenUp } as const
      await store.commit({ guards: [], writes: [write], log: [] })
    }
    if (webhooks.length > 0) return
    dueAt = clock.monotonic() + everyMs
    await store.commit({ guards: [], writes: [{ write: 'remove-deliveries', before: at - limits.keepMs }], log: [] })
  }
}
