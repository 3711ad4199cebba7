import { timingSafeEqual } from 'node:crypto'
import type { ApiKeyRow } from '../store/port/index.js'
import type { AccessOptions } from './context.js'
import { accessError } from './errors.js'
import { digestOf } from './tokens.js'

const prefix = 'pck_'
const keyBytes = 32
/** How exactly it is known when a key was last used. */
const lastUseMs = 3_600_000
const notedKeys = 1000
const keyPattern = /^pck_[\w-]{43}$/

export interface CreatedApiKey {
  /** Shown once: only its digest is stored. */
  readonly key: string
  readonly row: ApiKeyRow
}

/** The keys of the HTTP API. Each belongs to one profile. */
export interface ApiKeys {
  /** A new key of 256 random bits. `name` is what people call it, 1 to 100 characters. Log kind `api-key.created`. */
  createApiKey(input: {
    readonly profileId: string
    readonly name: string
    readonly actor: string
    /** What it may be used for; everything unless told. */
    readonly scopes?: readonly string[]
    /** UTC milliseconds; never unless told. */
    readonly expiresAt?: number
  }): Promise<CreatedApiKey>
  /** Ends a key of the profile, for good. Log kind `api-key.revoked`. */
  revokeApiKey(input: { readonly profileId: string; readonly id: string; readonly actor: string }): Promise<ApiKeyRow>
  /** Whose key it is; undefined for anything that is no key, unknown, revoked or run out. Its use is noted by the hour. */
  authenticate(presented: string): Promise<ApiKeyRow | undefined>
}

/** Offers the keys that stand in the store. */
export function createApiKeys({ store, clock, random, nodeName, redact = (entry) => entry }: AccessOptions): ApiKeys {
  const record = (kind: string, row: ApiKeyRow, at: number, actor: string) =>
    redact({
      operationId: row.id,
      at,
      clockSource: nodeName,
      kind,
      profileId: row.profileId,
      agreementId: null,
      account: null,
      actor,
      outcome: null,
      code: null,
      details: { name: row.name, scopes: row.scopes, expiresAt: row.expiresAt },
    })

  /** Of use to whoever tidies up; that it failed is no reason to refuse the caller. */
  const noteUse = (apiKeyId: string, at: number) => {
    if ((noted.get(apiKeyId) ?? -Infinity) > at - lastUseMs) return
    if (noted.size >= notedKeys) noted.clear()
    noted.set(apiKeyId, at)
    store.commit({ guards: [], writes: [{ write: 'use-api-key', apiKeyId, at }], log: [] }).catch(() => undefined)
  }
  const noted = new Map<string, number>()

  return {
    async createApiKey({ profileId, name, actor, scopes = null, expiresAt = null }) {
      const trimmed = name.trim()
      if (trimmed === '' || trimmed.length > 100) throw accessError('api-key-name-malformed', { name })
      const key = prefix + Buffer.from(random(keyBytes)).toString('base64url')
      const at = clock.now()
      const id = `key_${Buffer.from(random(8)).toString('hex')}`
      const digest = digestOf(key)
      const own = { id, profileId, name: trimmed, digest, scopes, expiresAt }
      const typed: ApiKeyRow = { ...own, createdAt: at, revokedAt: null, lastUsedAt: null }
      const created = record('api-key.created', typed, at, actor)
      // What is masked in the log stands nowhere else either: a name is shown in every list.
      const { name: masked } = created.details
      const row = typeof masked === 'string' ? { ...typed, name: masked } : typed
      await store.commit({ guards: [], writes: [{ write: 'insert-api-key', row }], log: [created] })
      return { key, row }
    },

    async revokeApiKey({ profileId, id, actor }) {
      const row = (await store.apiKeys(profileId)).find((one) => one.id === id)
      if (row === undefined) throw accessError('api-key-unknown', { id })
      if (row.revokedAt !== null) return row
      const at = clock.now()
      const log = [record('api-key.revoked', row, at, actor)]
      await store.commit({ guards: [], writes: [{ write: 'revoke-api-key', apiKeyId: id, at }], log })
      return { ...row, revokedAt: at }
    },

    async authenticate(presented) {
      if (!keyPattern.test(presented)) return undefined
      const digest = digestOf(presented)
      const row = await store.apiKeyByDigest(digest)
      if (row?.revokedAt !== null) return undefined
      const at = clock.now()
      if (row.expiresAt !== null && row.expiresAt <= at) return undefined
      // The index finds by digest, of which an attacker controls no prefix; the comparison settles it all the same.
      if (!timingSafeEqual(Buffer.from(row.digest), Buffer.from(digest))) return undefined
      if (row.lastUsedAt === null || at - row.lastUsedAt >= lastUseMs) noteUse(row.id, at)
      return row
    },
  }
}
