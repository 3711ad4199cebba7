import { randomBytes } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import { ManualClock, PaycircleError, systemClock } from 'paycircle/internal/base'
import { createAccess, openidProvider, type RoleRules } from 'paycircle-server/access'
import { pino } from 'pino'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { cheapPasswords, password } from '../access/world.js'
import {
  clientId,
  clientSecret,
  PlainBrowser,
  placeIdentityProvider,
  type IdentityProviderPlace,
} from './identity-provider.js'
import { setStage, type Stage } from './stage.js'

let stage: Stage
let place: IdentityProviderPlace
let clock: ManualClock
const logged: string[] = []
const shown: string[] = []

const providerAt = (issuer: string, claim?: string) =>
  openidProvider({
    clock: systemClock,
    name: 'Example ID',
    issuer,
    clientId,
    clientSecret: () => clientSecret,
    loopbackHttp: true,
    ...(claim === undefined ? {} : { claim }),
  })

beforeAll(async () => {
  clock = new ManualClock(Date.UTC(2026, 10, 22, 6, 0, 0))
  place = await placeIdentityProvider()
  stage = await setStage({
    clock,
    sandbox: false,
    access: { provider: providerAt(place.issuer) },
    service: { log: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }) },
  })
  const { token } = await stage.access.createUser({ name: 'root', role: 'administrator', actor: 'cli' })
  await stage.access.setPassword({ token, password })
})
afterAll(async () => {
  await stage.close()
  await place.close()
})

const begin = async (browser: PlainBrowser, to = '/account') => {
  const answer = await browser.ask(`${stage.origin}/login/provider?${new URLSearchParams({ to }).toString()}`)
  return { status: answer.status, url: answer.headers.location ?? '', text: answer.text }
}

/** Up to the address with which the provider sends the browser back. */
const comeBack = async (browser: PlainBrowser, sub: string, to?: string) =>
  browser.passProvider((await begin(browser, to)).url, sub)

const refusals = async () => {
  const { rows } = await stage.store.operations({ limit: 200, oldestFirst: true })
  return rows.filter(({ kind }) => kind === 'session.refused').map(({ details }) => details)
}

describe('while the provider is away', () => {
  it('says so, names the way with a password, and lets people in by it', async () => {
    const browser = new PlainBrowser()
    const { status, text } = await begin(browser)
    expect([status, text.includes('log in with user name and password')]).toEqual([502, true])
    const { headers } = await browser.ask(`${stage.origin}/login`, { name: 'root', password })
    expect(headers.location).toBe('/')
    expect(logged.join('')).toMatch(/"cause":"[^"]+".*provider-unreachable/)
  })
})

