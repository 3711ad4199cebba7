import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ManualClock } from 'paycircle/internal/base'
import { password } from '../access/world.js'
import { setStage, type Answer, type Stage } from './stage.js'

let stage: Stage
let clock: ManualClock

beforeAll(async () => {
  clock = new ManualClock(Date.UTC(2026, 10, 22, 6, 0, 0))
  stage = await setStage({ clock, sandbox: false })
})
afterAll(() => stage.close())

async function userOf(name: string, role: string): Promise<void> {
  const { token } = await stage.access.createUser({ name, role, actor: 'cli' })
  await stage.access.setPassword({ token, password })
}

const cookieOf = (answer: Answer) => (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
const formTokenIn = (text: string) => /name="formToken" value="([^"]+)"/.exec(text)?.[1] ?? ''

/** Logs in; gives what the browser holds and what its forms hold. */
async function logIn(name: string): Promise<{ cookie: string; formToken: string }> {
  const cookie = cookieOf(await stage.post('/login', { name, password, to: '/account' }))
  const { text } = await stage.call('/account', { headers: { cookie } })
  return { cookie, formToken: formTokenIn(text) }
}

describe('the first administrator', () => {
  it('is made with the code out of the file, and is logged in then', async () => {
    const before = await stage.call('/login?lang=en')
    expect(before.text).toContain('the set-up page')
    const token = (await stage.access.beginSetUp()) ?? ''
    const wrong = await stage.post('/setup?lang=en', { token: 'x'.repeat(43), name: 'root', password })
    expect([wrong.status, wrong.text.includes('role="alert"')]).toEqual([410, true])
    const done = await stage.post('/setup', { token, name: 'root', password })
    expect([done.status, done.headers.location]).toEqual([303, '/users'])
    const users = await stage.call('/users?lang=en', { headers: { cookie: cookieOf(done) } })
    expect([users.status, users.text.includes('root')]).toEqual([200, true])
    const again = await stage.post('/setup', { token, name: 'mallory', password })
    expect(again.status).toBe(410)
    expect((await stage.call('/setup')).headers.location).toBe('/login')
  })
})

