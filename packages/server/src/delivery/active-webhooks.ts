import type { StoreReader, WebhookRow } from '../store/port/index.js'

const atOnce = 200

/** Every active webhook of all profiles. */
export async function activeWebhooks(store: StoreReader): Promise<readonly WebhookRow[]> {
  const found: WebhookRow[] = []
  for (let after = ''; ;) {
    const rows = await store.activeWebhooks(after, atOnce)
    found.push(...rows)
    after = rows.at(-1)?.id ?? after
    if (rows.length < atOnce) return found
  }
}
