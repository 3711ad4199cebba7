import { keepAnswer, keptAnswer, maskSecret, nameRequest, type NamedRequest } from '../idempotency/index.js'
import type { DeliveryFilter, DeliveryRow, Page, WebhookRow, Write } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'
import { deliveryError } from './errors.js'
import { eventDocument } from './event-document.js'
import { post, type Posted } from './post.js'
import { createReplays, type Replays } from './replay.js'
import { newSecret, placeOf, putSecret, secretText, signedHeaders } from './secrets.js'
import { targetOf } from './target.js'

export interface Caller {
  readonly profileId: string
  /** As the log keeps him. */
  readonly actor: string
}

export interface NewWebhook extends Caller {
  readonly url: string
  /** The types of events that it is told; all unless given. */
  readonly events?: readonly string[]
  readonly idempotencyKey?: string
}

export interface WithSecret {
  readonly webhook: WebhookRow
  /** `whsec_…`; it can be shown this once. */
  readonly secret: string
}

export interface WebhookChanges {
  readonly url?: string
  readonly events?: readonly string[] | null
  readonly state?: 'active' | 'disabled'
}

/** The webhooks of a profile. A webhook of another profile is `webhook-unknown`. */
export interface Webhooks extends Replays {
  /**
   * @throws webhook-url-refused, webhook-limit-reached, sealing-key-missing, idempotency-key-malformed,
   *   idempotency-key-reused
   */
  create(input: NewWebhook): Promise<WithSecret>
  list(profileId: string): Promise<readonly WebhookRow[]>
  /** @throws webhook-unknown */
  get(profileId: string, id: string): Promise<WebhookRow>
  /** Making it active again goes on with what is pending. @throws webhook-unknown, webhook-url-refused, webhook-contended */
  change(caller: Caller, id: string, changes: WebhookChanges): Promise<WebhookRow>
  /** Nothing is posted there any more. @throws webhook-unknown, webhook-contended */
  remove(caller: Caller, id: string): Promise<WebhookRow>
  /** Another secret; for a while both sign. @throws webhook-unknown, webhook-contended, sealing-key-missing */
  rotateSecret(caller: Caller, id: string, idempotencyKey?: string): Promise<WithSecret>
  /** Posts a `webhook.test` that stands in no feed, once. @throws webhook-unknown */
  test(caller: Caller, id: string): Promise<Posted>
  /** @throws webhook-unknown */
  deliveries(profileId: string, filter: DeliveryFilter): Promise<Page<DeliveryRow>>
}

