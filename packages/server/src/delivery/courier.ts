import { setMaxListeners } from 'node:events'
import type { DeliveryRow, WebhookRow } from '../store/port/index.js'
import { activeWebhooks } from './active-webhooks.js'
import { attempt } from './attempt.js'
import { drawOf, type DeliveryContext } from './context.js'
import { isSecretFault } from './secrets.js'
import { createTidying } from './tidying.js'
import { createTroubles } from './trouble.js'

/** So many are looked at for each that can be begun. */
const dueForEachRoom = 8
const firstRestMs = 1000
const longestRestMs = 60_000

/** Carries what is due to the webhooks, on as many nodes as there are. */
export interface Courier {
  readonly start: () => void
  /** Something may be due at once. */
  readonly wake: () => void
  /** Claims nothing more, breaks off what is under way and gives its claims back. */
  stop(): Promise<void>
}

export function createCourier(context: DeliveryContext): Courier {
  const { clock, store, limits } = context
  const troubles = createTroubles(context)
  const tidy = createTidying(context)
  const running = new Map<string, { readonly webhookId: string; readonly ended: Promise<void> }>()
  const stopping = new AbortController()
  // Each attempt under way listens, and the pause.
  setMaxListeners(limits.together + 1, stopping.signal)
  let alarm = new AbortController()
  let loop: Promise<void> | undefined
  let failures = 0
  /** By webhook: what was found due, when by the monotonic clock, and has not been begun. */
  const waiting = new Map<string, { readonly at: number; readonly rows: DeliveryRow[] }>()
  let turn = 0

  const wake = () => {
    alarm.abort()
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Before looking: what happens while we look must wake us from the pause that follows.
      alarm = new AbortController()
      const restMs = await look().then(() => {
        failures = 0
        return limits.lookMs
      }, failed)
      await pause(restMs, failures > 0 ? stopping.signal : AbortSignal.any([alarm.signal, stopping.signal]))
    }
  }

  /** Begins what is due. Webhooks take turns at being first, and none takes more than its share of the room. */
  async function look(): Promise<void> {
    await tidy()
    const webhooks = await activeWebhooks(store)
    const start = webhooks.length === 0 ? 0 : turn++ % webhooks.length
    for (const webhook of [...webhooks.slice(start), ...webhooks.slice(0, start)]) {
      if (stopping.signal.aborted || running.size >= limits.together) return
      if (troubles.rests(webhook)) continue
      const own = [...running.values()].filter(({ webhookId }) => webhookId === webhook.id).length
      const most = webhook.failingSince === null ? limits.perWebhook : limits.perFailingWebhook
      const room = Math.min(most - own, limits.together - running.size)
      if (room <= 0) continue
      for (const row of await takeDue(webhook.id, own, room)) begin(webhook, row)
    }
  }

  /**
   * Some that are due: out of those that the last look found, for as long as nobody can have tried them in vain since;
   * the claim tells which are still free.
   */
  async function takeDue(webhookId: string, own: number, room: number): Promise<readonly DeliveryRow[]> {
    let found = waiting.get(webhookId)
    if (found === undefined || found.rows.length === 0 || clock.monotonic() - found.at >= limits.lookMs) {
      const at = clock.monotonic()
      const due = await store.deliveriesDue(webhookId, clock.now(), own + dueForEachRoom * room)
      // Not from the first on: every node sees the same ones, and all but one would claim them in vain.
      const start = due.length <= room ? 0 : Math.floor(drawOf(context) * due.length)
      found = { at, rows: [...due.slice(start), ...due.slice(0, start)].filter(({ id }) => !running.has(id)) }
      waiting.set(webhookId, found)
    }
    return found.rows.splice(0, room)
  }

  function begin(webhook: WebhookRow, row: DeliveryRow): void {
    const ended = attempt(context, webhook, row, stopping.signal)
      .catch(async (error: unknown) => {
        // A claim runs out by itself; whoever looks then tries again. With a deleted webhook its secrets went as well.
        if (isSecretFault(error) && !(await isActive(webhook))) return
        troubles.note(error, webhook)
      })
      .then(() => {
        running.delete(row.id)
        wake()
      })
    running.set(row.id, { webhookId: webhook.id, ended })
  }

  const isActive = async ({ id }: WebhookRow) => (await store.webhook(id).catch(() => undefined))?.state === 'active'

  function failed(error: unknown): number {
    troubles.note(error)
    return Math.min(firstRestMs * 2 ** failures++, longestRestMs)
  }

  function pause(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        cancel()
        signal.removeEventListener('abort', end)
        resolve()
      }
      const cancel = clock.after(ms, end)
      signal.addEventListener('abort', end)
    })
  }

  return {
    start: () => void (loop ??= run()),
    wake,
    async stop() {
      stopping.abort()
      await loop
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}
