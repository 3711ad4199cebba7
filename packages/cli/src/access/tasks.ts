import { randomBytes } from 'node:crypto'
import type { Clock } from 'paycircle/internal/base'
import { createAccess, type Access, type UserWithLink } from 'paycircle-server/access'
import { scopes } from 'paycircle-server/scopes'
import type { Redaction } from 'paycircle-server/engine'
import type { ApiKeyRow, Store, UserRow } from 'paycircle-server/store/port'
import { z } from 'zod'
import { nodeName } from '../open-store.js'

const name = z.string().max(200)
const profileIds = z.array(z.string().max(63)).max(100).nullable()
/** Travels over the socket of this user alone, or not at all. */
const password = z.string().max(512)

/** What a command may have done about users and API keys, by this process or by the service that owns the store. */
export const accessTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({
    task: z.literal('create-key'),
    profileId: name,
    name,
    scopes: z.array(z.enum(scopes)).max(scopes.length).optional(),
    expiresAt: z.number().int().optional(),
  }),
  z.strictObject({ task: z.literal('list-keys'), profileId: name }),
  z.strictObject({ task: z.literal('revoke-key'), profileId: name, id: name }),
  z.strictObject({ task: z.literal('create-user'), name, role: name, profileIds, password: password.optional() }),
  z.strictObject({ task: z.literal('list-users') }),
  z.strictObject({ task: z.literal('disable-user'), name, disabled: z.boolean() }),
  z.strictObject({ task: z.literal('set-role'), name, role: name, profileIds: profileIds.optional() }),
  z.strictObject({
    task: z.literal('link-subject'),
    name,
    subject: z.strictObject({ issuer: z.string().max(500), subject: z.string().max(1000) }).nullable(),
  }),
  z.strictObject({ task: z.literal('reset-password'), name, password: password.optional() }),
])

export type AccessTask = z.infer<typeof accessTaskSchema>

export interface AccessDesk {
  readonly access: Access
  readonly store: Store
}

/** What stands in a store that this process owns. */
export function accessDesk(store: Store, clock: Clock, redact: Redaction): AccessDesk {
  return { access: createAccess({ store, clock, random: randomBytes, nodeName, redact }), store }
}

const actor = 'cli'
const listed = 200

/** Does the task; answers what JSON can carry. Keys and links are in the answer this once. */
export async function performAccessTask({ access, store }: AccessDesk, task: AccessTask): Promise<object> {
  switch (task.task) {
    case 'create-key': {
      const { profileId, name: called, scopes: allowed, expiresAt } = task
      const more = {
        ...(allowed === undefined ? {} : { scopes: allowed }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      }
      const { key, row } = await access.createApiKey({ profileId, name: called, actor, ...more })
      return { key, ...keyValue(row) }
    }
    case 'list-keys':
      return { items: (await store.apiKeys(task.profileId)).map(keyValue) }
    case 'revoke-key':
      return keyValue(await access.revokeApiKey({ profileId: task.profileId, id: task.id, actor }))
    case 'create-user': {
      const made = await access.createUser({ name: task.name, role: task.role, profileIds: task.profileIds, actor })
      if (task.password === undefined) return linkValue(made)
      return userValue(await access.setPassword({ token: made.token, password: task.password }))
    }
    case 'list-users':
      return { items: await everyUser(access) }
    case 'disable-user':
      return userValue(await access.setDisabled({ name: task.name, disabled: task.disabled, actor }))
    case 'set-role': {
      const more = task.profileIds === undefined ? {} : { profileIds: task.profileIds }
      return userValue(await access.changeUser({ name: task.name, role: task.role, actor, ...more }))
    }
    case 'link-subject':
      return userValue(await access.linkSubject({ name: task.name, subject: task.subject, actor }))
    case 'reset-password':
      return task.password === undefined
        ? linkValue(await access.passwordLink({ name: task.name, actor }))
        : userValue(await access.putPassword({ name: task.name, password: task.password, actor }))
  }
}

async function everyUser(access: Access): Promise<object[]> {
  const users: object[] = []
  for (let after = ''; ;) {
    const rows = await access.users(after, listed)
    users.push(...rows.map(userValue))
    after = rows.at(-1)?.name ?? after
    if (rows.length < listed) return users
  }
}

export type KeyValue = ReturnType<typeof keyValue>
export type UserValue = ReturnType<typeof userValue>

function keyValue({
  id,
  profileId,
  name: called,
  scopes: allowed,
  createdAt,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: ApiKeyRow) {
  const times = { createdAt: time(createdAt), expiresAt: time(expiresAt), lastUsedAt: time(lastUsedAt) }
  return { id, profileId, name: called, scopes: allowed, ...times, revokedAt: time(revokedAt) }
}

function userValue({
  name: called,
  role,
  profileIds: profiles,
  disabledAt,
  passwordHash,
  subject,
  createdAt,
}: UserRow) {
  const standing = { hasPassword: passwordHash !== null, isLinked: subject !== null }
  return { name: called, role, profiles, ...standing, createdAt: time(createdAt), disabledAt: time(disabledAt) }
}

function linkValue({ user, token, expiresAt }: UserWithLink) {
  return { ...userValue(user), passwordPath: `/password/${token}`, expiresAt: time(expiresAt) }
}

function time(utcMs: number | null): string | null {
  return utcMs === null ? null : new Date(utcMs).toISOString()
}