/** `wake` is called where something may be due at once. */
export function createWebhooks(context: DeliveryContext, wake: () => void): Webhooks {
  const { store, clock, sealing, limits, rulesOf, record } = context

  async function get(profileId: string, id: string): Promise<WebhookRow> {
    const row = await store.webhook(id)
    if (row?.profileId !== profileId || row.state === 'deleted') throw deliveryError('webhook-unknown', { id })
    return row
  }

  async function update(
    row: WebhookRow,
    changes: Partial<WebhookRow>,
    log: ReturnType<typeof record>,
    more: readonly Write[] = [],
  ): Promise<WebhookRow> {
    const updatedAt = clock.now()
    const committed = await store.commit({
      guards: [{ guard: 'webhook-version', webhookId: row.id, version: row.version }],
      writes: [{ write: 'update-webhook', webhookId: row.id, changes: { ...changes, updatedAt } }, ...more],
      log: [log],
    })
    if (committed.result === 'conflict') throw deliveryError('webhook-contended', {})
    wake()
    return { ...row, ...changes, updatedAt, version: row.version + 1 }
  }

  async function replayed(profileId: string, named: NamedRequest | undefined): Promise<WithSecret | undefined> {
    const answer = await keptAnswer(store, profileId, named)
    if (answer === undefined || named === undefined) return undefined
    // Written by `kept`, and by nothing else.
    const { webhookId, name, masked } = JSON.parse(answer) as { webhookId: string; name: string; masked: string }
    const secret = maskSecret(Buffer.from(masked, 'base64'), named.given, name)
    return { webhook: await get(profileId, webhookId), secret: secretText(secret) }
  }

  function kept(profileId: string, webhookId: string, named: NamedRequest | undefined, secret: Uint8Array) {
    if (named === undefined) return { guards: [], writes: [] }
    const name = context.newId('op')
    const masked = Buffer.from(maskSecret(secret, named.given, name)).toString('base64')
    const body = JSON.stringify({ webhookId, name, masked })
    return keepAnswer(profileId, named, { status: 201, body, at: clock.now() })
  }

  async function create({ profileId, actor, url: given, events, idempotencyKey }: NewWebhook): Promise<WithSecret> {
    const url = targetOf(given, rulesOf(profileId))
    const named = nameRequest(idempotencyKey, ['webhook', given, events ?? null])
    const before = await replayed(profileId, named)
    if (before !== undefined) return before
    if ((await store.webhooks(profileId, limits.webhooksPerProfile)).length >= limits.webhooksPerProfile) {
      throw deliveryError('webhook-limit-reached', { most: limits.webhooksPerProfile })
    }
    const at = clock.now()
    const webhook: WebhookRow = {
      id: context.newId('whk'),
      profileId,
      url,
      events: events ?? null,
      state: 'active',
      reason: null,
      failingSince: null,
      formerSecretUntil: null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    }
    const secret = newSecret(context.random)
    const answer = kept(profileId, webhook.id, named, secret)
    const details = { webhook: webhook.id, origin: new URL(url).origin }
    const committed = await store.commit({
      guards: [...answer.guards],
      writes: [
        { write: 'insert-webhook', row: webhook },
        putSecret(sealing, placeOf(webhook.id), secret, at),
        ...answer.writes,
      ],
      log: [record('webhook.created', { at, actor, profileId }, details)],
    })
    if (committed.result === 'done') return { webhook, secret: secretText(secret) }
    // The same request was quicker on another connection; its answer is there now.
    const answered = await replayed(profileId, named)
    if (answered === undefined) throw deliveryError('webhook-contended', {})
    return answered
  }

  async function rotateSecret({ profileId, actor }: Caller, id: string, idempotencyKey?: string): Promise<WithSecret> {
    const row = await get(profileId, id)
    const named = nameRequest(idempotencyKey, ['webhook secret', id])
    const before = await replayed(profileId, named)
    if (before !== undefined) return before
    const at = clock.now()
    const stored = await store.sealedSecret(placeOf(id))
    if (stored === undefined) throw deliveryError('webhook-unknown', { id })
    const former = sealing.open(stored.sealed, placeOf(id))
    const secret = newSecret(context.random)
    const answer = kept(profileId, id, named, secret)
    const formerSecretUntil = at + limits.overlapMs
    const committed = await store.commit({
      guards: [
        { guard: 'webhook-version', webhookId: id, version: row.version },
        { guard: 'secret-unchanged', place: placeOf(id), sealed: stored.sealed },
        ...answer.guards,
      ],
      writes: [
        { write: 'update-webhook', webhookId: id, changes: { formerSecretUntil, updatedAt: at } },
        putSecret(sealing, placeOf(id), secret, at),
        putSecret(sealing, placeOf(id, 'former'), former, at),
        ...answer.writes,
      ],
      log: [
        record('webhook.secret-rotated', { at, actor, profileId }, { webhook: id, overlapUntil: formerSecretUntil }),
      ],
    })
    former.fill(0)
    if (committed.result === 'done') {
      const webhook = { ...row, formerSecretUntil, updatedAt: at, version: row.version + 1 }
      return { webhook, secret: secretText(secret) }
    }
    const answered = await replayed(profileId, named)
    if (answered === undefined) throw deliveryError('webhook-contended', {})
    return answered
  }

  return {
    ...createReplays(context, get, wake),
    create,
    rotateSecret,
    get,
    list: (profileId) => store.webhooks(profileId, limits.webhooksPerProfile),

    async change({ profileId, actor }, id, { url: given, events, state }) {
      const row = await get(profileId, id)
      const changes: Partial<WebhookRow> = {
        ...(given === undefined ? {} : { url: targetOf(given, rulesOf(profileId)) }),
        ...(events === undefined ? {} : { events }),
        ...(state === undefined ? {} : { state, reason: state === 'active' ? null : 'operator', failingSince: null }),
      }
      const changed = Object.entries({ url: given, events, state }).flatMap(([name, to]) =>
        to === undefined ? [] : [name],
      )
      const about = { at: clock.now(), actor, profileId }
      const log =
        state === 'disabled'
          ? record('webhook.disabled', about, { webhook: id, reason: 'operator' })
          : record('webhook.changed', about, { webhook: id, changed })
      return update(row, changes, log)
    },

    async remove({ profileId, actor }, id) {
      const row = await get(profileId, id)
      const log = record('webhook.deleted', { at: clock.now(), actor, profileId }, { webhook: id })
      return update(row, { state: 'deleted', reason: null }, log, [
        { write: 'delete-sealed-secret', place: placeOf(id) },
        { write: 'delete-sealed-secret', place: placeOf(id, 'former') },
      ])
    },

    async test({ profileId }, id) {
      const row = await get(profileId, id)
      const at = clock.now()
      const event = { id: context.newId('evt'), profileId, agreementId: null, type: 'webhook.test', payload: '{}' }
      const body = JSON.stringify(eventDocument({ ...event, createdAt: at }))
      const headers = await signedHeaders(store, sealing, row, { id: event.id, at, body })
      return post({ url: row.url, headers, body }, { ...context, ...limits, rules: rulesOf(profileId) })
    },

    async deliveries(profileId, filter) {
      await get(profileId, filter.webhookId)
      return store.deliveries(filter)
    },
  }
}
