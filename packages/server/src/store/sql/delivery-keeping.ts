import { sql } from 'kysely'
import { unreachable } from 'paycircle/internal/base'
import {
  mostCounted,
  type DeliveryFilter,
  type DeliveryKeepingGuard,
  type DeliveryKeepingWrite,
  type DeliveryRow,
  type WebhookRow,
} from '../port/index.js'
import { insert, insertMissing, run, update, type Change } from './changes.js'
import { found, none, type GuardChecks } from './guard-check.js'
import { eachCombination, type List } from './lists.js'
import { sqlBuilder, statement } from './statement.js'
import { Table } from './table.js'
import { tables } from './tables.js'

export const deliveryTables = {
  webhook: new Table<WebhookRow>(
    'webhook',
    ['id'],
    {
      id: 'plain',
      profileId: 'plain',
      url: 'plain',
      events: 'json',
      state: 'plain',
      reason: 'plain',
      failingSince: 'plain',
      formerSecretUntil: 'plain',
      version: 'plain',
      createdAt: 'plain',
      updatedAt: 'plain',
    },
    true,
  ),
  delivery: new Table<DeliveryRow>('delivery', ['id'], {
    id: 'plain',
    webhookId: 'plain',
    eventId: 'plain',
    profileId: 'plain',
    stream: 'plain',
    state: 'plain',
    attempts: 'plain',
    nextAt: 'plain',
    leaseToken: 'plain',
    leaseUntil: 'plain',
    lastStatus: 'plain',
    lastFailure: 'plain',
    createdAt: 'plain',
    settledAt: 'plain',
  }),
}

const webhooks = sqlBuilder.selectFrom('webhook')
const deliveries = sqlBuilder.selectFrom('delivery')

/** Whether one of the same stream is pending that came before. */
const waitsForAnother = sql<boolean>`exists (select 1 from delivery as earlier
  where earlier.webhook_id = delivery.webhook_id and earlier.stream = delivery.stream
  and earlier.state = 'pending' and earlier.position < delivery.position)`

/**
 * The same the other way round, for the list of what is due. As a value and not as `not exists`: PostgreSQL, before it
 * knows how many have come to wait, would join each that waits with all that wait. And in the order of the index of
 * streams, which it would not prefer to others as long.
 */
const isFirstOfStream = sql<boolean>`delivery.position = (select earlier.position from delivery as earlier
  where earlier.webhook_id = delivery.webhook_id and earlier.stream = delivery.stream and earlier.state = 'pending'
  order by earlier.webhook_id, earlier.stream, earlier.position limit 1)`

// The literals let partial indexes serve.
const isPending = sql<boolean>`delivery.state = 'pending'`

/** Whether it is due and claimed by nobody. */
const isFree = (at: unknown) => sql<boolean>`${isPending} and delivery.next_at <= ${at}
  and (delivery.lease_until is null or delivery.lease_until <= ${at})`

/** Whether a delivery can be claimed at `at`. */
export const isClaimable = (at: unknown) => sql<boolean>`${isFree(at)} and ${isFirstOfStream}`

/** Among so many the latest delivered one is looked for: while nothing is delivered, others pile up on top of it. */
const latestLookedAt = 1000

export const deliveryLookUps = {
  webhook: statement<{ id: string }>(({ id }) => webhooks.select(deliveryTables.webhook.columns).where('id', '=', id)),
  webhooks: statement<{ profileId: string; limit: number }>(({ profileId, limit }) =>
    webhooks
      .select(deliveryTables.webhook.columns)
      .where('profile_id', '=', profileId)
      .where('state', '<>', sql.lit<'deleted'>('deleted'))
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit),
  ),
  activeWebhooks: statement<{ afterId: string; limit: number }>(({ afterId, limit }) =>
    webhooks
      .select(deliveryTables.webhook.columns)
      .where('state', '=', sql.lit<'active'>('active'))
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(limit),
  ),
  deletedWithPending: statement<{ limit: number }>(({ limit }) =>
    webhooks
      .select(deliveryTables.webhook.columns)
      .where('state', '=', sql.lit<'deleted'>('deleted'))
      .where(
        sql<boolean>`exists (select 1 from delivery where delivery.webhook_id = webhook.id
        and delivery.state = 'pending')`,
      )
      .orderBy('id')
      .limit(limit),
  ),
  delivery: statement<{ id: string }>(({ id }) =>
    deliveries.select([...deliveryTables.delivery.columns, 'position']).where('id', '=', id),
  ),
  deliveriesDue: statement<{ webhookId: string; at: number; limit: number }>(({ webhookId, at, limit }) =>
    deliveries
      .select([...deliveryTables.delivery.columns, 'position'])
      .where('webhook_id', '=', webhookId)
      .where(isClaimable(at))
      .orderBy('next_at')
      .limit(limit),
  ),
  // Counted along partial indexes and up to a limit; a scrape must not cost more because more waits.
  standing: statement<{ profileId: string }>(
    ({ profileId }) => sql`select webhook.id as webhook_id, webhook.state as state,
      (select count(*) from (select 1 as one from delivery where delivery.webhook_id = webhook.id
        and delivery.state = 'pending' limit ${sql.lit(mostCounted)}) as counted) as pending,
      (select count(*) from (select 1 as one from delivery where delivery.webhook_id = webhook.id
        and delivery.state = 'dead' limit ${sql.lit(mostCounted)}) as counted) as dead,
      (select delivery.created_at from delivery where delivery.webhook_id = webhook.id
        and delivery.state = 'pending' order by delivery.position limit 1) as oldest
      from webhook where webhook.profile_id = ${profileId} and webhook.state <> 'deleted'
      order by webhook.created_at, webhook.id`,
  ),
  latestDead: statement<{ webhookId: string }>(({ webhookId }) =>
    deliveries
      .select([...deliveryTables.delivery.columns, 'position'])
      .where('webhook_id', '=', webhookId)
      .where('state', '=', sql.lit<'dead'>('dead'))
      .orderBy('position', 'desc')
      .limit(1),
  ),
  latestDelivered: statement<{ webhookId: string }>(({ webhookId }) =>
    sqlBuilder
      .selectFrom(
        deliveries
          .select([...deliveryTables.delivery.columns, 'position'])
          .where('webhook_id', '=', webhookId)
          .orderBy('position', 'desc')
          .limit(sql.lit(latestLookedAt))
          .as('latest'),
      )
      .select([...deliveryTables.delivery.columns, 'position'])
      .where('state', '=', sql.lit<'delivered'>('delivered'))
      .orderBy('position', 'desc')
      .limit(1),
  ),
  eventsFrom: statement<{ profileId: string; eventId: string; limit: number }>(({ profileId, eventId, limit }) =>
    sqlBuilder
      .selectFrom('event')
      .select(tables.event.columns)
      .where('profile_id', '=', profileId)
      .where('position', '>=', (from) => from.selectFrom('event').select('position').where('id', '=', eventId))
      .orderBy('position')
      .limit(limit),
  ),
  event: statement<{ id: string }>(({ id }) =>
    sqlBuilder.selectFrom('event').select(tables.event.columns).where('id', '=', id),
  ),
}

