import { randomBytes } from 'node:crypto'
import { Secret, systemClock } from 'paycircle/internal/base'
import { createProfile } from 'paycircle-server/profiles'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { storePlace } from '../../src/configuration/index.js'
import { sandboxCustodySettings } from '../../src/custody/index.js'
import { runService, type ServiceRun } from '../../src/service-run/index.js'
import { newFolder } from '../program.js'

// Such as a user's name may be, so that it is taken for one.
const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const password = 'four words of no sense'

let run: ServiceRun

beforeEach(async () => {
  const place = storePlace({ data: newFolder() })
  if (place === undefined) throw new Error('the folder is a place for a store')
  run = await runService({
    place,
    // In this thread, because a thread of its own cannot run the sources.
    openStore: ({ path }, clock) =>
      openSqliteStore({ path, writerName: 'main', clock, random: randomBytes, writer: 'in-thread' }),
    profiles: [
      createProfile({
        id: 'default',
        name: '示例商旅',
        partner: '2088000000000001',
        key: Secret.fromText(key),
        mode: 'test',
        contact: { name: '王芳', phone: '021-5555 0100' },
        secondPerson: ['force-query', 'release'],
      }),
    ],
    clock: systemClock,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    custody: sandboxCustodySettings(place.path),
    logLevel: 'error',
  })
})
afterEach(() => run.close())

let cookie = ''
let formToken = ''

/** Posts a form of a page as a browser would, whose own name is the key as well. */
async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const answer = await fetch(`${run.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: run.url, 'user-agent': `browser ${key}`, 'x-request-id': key, cookie },
    body: new URLSearchParams({ ...fields, formToken }),
  })
  const given = answer.headers.getSetCookie().find((one) => one.startsWith('paycircle-session=') && !one.includes('=;'))
  if (given !== undefined) {
    cookie = given.split(';')[0] ?? ''
    const page = await (await fetch(`${run.url}/account`, { headers: { cookie } })).text()
    formToken = /name="formToken" value="([^"]+)"/.exec(page)?.[1] ?? ''
  }
  return answer
}

// An account alone is kept as it was given: it is what an agent signs as, and no field that takes it takes a bare key.
it('a security key that is typed into whatever field stands in no record of the log', async () => {
  const code = (await run.access.beginSetUp()) ?? ''
  await post('/setup', { token: key, name: key, password: key })
  await post('/setup', { token: code, name: 'root', password })
  expect(cookie).not.toBe('')
  const { key: apiKey } = await run.access.createApiKey({ profileId: 'default', name: key, actor: 'cli' })
  const call = (path: string, body: object, method = 'POST') =>
    fetch(`${run.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'user-agent': key },
      body: JSON.stringify(body),
    })
  const email = 'agent@example.com'
  await run.engine.buildLink({ profileId: 'default', email, actor: 'cli' })
  const agreement = (await run.engine.agreement('default', { by: 'email', email }))?.id ?? ''

  await post('/users', { name: key, role: 'operator', profiles: key })
  await post('/users', { name: 'li', role: key, profiles: key })
  await post('/users', { name: 'wang', role: 'operator', profiles: key })
  for (const change of ['role', 'profiles', 'subject', 'disable', 'enable', 'link', 'end-sessions', key]) {
    for (const name of [key, 'wang'])
      await post('/users/change', { name, change, role: key, profiles: key, subject: key })
  }
  await post('/keys', { name: key, days: key })
  await post('/keys', { name: key })
  await post('/keys/revoke', { id: key })
  await post('/alarms', { key })
  await post('/account/sessions', { id: key })
  await post('/account/password', { current: key, next: key })
  await post(`/agreements/${agreement}/check`, { reason: key })
  await post(`/agreements/${agreement}/release`, { reason: key })
  await post('/profile/resume', { reason: key })
  await post('/profiles/default/go-live', { overrideReason: key })
  const [approval] = await run.access.approvals('default')
  await post('/approvals', { id: approval?.id ?? '', decision: 'refused', reason: key })
  await call('/v1/webhooks', { url: `https://${key}.example.com/${key}`, events: ['agreement.signed'] })
  await call('/v1/api-keys', { name: key, scopes: [key] })
  await call('/v1/api-keys', { name: key })
  await call('/v1/profiles/default/pause', { reason: key })
  await call('/v1/profiles/default/resume', { reason: key })
  await call('/v1/signings', { email, agentId: key })
  await call(`/v1/agreements/${agreement}/reported-codes`, { code: key, source: 'page' })
  await call(`/v1/agreements/${agreement}/check`, { force: true, reason: key })
  await post('/login', { name: key, password: key })
  await post('/login', { name: 'root', password: key })
  await post('/login', { name: 'root', password })
  await post('/logout', {})

  const kinds = new Set<string>()
  const leaks: string[] = []
  let cursor: string | undefined
  do {
    const { rows, next } = await run.store.operations({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })
    for (const row of rows) {
      kinds.add(row.kind)
      if (JSON.stringify(row).includes(key)) leaks.push(JSON.stringify(row))
    }
    cursor = next
  } while (cursor !== undefined)
  expect(leaks).toEqual([])
  // What was typed did come to the records that it is about.
  const expected = [
    'user.created',
    'session.refused',
    'api-key.created',
    'approval.asked',
    'webhook.created',
    'profile.paused',
  ]
  expect(expected.filter((kind) => !kinds.has(kind))).toEqual([])
}, 60_000)
