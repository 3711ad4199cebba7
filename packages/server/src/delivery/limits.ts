const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Lengths of time in milliseconds. */
export interface DeliveryLimits {
  /** What is waited after each failed attempt; after one more than there are of these a delivery is dead. */
  readonly retryMs: readonly number[]
  /** Each wait is longer or shorter by up to this part of it, so that failures do not come back all at once. */
  readonly jitter: number
  /** The most that a receiver's own `Retry-After` puts the next attempt off. */
  readonly retryAfterMs: number
  /** For one attempt, from the name's look-up to the end of the answer. */
  readonly attemptMs: number
  /** How long a claim holds: longer than an attempt. */
  readonly leaseMs: number
  /** More of an answer is not read. */
  readonly answerBytes: number
  /** Attempts at once to one webhook, and to one whose latest failed. */
  readonly perWebhook: number
  readonly perFailingWebhook: number
  /** Attempts at once of this node. */
  readonly together: number
  /** Without any success for so long, a webhook is disabled. */
  readonly disableAfterMs: number
  /** How long both secrets sign after a rotation. */
  readonly overlapMs: number
  /** How often the store is looked at for what other nodes wrote and for what falls due. */
  readonly lookMs: number
  /** How long settled deliveries are kept. */
  readonly keepMs: number
  readonly webhooksPerProfile: number
}

/** 13 attempts within 71 h 42 min and the time that they take. */
export const defaultLimits: DeliveryLimits = {
  retryMs: [
    5 * second,
    30 * second,
    2 * minute,
    10 * minute,
    30 * minute,
    hour,
    2 * hour,
    4 * hour,
    8 * hour,
    12 * hour,
    20 * hour,
    day,
  ],
  jitter: 0.1,
  retryAfterMs: hour,
  attemptMs: 15 * second,
  leaseMs: 45 * second,
  answerBytes: 64 * 1024,
  perWebhook: 4,
  perFailingWebhook: 1,
  together: 64,
  disableAfterMs: 5 * day,
  overlapMs: day,
  lookMs: second,
  keepMs: 30 * day,
  webhooksPerProfile: 20,
}

/** When to try again after so many attempts, counted from now; undefined where it is over. `draw` is in [0, 1). */
export function waitAfter(attempts: number, limits: DeliveryLimits, draw: number): number | undefined {
  const wait = limits.retryMs[attempts - 1]
  return wait === undefined ? undefined : Math.round(wait * (1 + limits.jitter * (2 * draw - 1)))
}
