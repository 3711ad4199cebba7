import type { Clock } from 'paycircle/internal/base'

/** Calls a second that one caller may go on making; 0 is no limit. */
export interface RateLimitSettings {
  /** Of one API key. */
  readonly perKey: number
  /** Of one address, for pages and for calls that carry no valid key. */
  readonly perAddress: number
}

export const defaultRateLimits: RateLimitSettings = { perKey: 500, perAddress: 100 }

export type CallerKind = 'key' | 'address'

export interface RateLimits {
  /** Counts a call; the milliseconds to wait where it is one too many, 0 where it may go on. */
  readonly take: (kind: CallerKind, caller: string) => number
}

interface Bucket {
  tokens: number
  /** Monotonic milliseconds of the last refill. */
  filledAt: number
}

/** A burst of so many seconds' calls is nobody's mistake. */
const burstS = 2

/** Callers that are remembered at most: whoever comes from ever new addresses must not fill the memory. */
const mostCallers = 20_000

/**
 * Counts the calls of each caller, on this node alone: it is a shelter for the service and no quota. A bucket holds
 * two seconds' calls and fills at the rate. The callers not seen for longest are forgotten first, with a full bucket
 * when they come again.
 */
export function createRateLimits(settings: RateLimitSettings, clock: Clock): RateLimits {
  const rates = { key: settings.perKey, address: settings.perAddress }
  const buckets = new Map<string, Bucket>()
  return {
    take(kind, caller) {
      const rate = rates[kind]
      if (rate <= 0) return 0
      const name = `${kind} ${caller}`
      const now = clock.monotonic()
      const known = buckets.get(name)
      const most = rate * burstS
      const bucket = known ?? { tokens: most, filledAt: now }
      bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.filledAt) / 1000) * rate)
      bucket.filledAt = now
      // Last in the order of the map: seen last.
      if (known !== undefined) buckets.delete(name)
      buckets.set(name, bucket)
      if (buckets.size > mostCallers) forgetFirst(buckets)
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1
        return 0
      }
      return Math.ceil(((1 - bucket.tokens) / rate) * 1000)
    },
  }
}

function forgetFirst(buckets: Map<string, Bucket>): void {
  for (const name of buckets.keys()) {
    buckets.delete(name)
    return
  }
}
