const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** The engine's limits. Lengths of time in milliseconds. */
export interface EngineLimits {
  /** How long a start link can be used. */
  readonly linkLifeMs: number
  /** How long a claim lasts; longer than a call can take. */
  readonly leaseMs: number
  /** The longest that a call to the gateway takes. */
  readonly callMs: number
  /** Follow-up queries of one profile in flight at once. */
  readonly concurrency: number
  /** Queries of one roster in flight at once; the governor says how many a second. */
  readonly rosterConcurrency: number
  /** Between two calls of one profile, over all nodes: 2 a second. 0 opens the governor: no call waits for another. */
  readonly callSpacingMs: number
  /** Between two calls to one gateway, over all profiles and nodes: 10 a second. */
  readonly gatewaySpacingMs: number
  /** How long a check waits for its turn before it is `held`. */
  readonly turnMs: number
  /** The follow-up looks at the store at least so often, whatever it knows. */
  readonly lookMs: number
  /** How often each node looks for rosters that came over HTTP: one that another ran goes on here when that has ended. */
  readonly rosterLookMs: number
  /** How long a due query that cannot be made now is put off. */
  readonly postponeMs: number
  /** How often signed agreements are asked about again; 0 never. */
  readonly sweepEveryMs: number
}

export const defaultLimits: EngineLimits = {
  linkLifeMs: 7 * 24 * hour,
  leaseMs: minute,
  callMs: 15 * second,
  concurrency: 8,
  rosterConcurrency: 64,
  callSpacingMs: second / 2,
  gatewaySpacingMs: second / 10,
  turnMs: 10 * second,
  lookMs: minute,
  rosterLookMs: 10 * second,
  postponeMs: hour,
  sweepEveryMs: 0,
}