export type DeliveryPage = Omit<Required<DeliveryFilter>, 'cursor'> & { readonly position: number }

/** A webhook's deliveries, or those in one state: as a literal it lets that state's partial index serve. */
function listOf(state?: DeliveryRow['state']): List<DeliveryRow, DeliveryPage> {
  return {
    name: 'deliveries',
    codec: deliveryTables.delivery,
    statement: eachCombination<DeliveryPage>((parts, slots) => {
      let query = deliveries
        .select([...deliveryTables.delivery.columns, 'position'])
        .where('webhook_id', '=', slots.webhookId)
      if (state !== undefined) query = query.where('state', '=', sql.lit(state))
      if (parts.has('cursor')) query = query.where('position', '>', slots.position)
      return query.orderBy('position').limit(slots.limit)
    }),
    keys: [{ column: 'position', slot: 'position', type: 'number' }],
  }
}

export const deliveryList = listOf()

export const deliveryLists: Readonly<Record<DeliveryRow['state'], List<DeliveryRow, DeliveryPage>>> = {
  pending: listOf('pending'),
  delivered: listOf('delivered'),
  dead: listOf('dead'),
}

const theDelivery = ({ deliveryId }: { readonly deliveryId: string }) => ({
  table: deliveryTables.delivery,
  key: deliveryId,
})

export const deliveryGuards: GuardChecks<DeliveryKeepingGuard> = {
  'webhook-version': found(
    ({ webhookId, version }) => webhooks.select('id').where('id', '=', webhookId).where('version', '=', version),
    ({ webhookId }) => ({ table: deliveryTables.webhook, key: webhookId }),
  ),
  // Without a lock: what happens at the same time comes before or after, and the next attempt tells again.
  'webhook-well': none(({ webhookId }) =>
    webhooks
      .select('id')
      .where('id', '=', webhookId)
      .where((where) => where.or([where('state', '<>', 'active'), where('failing_since', 'is not', null)])),
  ),
  'delivery-free': found(
    ({ deliveryId, at }) => deliveries.select('id').where('id', '=', deliveryId).where(isFree(at)),
    theDelivery,
  ),
  'delivery-first': none(({ deliveryId }) =>
    deliveries.select('id').where('id', '=', deliveryId).where(waitsForAnother),
  ),
  'delivery-held': found(
    ({ deliveryId, token }) =>
      deliveries.select('id').where('id', '=', deliveryId).where(isPending).where('lease_token', '=', token),
    theDelivery,
  ),
  'delivery-settled': found(
    ({ deliveryId }) => deliveries.select('id').where('id', '=', deliveryId).where('settled_at', 'is not', null),
    theDelivery,
  ),
}

/** What a write about webhooks and deliveries does to the tables. */
export function deliveryKeepingChanges(write: DeliveryKeepingWrite): readonly Change[] {
  switch (write.write) {
    case 'insert-webhook':
      return [insert(deliveryTables.webhook, write.row)]
    case 'update-webhook':
      return update(deliveryTables.webhook, { id: write.webhookId }, write.changes)
    case 'update-delivery':
      return update(deliveryTables.delivery, { id: write.deliveryId }, write.changes)
    case 'insert-deliveries':
      return write.rows.map((row) => insertMissing(deliveryTables.delivery, row))
    case 'give-up-deliveries': {
      const { webhookId, at, most } = write
      return [run(giveUp, { webhookId, at, most })]
    }
    case 'remove-deliveries':
      return [run(removeSettled, { before: write.before })]
    default:
      return unreachable(write)
  }
}

const giveUp = statement<{ webhookId: string; at: number; most: number }>(({ webhookId, at, most }) =>
  sqlBuilder
    .updateTable('delivery')
    .set({
      state: sql.lit<'dead'>('dead'),
      settled_at: at,
      lease_token: null,
      lease_until: null,
      last_status: null,
      last_failure: sql.lit('webhook-deleted'),
    })
    .where('position', 'in', (oldest) =>
      oldest
        .selectFrom('delivery')
        .select('position')
        .where('webhook_id', '=', webhookId)
        .where(isPending)
        .orderBy('position')
        .limit(most),
    ),
)

const removeSettled = statement<{ before: number }>(({ before }) =>
  sqlBuilder.deleteFrom('delivery').where('settled_at', 'is not', null).where('settled_at', '<', before),
)
