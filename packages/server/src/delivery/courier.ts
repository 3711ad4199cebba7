import { invariant } from 'paycircle/internal/base'
import type { DeliveryChanges, DeliveryRow, WebhookRow, Write } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'
import { eventDocument } from './event-document.js'
import { waitAfter } from './limits.js'
import { post, type Posted } from './post.js'
import { signedHeaders } from './secrets.js'

const webhooksAtOnce = 200
/** Old deliveries are looked for so often. */
const forgetEveryMs = 3_600_000
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
  const { clock, store, limits, meter } = context
  const running = new Map<string, { readonly webhookId: string; readonly ended: Promise<void> }>()
  const stopping = new AbortController()
  let alarm = new AbortController()
  let loop: Promise<void> | undefined
  let failures = 0
  let turn = 0
  let forgetAt = -Infinity

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
    await forget()
    const webhooks = await activeWebhooks()
    const start = webhooks.length === 0 ? 0 : turn++ % webhooks.length
    for (const webhook of [...webhooks.slice(start), ...webhooks.slice(0, start)]) {
      if (stopping.signal.aborted || running.size >= limits.together) return
      const own = [...running.values()].filter(({ webhookId }) => webhookId === webhook.id).length
      const most = webhook.failingSince === null ? limits.perWebhook : limits.perFailingWebhook
      const room = Math.min(most - own, limits.together - running.size)
      if (room <= 0) continue
      const due = await store.deliveriesDue(webhook.id, clock.now(), limits.perWebhook + own)
      for (const row of due.filter(({ id }) => !running.has(id)).slice(0, room)) begin(webhook, row)
    }
  }

  async function activeWebhooks(): Promise<WebhookRow[]> {
    const found: WebhookRow[] = []
    for (let after = ''; ;) {
      const rows = await store.activeWebhooks(after, webhooksAtOnce)
      found.push(...rows)
      after = rows.at(-1)?.id ?? after
      if (rows.length < webhooksAtOnce) return found
    }
  }

  function begin(webhook: WebhookRow, row: DeliveryRow): void {
    const ended = deliver(context, webhook, row, stopping.signal)
      .catch(() => {
        // The claim runs out by itself; whoever looks then tries again.
        meter.count('delivery.failures_total')
      })
      .then(() => {
        running.delete(row.id)
        wake()
      })
    running.set(row.id, { webhookId: webhook.id, ended })
  }

  async function forget(): Promise<void> {
    if (clock.monotonic() < forgetAt) return
    forgetAt = clock.monotonic() + forgetEveryMs
    const before = clock.now() - limits.keepMs
    await store.commit({ guards: [], writes: [{ write: 'remove-deliveries', before }], log: [] })
  }

  function failed(): number {
    meter.count('delivery.failures_total')
    return Math.min(firstRestMs * 2 ** failures++, longestRestMs)
  }

  function pause(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve)
      const end = () => {
        cancel()
        resolve()
      }
      signal.addEventListener('abort', end, { once: true })
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

/** One attempt: a committed claim, the call outside any transaction, and what came of it guarded by the claim. S3-18 */
async function deliver(
  context: DeliveryContext,
  webhook: WebhookRow,
  row: DeliveryRow,
  stopped: AbortSignal,
): Promise<void> {
  const { store, clock, limits, meter, sealing } = context
  const deliveryId = row.id
  const token = context.newId('lease')
  const at = clock.now()
  const claimed = await store.commit({
    guards: [
      { guard: 'delivery-free', deliveryId, at },
      { guard: 'delivery-first', deliveryId },
    ],
    writes: [{ write: 'update-delivery', deliveryId, changes: { leaseToken: token, leaseUntil: at + limits.leaseMs } }],
    log: [],
  })
  if (claimed.result === 'conflict') return
  const event = await store.event(row.eventId)
  invariant(event !== undefined, 'a delivery is of an event')
  const body = JSON.stringify(eventDocument(event))
  const headers = await signedHeaders(store, sealing, webhook, { id: event.id, at: clock.now(), body })
  const began = clock.monotonic()
  const posted = await post(
    { url: webhook.url, headers, body },
    {
      ...context,
      ...limits,
      rules: context.rulesOf(webhook.profileId),
      stopped,
    },
  )
  const settled = settle(context, webhook, { ...row, agreementId: event.agreementId }, posted)
  const committed = await store.commit({
    guards: [{ guard: 'delivery-held', deliveryId, token }],
    writes: [
      { write: 'update-delivery', deliveryId, changes: { ...settled.changes, leaseToken: null, leaseUntil: null } },
    ],
    log: settled.log,
  })
  meter.count('delivery.attempts_total', { outcome: settled.outcome })
  meter.observe('delivery.attempt_seconds', (clock.monotonic() - began) / 1000, { outcome: settled.outcome })
  if (committed.result === 'conflict') meter.count('delivery.late_attempts_total')
  if (settled.outcome === 'delivered') meter.observe('delivery.lag_seconds', (clock.now() - event.createdAt) / 1000)
  await noteHealth(context, webhook.id, settled.health)
}

