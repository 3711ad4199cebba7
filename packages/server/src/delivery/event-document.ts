import type { EventRow } from '../store/port/index.js'

/** An event as the feed, the stream and the deliveries show it. */
export interface EventDocument {
  readonly id: string
  readonly type: string
  /** RFC 3339 in UTC. */
  readonly at: string
  readonly agreementId: string | null
  readonly data: Record<string, unknown>
}

/** What everybody is shown of an event, whichever way it comes to him. S3-18 */
export function eventDocument({ id, type, createdAt, agreementId, payload }: EventRow): EventDocument {
  return {
    id,
    type,
    at: new Date(createdAt).toISOString(),
    agreementId,
    data: JSON.parse(payload) as Record<string, unknown>,
  }
}