describe('log-in by a provider', () => {
  beforeAll(() => place.serve(`${stage.origin}/login/provider/return`))

  it('is offered in both languages', async () => {
    const page = (language: string) => stage.call(`/login?to=%2Fkeys&lang=${language}`)
    expect((await page('en')).text).toMatch(/href="\/login\/provider\?to=%2Fkeys&amp;lang=en">Log in with Example ID</)
    expect((await page('zh')).text).toContain('使用 Example ID 登录')
  })

  it('refuses whom nobody has linked, and says by what an administrator links him', async () => {
    const browser = new PlainBrowser()
    const answer = await browser.ask(await comeBack(browser, 'li'))
    expect(answer.status).toBe(403)
    expect(answer.text).toContain(`${place.issuer} knows you as “li”`)
    expect(answer.text).toContain('paycircle user link')
    expect(browser.cookie('paycircle-session')).toBeUndefined()
    expect((await refusals()).at(-1)).toEqual({
      user: null,
      address: '127.0.0.1',
      reason: 'subject-unknown',
      subject: 'li',
    })
    shown.push(answer.text)
  })

  it('lets in whom an administrator linked, where he wanted to go, by state, nonce and PKCE', async () => {
    await stage.access.createUser({ name: 'li', role: 'operator', actor: 'cli' })
    await stage.access.linkSubject({ name: 'li', subject: { issuer: place.issuer, subject: 'li' }, actor: 'cli' })
    const browser = new PlainBrowser()
    const { url } = await begin(browser, '/agreements?lang=en')
    const asked = new URL(url).searchParams
    expect([asked.get('response_type'), asked.get('code_challenge_method')]).toEqual(['code', 'S256'])
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
    const { status, headers } = await browser.ask(await browser.passProvider(url, 'li'))
    expect([status, headers.location]).toEqual([303, '/agreements?lang=en'])
    expect(browser.cookie('paycircle-log-in')).toBeUndefined()
    const own = await browser.ask(`${stage.origin}/account`)
    expect([own.status, own.text.includes('li')]).toEqual([200, true])
    const { rows } = await stage.store.operations({ limit: 1 })
    expect(rows[0]).toMatchObject({ kind: 'session.started', details: { user: 'li', by: 'oidc' } })
  })

  it('lets in nobody who is disabled, nor whose link was taken away', async () => {
    await stage.access.setDisabled({ name: 'li', disabled: true, actor: 'cli' })
    const browser = new PlainBrowser()
    const disabled = await browser.ask(await comeBack(browser, 'li'))
    expect([disabled.status, disabled.text.includes('Your user is disabled.')]).toEqual([403, true])
    await stage.access.setDisabled({ name: 'li', disabled: false, actor: 'cli' })
    await stage.access.linkSubject({ name: 'li', subject: null, actor: 'cli' })
    expect((await browser.ask(await comeBack(browser, 'li'))).status).toBe(403)
    await stage.access.linkSubject({ name: 'li', subject: { issuer: place.issuer, subject: 'li' }, actor: 'cli' })
  })

  it('takes the provider’s no for a no', async () => {
    const browser = new PlainBrowser()
    const { url } = await begin(browser)
    const interaction = PlainBrowser.next(url, await browser.ask(url))
    const abort = /href="([^"]+\/abort)"/.exec((await browser.ask(interaction)).text)?.[1] ?? ''
    const resumed = PlainBrowser.next(abort, await browser.ask(abort))
    const back = PlainBrowser.next(resumed, await browser.ask(resumed))
    expect(new URL(back).searchParams.get('error')).toBe('access_denied')
    const answer = await browser.ask(back)
    expect([answer.status, answer.text.includes('did not let you through')]).toEqual([401, true])
    expect((await refusals()).at(-1)).toMatchObject({ reason: 'provider-denied' })
  })

  it('ends only what this browser began, and another state harms it not', async () => {
    const browser = new PlainBrowser()
    const back = await comeBack(browser, 'li')
    const wrong = new URL(back)
    wrong.searchParams.set('state', 'x'.repeat(43))
    const answer = await browser.ask(wrong.href)
    expect([answer.status, answer.text.includes('was not begun in this browser')]).toEqual([410, true])
    expect((await new PlainBrowser().ask(back)).status).toBe(410)
    expect((await browser.ask(back)).status).toBe(303)
  })

  it('works once: neither the same return nor its code in another log-in', async () => {
    const browser = new PlainBrowser()
    const back = await comeBack(browser, 'li')
    const held = browser.cookie('paycircle-log-in') ?? ''
    expect((await browser.ask(back)).status).toBe(303)
    expect((await browser.ask(back)).status).toBe(410)
    const { pathname, search } = new URL(back)
    const replayed = await stage.call(`${pathname}${search}`, { headers: { cookie: `paycircle-log-in=${held}` } })
    expect(replayed.status).toBe(410)

    const thief = new PlainBrowser()
    const own = new URL(await comeBack(thief, 'mallory'))
    const unused = new URL(await comeBack(new PlainBrowser(), 'li'))
    for (const code of [new URL(back).searchParams.get('code'), unused.searchParams.get('code')]) {
      const another = new PlainBrowser()
      const given = new URL(await comeBack(another, 'mallory'))
      given.searchParams.set('code', code ?? '')
      const { status, text } = await another.ask(given.href)
      expect([status, text.includes('proves nothing')]).toEqual([401, true])
    }
    expect((await thief.ask(own.href)).status).toBe(403)
  })

  it('runs out after ten minutes', async () => {
    const browser = new PlainBrowser()
    const back = await comeBack(browser, 'li')
    clock.advance(10 * 60_000)
    expect((await browser.ask(back)).status).toBe(410)
  })

  it('ends on another node, on one of two', async () => {
    const browser = new PlainBrowser()
    const back = new URL(await comeBack(browser, 'li'))
    const [token = ''] = (browser.cookie('paycircle-log-in') ?? '').split('.')
    const nodes = ['b', 'c'].map((nodeName) =>
      createAccess({
        store: stage.store,
        clock,
        random: randomBytes,
        nodeName,
        passwordCost: cheapPasswords,
        provider: providerAt(place.issuer),
      }),
    )
    const redirectUri = `${back.origin}${back.pathname}`
    const origin = { address: '192.0.2.9', userAgent: undefined, previousToken: undefined }
    const ended = await Promise.allSettled(
      nodes.map((node) => node.endProviderLogIn({ token, redirectUri, query: back.search.slice(1), ...origin })),
    )
    const codes = ended.map((one) => (one.status === 'fulfilled' ? 'in' : (one.reason as PaycircleError).code))
    expect(codes.sort()).toEqual(['in', 'provider-attempt-spent'])
  })

  it('ends after an hour however busy it is, is renewed by the provider without a word, and only by it', async () => {
    const page = `${stage.origin}/agreements?lang=en`
    const atWork = async (browser: PlainBrowser) => {
      clock.advance(40 * 60_000)
      expect((await browser.ask(page)).status).toBe(200)
      clock.advance(30 * 60_000)
      return browser.ask(page)
    }
    const browser = new PlainBrowser()
    await browser.ask(await comeBack(browser, 'li'))
    const first = browser.cookie('paycircle-session')
    const away = await atWork(browser)
    expect([away.status, away.headers.location]).toEqual([303, '/login/provider?to=%2Fagreements%3Flang%3Den'])
    const asked = await browser.ask(PlainBrowser.next(page, away))
    // Would the provider ask who it is, it would be told somebody whom nobody has linked.
    const back = await browser.ask(await browser.passProvider(asked.headers.location ?? '', 'mallory'))
    expect([back.status, back.headers.location]).toEqual([303, '/agreements?lang=en'])
    expect(browser.cookie('paycircle-session')).not.toBe(first)
    expect((await browser.ask(page)).status).toBe(200)

    // Left alone for an hour, logged out, or ended by an administrator before its time: he logs in himself.
    clock.advance(61 * 60_000)
    expect((await browser.ask(page)).headers.location).toBe('/login?to=%2Fagreements%3Flang%3Den')
    const other = new PlainBrowser()
    await other.ask(await comeBack(other, 'li'))
    const li = await stage.store.userByName('li')
    if (li === undefined) throw new Error('there is such a user')
    await stage.access.endSessions({ user: li, actor: 'operator:root' })
    expect((await other.ask(page)).headers.location).toBe('/login?to=%2Fagreements%3Flang%3Den')

    // One that was begun with a password is none of the provider's.
    const own = new PlainBrowser()
    await own.ask(`${stage.origin}/login`, { name: 'root', password })
    expect((await atWork(own)).status).toBe(200)
  })

  it('goes through a browser from the page to the provider and back; what refuses passes axe', async () => {
    const chromiumBrowser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
    onTestFinished(() => chromiumBrowser.close())
    const context = await chromiumBrowser.newContext({ locale: 'zh-CN', viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    const looks = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    }
    const logIn = async (sub: string) => {
      await page.goto(`${stage.origin}/keys`)
      await looks()
      await page.getByRole('link', { name: '使用 Example ID 登录' }).click()
      await page.getByPlaceholder('Enter any login').fill(sub)
      await page.getByPlaceholder('and password').fill('x')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Continue' }).click()
    }
    await logIn('nobody')
    await page.getByText('没有与之关联的用户').waitFor()
    await looks()
    await stage.access.linkSubject({ name: 'root', subject: { issuer: place.issuer, subject: 'root' }, actor: 'cli' })
    await context.clearCookies()
    await logIn('root')
    await page.waitForURL('**/keys')
    await page.goto(`${stage.origin}/users`)
    await looks()
    await page.setViewportSize({ width: 1280, height: 700 })
    await looks()
    const li = page.getByRole('row', { name: /^li / })
    await li.getByLabel(/^商户配置/).fill('demo, other')
    await li
      .getByRole('button', { name: /^修改: li/ })
      .nth(1)
      .click()
    await page.waitForLoadState()
    expect((await stage.store.userByName('li'))?.profileIds).toEqual(['demo', 'other'])
  })

  it('makes who begins without end wait', async () => {
    const codes: string[] = []
    for (let begun = 0; begun < 62; begun++) {
      await stage.access
        .beginProviderLogIn({ redirectUri: `${stage.origin}/login/provider/return`, address: '192.0.2.50' })
        .catch((error: unknown) => codes.push((error as PaycircleError).code))
    }
    expect(codes).toEqual(['log-in-too-often'])
  })
})

