import { AxeBuilder } from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { launchBrowser } from './browser.js'
import { startSandbox, type Sandbox } from './sandbox.js'

/** The words by which a person finds her way, in both languages. */
const words = {
  'zh-CN': {
    start: (email: string) => `为 ${email} 发起签约`,
    leave: '前往模拟器签约',
    settled: '支付宝确认协议已签约',
  },
  'en-US': {
    start: (email: string) => `Start a signing for ${email}`,
    leave: 'Go to the simulator to sign',
    settled: 'Alipay confirms the agreement',
  },
} as const

type Locale = keyof typeof words

/** The first question to the gateway is due 30 seconds after the departure; a busy machine may take longer. */
const followUp = { timeout: 90_000, interval: 250 }

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

interface Walk {
  readonly sandbox: Sandbox
  readonly context: BrowserContext
  readonly page: Page
  /** What the browser complained of: a policy that blocks, a file that is missing. */
  readonly complaints: readonly string[]
}

/** A sandbox that ends with the test, however the test ends. */
async function ownSandbox(test: TestContext, data?: string): Promise<Sandbox> {
  const sandbox = await startSandbox(data)
  test.onTestFinished(async () => {
    await sandbox.kill()
    sandbox.remove()
  })
  return sandbox
}

async function walk(locale: Locale, sandbox: Sandbox): Promise<Walk> {
  const context = await browser.newContext({ locale, timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { sandbox, context, page, complaints }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

/** From the console to the simulator's sign page, which lies on an origin of its own. */
async function leaveForAlipay({ sandbox, page }: Walk, locale: Locale, email: string): Promise<string> {
  const text = words[locale]
  await page.goto(sandbox.ready.console)
  await expectAccessible(page)
  await page.getByRole('button', { name: text.start(email) }).click()
  await page.waitForURL(/\/s\//)
  const startUrl = page.url()
  await expectAccessible(page)
  await page.getByRole('button', { name: text.leave }).click()
  await page.waitForURL(/airDutUserSign\.htm/)
  expect(new URL(page.url()).origin).not.toBe(new URL(sandbox.ready.gateway).origin)
  return startUrl
}

async function logIn(page: Page): Promise<void> {
  await expectAccessible(page)
  await page.locator('#password').fill('demo')
  await page.locator('button[value="log-in"]').click()
  await page.locator('button[value="sign"]').waitFor()
  await expectAccessible(page)
}

async function ask(sandbox: Sandbox, path: string): Promise<Record<string, unknown>> {
  const key = readFileSync(sandbox.ready.apiKeyFile, 'utf8').trim()
  const answer = await fetch(`${sandbox.ready.service}${path}`, { headers: { authorization: `Bearer ${key}` } })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

function agreementOf(sandbox: Sandbox, email: string): Promise<Record<string, unknown>> {
  return ask(sandbox, `/v1/agreements/${encodeURIComponent(email)}`)
}

async function kindsOf(sandbox: Sandbox): Promise<readonly unknown[]> {
  const { items } = await ask(sandbox, '/v1/operations')
  return (items as readonly Record<string, unknown>[]).map(({ kind }) => kind)
}

// Most of their time they wait for the first question, each with a sandbox of its own.
describe.concurrent('signing in the sandbox', () => {
  it.for(['zh-CN', 'en-US'] as const)(
    'leads a person through both origins to an agreement with both halves, found by asking: %s',
    { timeout: 180_000 },
    async (locale, test) => {
      const sandbox = await ownSandbox(test)
      const walked = await walk(locale, sandbox)
      const { page } = walked
      const startUrl = await leaveForAlipay(walked, locale, 'agent@example.com')
      await logIn(page)
      await page.locator('#auto-debit').check()
      await page.locator('#pay-method-balance').check()
      await page.locator('#auto-refund').check()
      await page.locator('button[value="sign"]').click()
      await page.locator('code', { hasText: 'REFUND_SIGN_SUCCESS' }).waitFor()
      await expectAccessible(page)

      await page.goto(startUrl)
      await page.getByText(words[locale].settled).waitFor({ timeout: followUp.timeout })
      await expectAccessible(page)
      expect(await agreementOf(sandbox, 'agent@example.com')).toMatchObject({
        state: 'signed',
        autoDebit: true,
        autoRefund: true,
      })

      for (const path of ['/agreements', '/operations']) {
        await page.goto(new URL(path, sandbox.ready.console).href)
        await page.getByText('agent@example.com').first().waitFor()
        await expectAccessible(page)
      }
      const kinds = await kindsOf(sandbox)
      for (const kind of ['signing.started', 'signing.departed', 'query.intended', 'query.answered']) {
        expect(kinds).toContain(kind)
      }
      expect(walked.complaints).toEqual([])
      await walked.context.close()
      expect(await sandbox.stop()).toBe(0)
    },
  )

  it(
    'finds out about an agent who closed the tab, also when the service was killed meanwhile',
    { timeout: 180_000 },
    async (test) => {
      const sandbox = await ownSandbox(test)
      const walked = await walk('zh-CN', sandbox)
      const { page } = walked
      await leaveForAlipay(walked, 'zh-CN', 'no-certificate@example.com')
      await logIn(page)
      await page.locator('#auto-refund').check()
      await page.locator('button[value="sign"]').click()
      // S4-07: auto-refund needs a certificate; the page says so and lets the agent install one.
      await page.locator('#install-certificate').click()
      await page.locator('#auto-refund').check()
      await page.locator('button[value="sign"]').click()
      await page.locator('code', { hasText: 'REFUND_SIGN_SUCCESS' }).waitFor()
      await walked.context.close()
      await sandbox.kill()

      const again = await ownSandbox(test, sandbox.data)
      await test.expect
        .poll(() => agreementOf(again, 'no-certificate@example.com'), followUp)
        .toMatchObject({ state: 'signed', autoDebit: false, autoRefund: true })
      expect(await again.stop()).toBe(0)
    },
  )

  it('refuses what looks like real credentials and keeps none of it', { timeout: 120_000 }, async (test) => {
    const sandbox = await ownSandbox(test)
    const walked = await walk('en-US', sandbox)
    const { page } = walked
    await leaveForAlipay(walked, 'en-US', 'agent@example.com')
    await page.locator('#password').fill('My-Real-Passw0rd')
    await page.locator('button[value="log-in"]').click()
    await page.getByRole('alert').waitFor()
    expect(await page.content()).not.toContain('My-Real-Passw0rd')
    const requests = await fetch(`${sandbox.ready.simulator}/_simulator/requests`)
    expect(await requests.text()).not.toContain('My-Real-Passw0rd')
    expect(sandbox.output()).not.toContain('My-Real-Passw0rd')
    await walked.context.close()
  })
})