interface Settled {
  readonly outcome: 'delivered' | 'failed' | 'dead' | 'stopped'
  readonly changes: DeliveryChanges
  readonly log: readonly ReturnType<DeliveryContext['record']>[]
  readonly health: 'well' | 'failing' | 'gone' | 'unknown'
}

function settle(
  context: DeliveryContext,
  webhook: WebhookRow,
  row: DeliveryRow & { readonly agreementId: string | null },
  posted: Posted,
): Settled {
  const { clock, limits, record } = context
  const at = clock.now()
  if (posted.status === null && posted.failure === 'stopped') {
    // We broke it off ourselves: no attempt of the receiver's. It may have it, and gets it again under the same id.
    return { outcome: 'stopped', changes: { nextAt: at }, log: [], health: 'unknown' }
  }
  const attempts = row.attempts + 1
  const told =
    posted.status === null
      ? { lastStatus: null, lastFailure: posted.failure }
      : { lastStatus: posted.status, lastFailure: null }
  if (posted.status !== null && posted.status >= 200 && posted.status < 300) {
    const changes = { ...told, attempts, state: 'delivered', settledAt: at } as const
    return { outcome: 'delivered', changes, log: [], health: 'well' }
  }
  const health = posted.status === 410 ? 'gone' : 'failing'
  const waitMs = waitAfter(attempts, limits, drawOf(context))
  if (waitMs === undefined) {
    const last = posted.status === null ? posted.failure : String(posted.status)
    const about = { at, actor: 'delivery', profileId: webhook.profileId, agreementId: row.agreementId }
    const log = [record('delivery.dead', about, { webhook: webhook.id, event: row.eventId, attempts, last })]
    return { outcome: 'dead', changes: { ...told, attempts, state: 'dead', settledAt: at }, log, health }
  }
  const askedMs = posted.status === null ? 0 : Math.min(posted.retryAfterMs ?? 0, limits.retryAfterMs)
  const nextAt = at + Math.max(waitMs, askedMs)
  return { outcome: 'failed', changes: { ...told, attempts, nextAt }, log: [], health }
}

function drawOf({ random }: DeliveryContext): number {
  return Buffer.from(random(4)).readUInt32BE() / 2 ** 32
}

/** Keeps since when nothing succeeds; a receiver that is gone, or fails without end, is disabled. */
async function noteHealth(context: DeliveryContext, webhookId: string, health: Settled['health']): Promise<void> {
  const { store, clock, limits, record } = context
  const webhook = await store.webhook(webhookId)
  if (webhook?.state !== 'active' || health === 'unknown') return
  const { failingSince, version, profileId } = webhook
  const at = clock.now()
  const isOver = health === 'failing' && failingSince !== null && at - failingSince >= limits.disableAfterMs
  const reason = health === 'gone' ? 'gone' : isOver ? 'failing' : undefined
  const since = health === 'well' ? null : (failingSince ?? at)
  if (reason === undefined && since === failingSince) return
  const changes = {
    failingSince: since,
    updatedAt: at,
    ...(reason === undefined ? {} : ({ state: 'disabled', reason } as const)),
  }
  const writes: Write[] = [{ write: 'update-webhook', webhookId, changes }]
  // Where somebody changed it meanwhile, the next attempt tells again.
  await store.commit({
    guards: [{ guard: 'webhook-version', webhookId, version }],
    writes,
    log:
      reason === undefined
        ? []
        : [record('webhook.disabled', { at, actor: 'delivery', profileId }, { webhook: webhookId, reason })],
  })
}