describe('logging in', () => {
  it('leads back to where one wanted to go, and to no other site', async () => {
    await userOf('li', 'operator')
    const away = await stage.call('/agreements?lang=en')
    expect([away.status, away.headers.location]).toEqual([303, '/login?to=%2Fagreements%3Flang%3Den'])
    for (const [to, location] of [
      ['/agreements?lang=en', '/agreements?lang=en'],
      ['https://evil.example/', '/'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['/a\r\nset-cookie: x', '/'],
    ]) {
      const { status, headers } = await stage.post('/login', { name: 'li', password, to: to ?? '' })
      expect([status, headers.location]).toEqual([303, location])
    }
  })

  it('sets a cookie that scripts and other sites do not get', async () => {
    const answer = await stage.post('/login', { name: 'li', password })
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^paycircle-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    const origin = 'https://pay.example.com'
    const secure = await setStage({ sandbox: false, service: { publicUrl: origin } })
    const { token } = await secure.access.createUser({ name: 'li', role: 'viewer', actor: 'cli' })
    await secure.access.setPassword({ token, password })
    const { headers } = await secure.post('/login', { name: 'li', password }, { origin })
    expect(headers['set-cookie']?.[0]).toMatch(/^__Host-paycircle=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
    await secure.close()
  })

  it('is not offered where the connection would be open to others', async () => {
    const open = await setStage({ sandbox: false, service: { publicUrl: 'http://pay.example.com' } })
    for (const path of ['/login', '/setup', '/agreements']) expect((await open.call(path)).status).toBe(404)
    await open.close()
  })

  it('tells nobody whether name or password was at fault, and repeats neither', async () => {
    const typed = { password: 'a guess of mine', to: '/' }
    const known = await stage.post('/login?lang=en', { ...typed, name: 'li' })
    const unknown = await stage.post('/login?lang=en', { ...typed, name: 'unknown-person' })
    expect([known.status, unknown.status]).toEqual([401, 401])
    expect(known.text).toBe(unknown.text)
    expect(unknown.text).not.toMatch(/unknown-person|a guess of mine/)
  })

  it('is held back after failures, saying how long, and is free again then', async () => {
    await userOf('zhao', 'viewer')
    let answer = await stage.post('/login', { name: 'zhao', password: 'wrong' })
    for (let count = 0; count < 20 && answer.status !== 429; count++) {
      answer = await stage.post('/login', { name: 'zhao', password: 'wrong' })
    }
    expect([answer.status, Number(answer.headers['retry-after']) > 0]).toEqual([429, true])
    expect((await stage.post('/login', { name: 'zhao', password })).status).toBe(429)
    clock.advance(Number(answer.headers['retry-after']) * 1000)
    expect((await stage.post('/login', { name: 'zhao', password })).status).toBe(303)
    clock.advance(24 * 3_600_000)
  })

  it('cannot be done to somebody by another site', async () => {
    const form = { name: 'li', password }
    const foreign = await stage.post('/login', form, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    expect([foreign.status, foreign.headers['set-cookie']]).toEqual([403, undefined])
  })

  it('ends with log-out, on the server too', async () => {
    const { cookie, formToken } = await logIn('li')
    const out = await stage.post('/logout', { formToken }, { cookie })
    expect([out.status, out.headers.location]).toEqual([303, '/login'])
    expect(out.headers['set-cookie']?.[0]).toMatch(/^paycircle-session=; .*Max-Age=0$/)
    expect((await stage.call('/agreements', { headers: { cookie } })).status).toBe(303)
  })
})

describe('a form', () => {
  it('changes something only with the token of its own session', async () => {
    await userOf('sun', 'operator')
    const own = await logIn('li')
    const other = await logIn('sun')
    const send = (fields: Record<string, string>) =>
      stage.post('/signings', { email: 'agent@example.com', ...fields }, { cookie: own.cookie })
    expect((await send({})).status).toBe(403)
    expect((await send({ formToken: other.formToken })).status).toBe(403)
    expect((await send({ formToken: own.formToken })).status).toBe(303)
    const foreign = { cookie: own.cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const fields = { email: 'agent@example.com', formToken: own.formToken }
    expect((await stage.post('/signings', fields, foreign)).status).toBe(403)
    const { rows } = await stage.store.operations({ kind: 'signing.started', limit: 10 })
    expect(rows.map(({ actor }) => actor)).toEqual(['operator:li'])
  })

  it('of every page holds it', async () => {
    const { cookie, formToken } = await logIn('root')
    for (const path of ['/', '/agreements', '/users', '/keys', '/account']) {
      const { text } = await stage.call(path, { headers: { cookie } })
      const forms = text.match(/<form\b[^>]*method="post"[^>]*>/g) ?? []
      const tokens = text.match(new RegExp(`name="formToken" value="${formToken}"`, 'g')) ?? []
      expect([path, tokens.length]).toEqual([path, forms.length])
    }
  })
})

describe('roles', () => {
  it('let a viewer see agreements with accounts masked and nothing to press', async () => {
    await userOf('viewer', 'viewer')
    const { cookie } = await logIn('viewer')
    const list = await stage.call('/agreements', { headers: { cookie } })
    expect(list.text).toContain('a***t@example.com')
    expect(list.text).not.toContain('agent@example.com')
    const row = await stage.engine.agreement('demo', { by: 'email', email: 'agent@example.com' })
    const { text } = await stage.call(`/agreements/${row?.id ?? ''}`, { headers: { cookie } })
    expect(text).not.toContain('agent@example.com')
    expect(text).not.toMatch(/<form/)
    expect((await stage.call('/operations', { headers: { cookie } })).status).toBe(403)
  })

  it('end with the change of a user, whose sessions end', async () => {
    const admin = await logIn('root')
    const { cookie } = await logIn('sun')
    const fields = { name: 'sun', change: 'role', role: 'auditor', formToken: admin.formToken }
    expect((await stage.post('/users/change', fields, { cookie: admin.cookie })).status).toBe(200)
    expect((await stage.call('/agreements', { headers: { cookie } })).status).toBe(303)
  })

  it('let an administrator make a user by a link that is shown once', async () => {
    const { cookie, formToken } = await logIn('root')
    const fields = { name: 'new', role: 'viewer', profiles: '', formToken }
    const { text } = await stage.post('/users?lang=en', fields, { cookie })
    const link = new URL(/<code class="id">(http[^<]+)<\/code>/.exec(text)?.[1] ?? '')
    expect((await stage.call('/users', { headers: { cookie } })).text).not.toContain(link.pathname)
    expect((await stage.call(link.pathname)).text).toContain('new')
    const weak = await stage.post(link.pathname, { password: 'short' })
    expect(weak.status).toBe(422)
    expect((await stage.post(link.pathname, { password })).headers.location).toBe('/login')
    expect((await stage.post(link.pathname, { password })).status).toBe(410)
    expect((await logIn('new')).formToken).not.toBe('')
  })

  it('keep a user to his profiles', async () => {
    const { token } = await stage.access.createUser({
      name: 'west',
      role: 'operator',
      profileIds: ['west'],
      actor: 'cli',
    })
    await stage.access.setPassword({ token, password })
    const cookie = cookieOf(await stage.post('/login', { name: 'west', password }))
    expect((await stage.call('/agreements', { headers: { cookie: `${cookie}; paycircle-profile=demo` } })).status).toBe(
      403,
    )
  })
})

describe('API keys', () => {
  it('are shown once where they are made, work for their scopes alone, and end when revoked', async () => {
    const { cookie, formToken } = await logIn('root')
    const fields = { name: 'site', 'scope events:read': 'yes', days: '30', formToken }
    const { text } = await stage.post('/keys', fields, { cookie })
    const key = /<code class="id">(pck_[\w-]+)<\/code>/.exec(text)?.[1] ?? ''
    const id = /(key_[0-9a-f]+)/.exec(text)?.[1] ?? ''
    expect((await stage.call('/keys', { headers: { cookie } })).text).not.toContain(key)
    const headers = { authorization: `Bearer ${key}` }
    expect((await stage.call('/v1/events', { headers })).status).toBe(200)
    const refused = await stage.call('/v1/agreements', { headers })
    expect([refused.status, (JSON.parse(refused.text) as { code: string }).code]).toEqual([
      403,
      'api-key-scope-missing',
    ])
    const row = (await stage.store.apiKeys('demo')).find(({ name }) => name === 'site')
    expect(row?.expiresAt).toBe(clock.now() + 30 * 86_400_000)
    await stage.post('/keys/revoke', { id: row?.id ?? id, formToken }, { cookie })
    expect((await stage.call('/v1/events', { headers })).status).toBe(401)
  })

  it('make others over the HTTP interface, none of which may do more than the key that made it', async () => {
    const { key } = await stage.access.createApiKey({
      profileId: 'demo',
      name: 'keeper',
      actor: 'cli',
      scopes: ['keys:write', 'events:read'],
    })
    const as = (bearer: string) => ({ headers: { authorization: `Bearer ${bearer}` } })
    const beyond = await stage.api('/v1/api-keys', { name: 'more', scopes: ['signings:write'] }, as(key))
    expect([beyond.status, beyond.json.code]).toEqual([403, 'api-key-scope-missing'])
    const made = await stage.api('/v1/api-keys', { name: 'feed', scopes: ['events:read'] }, as(key))
    const child = (made.json as unknown as { key: string }).key
    expect([made.status, (await stage.api('/v1/events', undefined, as(child))).status]).toEqual([201, 200])
    const listed = await stage.call('/v1/api-keys', as(key))
    expect([listed.status, listed.text.includes(made.json.id), listed.text.includes(child)]).toEqual([200, true, false])
    await stage.api(`/v1/api-keys/${made.json.id}/revocation`, undefined, { method: 'POST', ...as(key) })
    expect((await stage.api('/v1/events', undefined, as(child))).status).toBe(401)
  })
})
