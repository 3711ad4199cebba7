import type { DeliveryFilter, DeliveryRow, Page, WebhookRow, Write } from '../store/port/index.js'
import type { DeliveryContext } from './context.js'
import { activeWebhooks } from './active-webhooks.js'
import { createWebhook } from './create-webhook.js'
import { deliveryError } from './errors.js'
import { eventDocument } from './event-document.js'
import { post, type Posted } from './post.js'
import { createReplays, type Replays } from './replay.js'
import { rotateSecret } from './rotate-secret.js'
import { openSecrets, placeOf, secretFault, signedHeaders, type SecretFault } from './secrets.js'
import { targetOf } from './target.js'
import { mostGivenUp } from './tidying.js'

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
  /** Whether the same request was answered with it before. */
  readonly replayed: boolean
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
  /** Of how many active webhooks of all profiles that is so. */
  countUnopened(): Promise<number>
  list(profileId: string): Promise<readonly WebhookRow[]>
  /** @throws webhook-unknown */
  get(profileId: string, id: string): Promise<WebhookRow>
  /** Why its secret cannot be opened on this node, so that its events wait; undefined where it can. */
  secretFault(webhook: WebhookRow): Promise<SecretFault | undefined>
  /** Making it active again goes on with what is pending. @throws webhook-unknown, webhook-url-refused, webhook-contended */
  change(caller: Caller, id: string, changes: WebhookChanges): Promise<WebhookRow>
  /** Nothing is posted there any more, and what is pending is given up. @throws webhook-unknown, webhook-contended */
  remove(caller: Caller, id: string): Promise<WebhookRow>
  /** Another secret; for a while both sign. @throws webhook-unknown, webhook-contended, sealing-key-missing */
  rotateSecret(caller: Caller, id: string, idempotencyKey?: string): Promise<WithSecret>
  /** Posts a `webhook.test` that stands in no feed, once; the log keeps who did it and what came of it. @throws webhook-unknown */
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

  return {
    ...createReplays(context, get, wake),
    create: (input) => createWebhook(context, get, input),
    rotateSecret: (caller, id, idempotencyKey) => rotateSecret(context, get, caller, id, idempotencyKey),
    get,
    secretFault: (webhook) => secretFault(store, sealing, webhook, clock.now()),
    async countUnopened() {
      let count = 0
      for (const webhook of await activeWebhooks(store)) {
        if ((await secretFault(store, sealing, webhook, clock.now())) !== undefined) count++
      }
      return count
    },
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
      const at = clock.now()
      const standing = (await store.deliveryStanding(profileId)).find(({ webhookId }) => webhookId === id)
      const details = { webhook: id, pending: standing?.pending ?? 0 }
      return update(
        row,
        { state: 'deleted', reason: null },
        record('webhook.deleted', { at, actor, profileId }, details),
        [
          { write: 'give-up-deliveries', webhookId: id, at, most: mostGivenUp },
          { write: 'delete-sealed-secret', place: placeOf(id) },
          { write: 'delete-sealed-secret', place: placeOf(id, 'former') },
        ],
      )
    },

    async test({ profileId, actor }, id) {
      const row = await get(profileId, id)
      const at = clock.now()
      const event = { id: context.newId('evt'), profileId, agreementId: null, type: 'webhook.test', payload: '{}' }
      const body = JSON.stringify(eventDocument({ ...event, createdAt: at }))
      const secrets = await openSecrets(store, sealing, row, at)
      const headers = signedHeaders(secrets, { id: event.id, at, body })
      for (const secret of secrets) secret.fill(0)
      const { lookup } = context
      // By a connection of its own: whether one can be had is tested as well.
      const options = { clock, ...limits, rules: rulesOf(profileId), ...(lookup === undefined ? {} : { lookup }) }
      const posted = await post({ url: row.url, headers, body }, options)
      const outcome =
        posted.status === null ? { status: null, failure: posted.failure } : { status: posted.status, failure: null }
      const details = { webhook: id, event: event.id, ...outcome }
      await store.commit({
        guards: [],
        writes: [],
        log: [record('webhook.tested', { at: clock.now(), actor, profileId }, details)],
      })
      return posted
    },

    async deliveries(profileId, filter) {
      await get(profileId, filter.webhookId)
      return store.deliveries(filter)
    },
  }
}