describe('what the provider answers', () => {
  const redirectUri = () => `${stage.origin}/login/provider/return`
  const attempt = () => ({
    redirectUri: redirectUri(),
    state: 's'.repeat(43),
    nonce: 'n'.repeat(43),
    codeVerifier: 'v'.repeat(43),
  })

  it.each([
    ['another nonce', { nonce: 'm'.repeat(43) }, (query: string) => query],
    ['another PKCE verifier', { codeVerifier: 'w'.repeat(43) }, (query: string) => query],
    ['another issuer', {}, (query: string) => query.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example')],
    ['no issuer', {}, (query: string) => query.replace(/&iss=[^&]+/, '')],
  ])('proves nothing with %s', async (_what, other, change) => {
    const provider = providerAt(place.issuer)
    const back = await new PlainBrowser().passProvider(await provider.authorizationUrl(attempt()), 'li')
    const query = new URL(back).search.slice(1)
    expect(query).toMatch(/&iss=/)
    const failure = provider.identify(change(query), { ...attempt(), ...other })
    await expect(failure).rejects.toMatchObject({ code: 'provider-answer-refused' })
  })

  it('is who it is, where nothing was changed', async () => {
    const provider = providerAt(place.issuer, 'groups')
    place.groups.set('li', ['night'])
    const back = await new PlainBrowser().passProvider(await provider.authorizationUrl(attempt()), 'li')
    const identity = await provider.identify(new URL(back).search.slice(1), attempt())
    expect(identity).toMatchObject({ subject: 'li', claims: { groups: ['night'], iss: place.issuer } })
  })

  it('is not asked for over plain http to another machine', async () => {
    const provider = providerAt('http://id.example.com')
    await expect(provider.authorizationUrl(attempt())).rejects.toMatchObject({ code: 'provider-unreachable' })
  })
})

describe('roles that come of a claim', () => {
  it('admit, change and refuse as the claim says at each log-in', async () => {
    const roleRules: RoleRules = {
      claim: 'groups',
      roles: [
        { value: 'pay-admins', role: 'administrator' },
        { value: 'pay-staff', role: 'operator' },
      ],
    }
    const access = createAccess({
      store: stage.store,
      clock,
      random: randomBytes,
      nodeName: 'd',
      provider: providerAt(place.issuer, 'groups'),
      roleRules,
    })
    const redirectUri = `${stage.origin}/login/provider/return`
    const logIn = async (groups: readonly string[]) => {
      place.groups.set('zhao', groups)
      const { token, url } = await access.beginProviderLogIn({ redirectUri, address: '192.0.2.60' })
      const back = new URL(await new PlainBrowser().passProvider(url, 'zhao'))
      const origin = { address: '192.0.2.60', userAgent: undefined, previousToken: undefined }
      return access
        .endProviderLogIn({ token, redirectUri, query: back.search.slice(1), ...origin })
        .then(({ user: { name, role, profileIds } }) => ({ name, role, profileIds }))
        .catch((error: unknown) => (error as PaycircleError).code)
    }
    expect(await logIn(['guests'])).toBe('subject-without-role')
    expect(await logIn(['pay-staff', 'guests'])).toEqual({ name: 'zhao', role: 'operator', profileIds: null })
    expect(await logIn(['pay-staff', 'pay-admins'])).toMatchObject({ name: 'zhao', role: 'administrator' })
    expect(await logIn([])).toBe('subject-without-role')
    // Whoever has a password and is the last with one stays, whatever the provider says of others.
    const alone = stage.access.changeUser({ name: 'root', role: 'viewer', actor: 'operator:zhao' })
    await expect(alone).rejects.toMatchObject({ code: 'last-administrator' })
  })
})

it('neither client secret nor codes stand in pages, in our log or in the store', async () => {
  const { rows } = await stage.store.operations({ limit: 200 })
  const everything = [...logged, ...shown, JSON.stringify(rows)].join('\n')
  for (const secret of [clientSecret, encodeURIComponent(clientSecret), 'code_verifier', 'access_token', 'id_token']) {
    expect(everything).not.toContain(secret)
  }
  expect(everything).not.toMatch(/[?&]code=/)
})
