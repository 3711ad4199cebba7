import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { createAccess } from 'paycircle-server/access'
import { openSqliteStore } from 'paycircle-server/store/sqlite'

async function world() {
  const clock = new ManualClock()
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-access-'))
  const path = join(folder, 'store.sqlite')
  const store = await openSqliteStore({ path, writerName: 'node-a', clock, random: randomBytes, writer: 'in-thread' })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { clock, path, store, access: createAccess({ store, clock, random: randomBytes, nodeName: 'node-a' }) }
}

const input = { profileId: 'demo', name: ' booking site ', actor: 'cli' }

test('a key opens what it belongs to: 256 random bits behind a prefix by which leaks are found', async () => {
  const { access, clock } = await world()
  const { key, row } = await access.createApiKey(input)
  expect(key).toMatch(/^pck_[\w-]{43}$/)
  expect(row).toMatchObject({ profileId: 'demo', name: 'booking site', createdAt: clock.now(), revokedAt: null })
  expect(await access.authenticate(key)).toEqual(row)
  expect((await access.createApiKey(input)).key).not.toBe(key)
})

test('the store and its log hold the digest only', async () => {
  const { access, path, store } = await world()
  const { key, row } = await access.createApiKey(input)
  expect(row.digest).toBe(createHash('sha256').update(key).digest('hex'))
  for (const file of [path, `${path}-wal`]) expect(readFileSync(file).includes(key.slice(4))).toBe(false)
  const { rows } = await store.operations({ limit: 10 })
  expect(rows).toMatchObject([{ kind: 'api-key.created', actor: 'cli', operationId: row.id }])
})

test('a revoked key opens nothing, from the moment of its revocation', async () => {
  const { access, clock } = await world()
  const { key, row } = await access.createApiKey(input)
  clock.advance(1000)
  const revoked = await access.revokeApiKey({ profileId: 'demo', id: row.id, actor: 'operator:li' })
  expect(revoked.revokedAt).toBe(clock.now())
  expect(await access.authenticate(key)).toBeUndefined()
  clock.advance(1000)
  expect((await access.revokeApiKey({ profileId: 'demo', id: row.id, actor: 'cli' })).revokedAt).toBe(revoked.revokedAt)
})

test('a key of another profile cannot be revoked', async () => {
  const { access } = await world()
  const { key, row } = await access.createApiKey(input)
  await expect(access.revokeApiKey({ profileId: 'other', id: row.id, actor: 'cli' })).rejects.toMatchObject({
    code: 'api-key-unknown',
  })
  expect(await access.authenticate(key)).toBeDefined()
})

test('what is no key is not looked up', async () => {
  const { access, store } = await world()
  const { key, row } = await access.createApiKey(input)
  await store.close()
  for (const wrong of [
    '',
    'pck_',
    row.digest,
    key.slice(1),
    `${key}=`,
    key.toUpperCase(),
    `Bearer ${key}`,
    'x'.repeat(1e6),
  ]) {
    expect(await access.authenticate(wrong)).toBeUndefined()
  }
})

test.each(['', '  ', 'x'.repeat(101)])('the name %j is refused', async (name) => {
  const { access, store } = await world()
  await expect(access.createApiKey({ ...input, name })).rejects.toMatchObject({ code: 'api-key-name-malformed' })
  expect(await store.apiKeys('demo')).toEqual([])
})

test('a key that runs out opens nothing from then on; one without an end goes on', async () => {
  const { access, clock } = await world()
  const { key } = await access.createApiKey({ ...input, expiresAt: clock.now() + 1000 })
  const { key: endless } = await access.createApiKey(input)
  clock.advance(999)
  expect(await access.authenticate(key)).toBeDefined()
  clock.advance(1)
  expect(await access.authenticate(key)).toBeUndefined()
  expect(await access.authenticate(endless)).toBeDefined()
})

test('the last use of a key is noted by the hour, not at every request', async () => {
  const { access, clock, store } = await world()
  const { key } = await access.createApiKey({ ...input, scopes: ['events:read'] })
  const lastUsed = async () => (await store.apiKeys('demo'))[0]?.lastUsedAt
  const first = clock.now()
  for (const step of [0, 1000, 3_598_999]) {
    clock.advance(step)
    await access.authenticate(key)
  }
  expect(await lastUsed()).toBe(first)
  clock.advance(1)
  await access.authenticate(key)
  expect(await lastUsed()).toBe(clock.now())
})
