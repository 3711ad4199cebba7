import { isDeepStrictEqual } from 'node:util'
import type { Secret } from 'paycircle/internal/base'
import type { MerchantProfile } from '../profiles/index.js'
import type { GatewayClient } from './types.js'

/** A profile with its client. */
export interface Merchant {
  readonly profile: MerchantProfile
  readonly client: GatewayClient
}

/** Ids of profiles, by what became of them. */
export interface ReplacedProfiles {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/** The merchants of a running engine; others may take their places while calls are under way. */
export interface Merchants {
  get(profileId: string): Merchant | undefined
  /** Those served now; the same map all the time. */
  readonly profiles: ReadonlyMap<string, MerchantProfile>
  /** Also those that others took the place of: what is logged later may still hold one. */
  readonly keysEverUsed: ReadonlySet<Secret>
  /** A client of its own, for whoever closes it. @throws PaycircleError where the profile cannot make one */
  clientFor(profile: MerchantProfile): GatewayClient
  /** Whole or not at all. @throws PaycircleError where a profile cannot make a client */
  replace(profiles: readonly MerchantProfile[]): ReplacedProfiles
  /** Lets the calls in flight end, also those of merchants that gave way. */
  close(): Promise<void>
}

/** @throws PaycircleError where a profile cannot make a client; it names the option. */
export function createMerchants(
  clientOf: (profile: MerchantProfile) => GatewayClient,
  first: readonly MerchantProfile[],
): Merchants {
  const merchants = new Map<string, Merchant>()
  const profiles = new Map<string, MerchantProfile>()
  const keysEverUsed = new Set<Secret>()
  const retiring = new Set<Promise<unknown>>()

  function retire({ client }: Merchant): void {
    const closed: Promise<unknown> = client.close().finally(() => retiring.delete(closed))
    retiring.add(closed)
    // `close` tells of it where it still matters.
    closed.catch(() => undefined)
  }

  function remember(key: Secret): void {
    for (const known of keysEverUsed) if (known.equals(key)) return
    keysEverUsed.add(key)
  }

  function replace(next: readonly MerchantProfile[]): ReplacedProfiles {
    const before = new Map(merchants)
    // All clients before anything changes: one that cannot be made leaves everything as it was.
    const fresh = next
      .filter((profile) => !isSame(before.get(profile.id)?.profile, profile))
      .map((profile) => ({ profile, client: clientOf(profile) }))
    const removed = [...before.keys()].filter((id) => !next.some((profile) => profile.id === id))
    for (const merchant of fresh) {
      merchants.set(merchant.profile.id, merchant)
      profiles.set(merchant.profile.id, merchant.profile)
      remember(merchant.profile.key)
    }
    for (const id of removed) {
      merchants.delete(id)
      profiles.delete(id)
    }
    const added = fresh.map(({ profile }) => profile.id).filter((id) => !before.has(id))
    const changed = fresh.map(({ profile }) => profile.id).filter((id) => before.has(id))
    for (const id of [...changed, ...removed]) {
      const gone = before.get(id)
      if (gone !== undefined) retire(gone)
    }
    return { added, changed, removed }
  }

  replace(first)
  return {
    get: (profileId) => merchants.get(profileId),
    profiles,
    keysEverUsed,
    clientFor(profile) {
      remember(profile.key)
      return clientOf(profile)
    },
    replace,
    async close() {
      await Promise.all([...retiring, ...[...merchants.values()].map(({ client }) => client.close())])
    },
  }
}

function isSame(one: MerchantProfile | undefined, other: MerchantProfile): boolean {
  if (one?.key.equals(other.key) !== true) return false
  return isDeepStrictEqual({ ...one, key: null }, { ...other, key: null })
}
