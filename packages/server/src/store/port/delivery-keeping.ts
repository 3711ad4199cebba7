import type { EventRow } from './rows.js'

/** Where events are posted to. Times are UTC milliseconds. Its secret stands sealed beside it. S3-18 */
export interface WebhookRow {
  readonly id: string
  readonly profileId: string
  readonly url: string
  /** The types of events that it is told; null for all. */
  readonly events: readonly string[] | null
  readonly state: 'active' | 'disabled' | 'deleted'
  /** Why nothing is posted there, for instance `gone`; null while it is active. */
  readonly reason: string | null
  /** Since when no delivery has succeeded; null after one that has. */
  readonly failingSince: number | null
  /** Until when the former secret signs too; null where there is none. */
  readonly formerSecretUntil: number | null
  /** Goes up by one with every change. */
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** One event for one webhook. It comes to be in the unit that writes the event. S3-18 */
export interface DeliveryRow {
  /** Webhook and event with `/` between them. */
  readonly id: string
  readonly webhookId: string
  readonly eventId: string
  readonly profileId: string
  /** Within a stream, the agreement's or the profile's, one delivery waits for the one before it. */
  readonly stream: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly attempts: number
  readonly nextAt: number
  /** The claim of the attempt under way. */
  readonly leaseToken: string | null
  readonly leaseUntil: number | null
  /** What the latest attempt came to: a status, or why there was none. */
  readonly lastStatus: number | null
  readonly lastFailure: string | null
  readonly createdAt: number
  readonly settledAt: number | null
}

export type DeliveryChanges = Partial<
  Pick<
    DeliveryRow,
    'state' | 'attempts' | 'nextAt' | 'leaseToken' | 'leaseUntil' | 'lastStatus' | 'lastFailure' | 'settledAt'
  >
>

export interface DeliveryFilter {
  readonly webhookId: string
  readonly state?: DeliveryRow['state']
  readonly cursor?: string
  /** At most 200. */
  readonly limit: number
}

/** How deliveries to one webhook stand. Each number is counted up to `mostCounted` and no further. */
export interface DeliveryStanding {
  readonly webhookId: string
  /** Whether anything is posted there. */
  readonly isActive: boolean
  readonly pending: number
  readonly dead: number
  /** When the event came to be that waits longest, UTC milliseconds; null where none waits. */
  readonly oldestPendingAt: number | null
}

/** Which of some deliveries are to be claimed, and how. */
export interface DeliveryClaim {
  /** At most 200; the first come first. */
  readonly ids: readonly string[]
  /** So many of them and no more. */
  readonly most: number
  readonly token: string
  /** UTC milliseconds, as `until`. */
  readonly at: number
  readonly until: number
}

export interface ClaimedDelivery {
  /** As the claim leaves it. */
  readonly row: DeliveryRow
  readonly event: EventRow
}

/** So many deliveries are counted, so that a scrape costs the same however many wait. */
export const mostCounted = 10_000

export type DeliveryKeepingGuard =
  | { readonly guard: 'webhook-version'; readonly webhookId: string; readonly version: number }
  /** It is pending, due and claimed by nobody at `at`. */
  | { readonly guard: 'delivery-free'; readonly deliveryId: string; readonly at: number }
  /** None of its stream that came before it is pending. */
  | { readonly guard: 'delivery-first'; readonly deliveryId: string }
  /** It is pending, and claimed with that token. */
  | { readonly guard: 'delivery-held'; readonly deliveryId: string; readonly token: string }
  /** It is not pending. */
  | { readonly guard: 'delivery-settled'; readonly deliveryId: string }
  /** Nothing is held against the webhook: it is active, and its latest attempt did not fail. */
  | { readonly guard: 'webhook-well'; readonly webhookId: string }

export type DeliveryKeepingWrite =
  | { readonly write: 'insert-webhook'; readonly row: WebhookRow }
  /** The writer itself raises the version. */
  | {
      readonly write: 'update-webhook'
      readonly webhookId: string
      readonly changes: Partial<
        Pick<WebhookRow, 'url' | 'events' | 'state' | 'reason' | 'failingSince' | 'formerSecretUntil'>
      > & { readonly updatedAt: number }
    }
  | { readonly write: 'update-delivery'; readonly deliveryId: string; readonly changes: DeliveryChanges }
  /** The deliveries of events that the webhook was never told of; one that is there already stays as it is. */
  | { readonly write: 'insert-deliveries'; readonly rows: readonly DeliveryRow[] }
  /** The oldest pending ones of a webhook, up to so many, become dead with the failure `webhook-deleted`. */
  | { readonly write: 'give-up-deliveries'; readonly webhookId: string; readonly at: number; readonly most: number }
  /** Those that were settled before. */
  | { readonly write: 'remove-deliveries'; readonly before: number }

export interface DeliveryKeepingReader {
  webhook(id: string): Promise<WebhookRow | undefined>
  /** Those that are not deleted, in the order of their making. */
  webhooks(profileId: string, limit: number): Promise<readonly WebhookRow[]>
  /** The active ones of all profiles, by id, after the one that is named. */
  activeWebhooks(afterId: string, limit: number): Promise<readonly WebhookRow[]>
  /** Deleted ones to which something is pending still. */
  deletedWebhooksWithPending(limit: number): Promise<readonly WebhookRow[]>
  delivery(id: string): Promise<DeliveryRow | undefined>
  /** Oldest first. */
  deliveries(filter: DeliveryFilter): Promise<{ readonly rows: readonly DeliveryRow[]; readonly next?: string }>
  /** What may be posted to the webhook now: first of its stream, due, claimed by nobody. Longest due first. */
  deliveriesDue(webhookId: string, at: number, limit: number): Promise<readonly DeliveryRow[]>
  /** Of the profile's webhooks that are not deleted, in the order of their making. */
  deliveryStanding(profileId: string): Promise<readonly DeliveryStanding[]>
  /** The delivered or dead one of the latest event; a delivered one is looked for among the latest thousand alone. */
  latestDelivery(webhookId: string, state: 'delivered' | 'dead'): Promise<DeliveryRow | undefined>
  event(id: string): Promise<EventRow | undefined>
}

/** What delivery keeping needs beside units. */
export interface DeliveryKeepingClaims {
  /**
   * Claims those of the deliveries that are due at `at`, first of their stream and claimed by nobody; what others claim
   * in this moment is left to them. It is on the disk when it resolves. Empty where there are none.
   */
  claimDeliveries(claim: DeliveryClaim): Promise<readonly ClaimedDelivery[]>
}
