import { setMaxListeners } from 'node:events'
import type { WebhookRow } from '../store/port/index.js'
import { activeWebhooks } from './active-webhooks.js'
import { attempt } from './attempt.js'
import { claim, type Claimed } from './claim.js'
import type { DeliveryContext } from './context.js'
import { isSecretFault } from './secrets.js'
import { createTidying } from './tidying.js'
import { createTroubles } from './trouble.js'

/** So many are looked for, beside those under way: nodes that look at the same time find the same ones. */
const mostDue = 100
/** So many are tried for each that can be begun, since others may have claimed some of them by now. */
const triedForEach = 4
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
  /** By webhook: what was found due, when by the monotonic clock, and has not been tried. */
  const waiting = new Map<string, { readonly at: number; readonly ids: string[] }>()
  let turn = 0

  const isStopping = () => stopping.signal.aborted

  const wake = () => {
    alarm.abort()
  }

  async function run(): Promise<void> {
    while (!isStopping()) {
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
      if (isStopping() || running.size >= limits.together) return
      if (troubles.rests(webhook)) continue
      const own = [...running.values()].filter(({ webhookId }) => webhookId === webhook.id).length
      const most = webhook.failingSince === null ? limits.perWebhook : limits.perFailingWebhook
      const room = Math.min(most - own, limits.together - running.size)
      if (room <= 0) continue
      await fill(webhook, own, room)
    }
  }

  /** Claims and begins up to so many that are due; none, and it is noted, where the webhook's secret cannot be opened. */
  async function fill(webhook: WebhookRow, own: number, room: number): Promise<void> {
    let left = room
    try {
      for (let looked = false; left > 0 && !looked && !isStopping();) {
        let ids = foundBefore(webhook)
        if (ids === undefined) {
          ids = await find(webhook, own)
          looked = true
        }
        while (ids.length > 0 && left > 0 && !isStopping()) left -= await claimOf(webhook, ids, left)
      }
    } catch (error) {
      // With a deleted webhook its secrets went as well.
      if (!isSecretFault(error)) throw error
      if (await isActive(webhook)) troubles.note(error, webhook)
    }
  }

  /** Begins those of the first that it gets, and takes away what it tried. */
  async function claimOf(webhook: WebhookRow, ids: string[], most: number): Promise<number> {
    const tried = ids.slice(0, most * triedForEach)
    const claimed = await claim(context, webhook, tried, most)
    for (const one of claimed) begin(webhook, one)
    // What came before the last that was free has been claimed now, by this node or by others.
    const places = claimed.map(({ row }) => tried.indexOf(row.id))
    ids.splice(0, claimed.length < most ? tried.length : Math.max(...places) + 1)
    return claimed.length
  }

  /** What the last look has left, for as long as nobody can have tried it in vain since. */
  function foundBefore({ id }: WebhookRow): string[] | undefined {
    const found = waiting.get(id)
    return found === undefined || found.ids.length === 0 || clock.monotonic() - found.at >= limits.lookMs
      ? undefined
      : found.ids
  }

  async function find({ id }: WebhookRow, own: number): Promise<string[]> {
    const at = clock.monotonic()
    const due = await store.deliveriesDue(id, clock.now(), own + mostDue)
    const ids = due.flatMap((row) => (running.has(row.id) ? [] : [row.id]))
    waiting.set(id, { at, ids })
    return ids
  }

  function begin(webhook: WebhookRow, claimed: Claimed): void {
    const { id } = claimed.row
    const ended = attempt(context, webhook, claimed, stopping.signal)
      // A claim runs out by itself; whoever looks then tries again.
      .catch((error: unknown) => {
        troubles.note(error, webhook)
      })
      .then(() => {
        running.delete(id)
        wake()
      })
    running.set(id, { webhookId: webhook.id, ended })
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
      context.connections.close()
    },
  }
}
