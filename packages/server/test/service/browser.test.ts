import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'
import { ManualClock } from 'paycircle/internal/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage, type Stage } from './stage.js'

const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update']

let stage: Stage
let clock: ManualClock
let browser: Browser

beforeAll(async () => {
  clock = new ManualClock(Date.UTC(2026, 10, 22, 6, 0, 0))
  stage = await setStage({ clock })
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-sync', ...quiet],
  })
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})

/** A browser's page that collects what the browser complains about: broken policies, failed scripts. */
async function openPage(
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}

describe('in a browser', () => {
  it.each([true, false])(
    'the click leads across both origins of Alipay’s side, with script %s',
    async (javaScriptEnabled) => {
      const { page, complaints } = await openPage({ javaScriptEnabled })
      await page.goto(stage.origin)
      await page.getByRole('button', { name: 'Start a signing for agent@example.com' }).click()
      expect(page.url()).toMatch(new RegExp(`^${stage.origin}/s/`))
      const startUrl = page.url()
      const sent = page.waitForRequest((request) => request.url().startsWith(stage.simulator.gatewayUrl))
      await page.getByRole('button', { name: 'Go to the simulator to sign' }).click()
      await page.waitForURL((url) => url.origin === stage.simulator.pageOrigin)
      expect((await (await sent).allHeaders()).referer).toBeUndefined()
      expect(await page.textContent('body')).not.toContain(startUrl)
      expect(complaints).toEqual([])
      expect(stage.simulator.requests().at(-1)?.service).toBe('sign_protocol_with_partner')
      await page.context().close()
    },
  )

  it('the status page learns of the signing by itself, keeping the reader’s place', async () => {
    const email = 'signed@example.com'
    const token = await stage.startSigning(email)
    await stage.engine.depart(token, { actor: 'agent' })
    // So that the page looks again at once: its wait counts from the next check.
    clock.advance(31_000)
    const { page, complaints } = await openPage()
    await page.goto(`${stage.origin}/s/${token}`)
    await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }))
    expect(await page.getByRole('status').textContent()).toContain('Waiting for the signing')
    expect(await page.textContent('main')).toContain('This page updates itself.')
    await stage.engine.check({ profileId: 'demo', agreement: { by: 'email', email }, actor: 'engine' })
    await page.getByText('nothing left for you to do').waitFor({ timeout: 15_000 })
    expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true)
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await page.textContent('main')).not.toContain('This page updates itself.')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('every page passes axe and fits 320 pixels, in both languages and both colour schemes', async () => {
    const fresh = await stage.startSigning('agent@example.com')
    const left = await stage.startSigning('no-certificate@example.com', { returnTo: 'https://platform.example.com/' })
    await stage.engine.depart(left, { actor: 'agent' })
    const email = 'agent+system-error@example.com'
    const held = await stage.startSigning(email)
    await stage.engine.depart(held, { actor: 'agent' })
    await stage.engine.check({ profileId: 'demo', agreement: { by: 'email', email }, actor: 'cli' })
    const row = await stage.engine.agreement('demo', { by: 'email', email })
    const agreement = `/agreements/${row?.id ?? ''}`
    const log = await stage.store.operations({ profileId: 'demo', limit: 1 })
    const operation = `/operations/${log.rows[0]?.operationId ?? ''}`
    const links = [`/s/${fresh}`, `/s/${left}`, `/s/${held}`, '/s/unknown']
    const looks = [
      { colorScheme: 'light', lang: 'zh' },
      { colorScheme: 'dark', lang: 'en' },
    ] as const
    for (const { colorScheme, lang } of looks) {
      const { page } = await openPage({ colorScheme, viewport: { width: 320, height: 640 } })
      for (const path of [...links, '/', '/agreements', agreement, '/operations', operation]) {
        await page.goto(`${stage.origin}${path}?lang=${lang}`)
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth)
        expect([path, wider <= 0]).toEqual([path, true])
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect([path, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([path, []])
      }
      await page.context().close()
    }
  }, 120_000)

  it('asks for no password of Alipay anywhere: that is for Alipay’s own page', async () => {
    const { page } = await openPage()
    for (const path of ['/', `/s/${await stage.startSigning('agent@example.com')}`, '/agreements']) {
      await page.goto(stage.origin + path)
      expect(await page.locator('input[type=password], input[autocomplete*=password]').count()).toBe(0)
    }
    await page.context().close()
  })
})
