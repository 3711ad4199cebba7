import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { password } from '../access/world.js'
import { setStage, type Stage } from './stage.js'

let stage: Stage
let browser: Browser

beforeAll(async () => {
  stage = await setStage({ sandbox: false })
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-sync', '--disable-quic', '--no-first-run'],
  })
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})

it('the first administrator sets up, invites a user and logs out by keyboard; every page passes axe', async () => {
  const looks = async (where: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect([where, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([where, []])
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth)
    expect([where, wider <= 0]).toEqual([where, true])
  }
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 320, height: 640 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text())
  })
  await page.goto(`${stage.origin}/agreements`)
  await looks('log-in')
  await page.getByRole('link', { name: 'the set-up page' }).click()
  await looks('set-up')
  const code = (await stage.access.beginSetUp()) ?? ''
  await page.getByLabel('Code out of the file').fill(code)
  await page.getByLabel('User name').fill('root')
  await page.getByLabel('Password').fill('short')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await looks('set-up refused')
  await page.getByLabel('Code out of the file').fill(code)
  await page.getByLabel('User name').fill('root')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/users')
  await page.getByLabel('User name').fill('wang')
  await page.getByRole('radio', { name: /^Viewer/ }).check()
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('status').waitFor()
  await looks('users')
  await page.goto(`${stage.origin}/keys`)
  await page.getByLabel('Name', { exact: true }).fill('site')
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('status').waitFor()
  await looks('keys')
  for (const path of ['/approvals', '/account']) {
    await page.goto(`${stage.origin}${path}?lang=zh`)
    await looks(path)
  }
  await page.goto(`${stage.origin}/account`)
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.waitForURL('**/login')
  expect(await context.cookies()).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
}, 60_000)
