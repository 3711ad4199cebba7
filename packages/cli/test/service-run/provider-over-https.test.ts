import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { certify } from '../../src/simulator-place/index.js'
import { newFolder, paycircle, startPaycircle } from '../program.js'

const clientSecret = 'pr0vider-secret-8f2k'

/** A real provider over https, whose certificate an authority of one's own signed; whoever logs in there is staff. */
async function startProvider(folder: string) {
  const { tls, authority } = await certify(folder, ['localhost'], Date.now())
  let answer: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer(tls, (request, response) => {
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const issuer = `https://localhost:${(server.address() as AddressInfo).port}`
  const serve = async (redirectUri: string) => {
    const { default: Provider } = await import('oidc-provider')
    answer = new Provider(issuer, {
      clients: [{ client_id: 'paycircle', client_secret: clientSecret, redirect_uris: [redirectUri] }],
      claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
      findAccount: (_context: unknown, sub: string) => ({
        accountId: sub,
        claims: () => ({ sub, preferred_username: sub, groups: ['staff'] }),
      }),
      cookies: { keys: ['only-for-tests'] },
    }).callback()
  }
  return { issuer, authority, serve }
}

it('operators log in by a provider over https whose authority is trusted, and by no other; a session ends at once', async () => {
  const folder = newFolder()
  const { issuer, authority, serve } = await startProvider(folder)
  const env = {
    PAYCIRCLE_MODE: 'test',
    PAYCIRCLE_PARTNER: '2088000000000001',
    PAYCIRCLE_KEY: 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3',
    PAYCIRCLE_CONTACT: '王芳 <021-5555 0100>',
    PAYCIRCLE_DATA: join(folder, 'data'),
    PAYCIRCLE_OIDC_ISSUER: issuer,
    PAYCIRCLE_OIDC_CLIENT_ID: 'paycircle',
    PAYCIRCLE_OIDC_CLIENT_SECRET: clientSecret,
    PAYCIRCLE_OIDC_NAME: 'Staff account',
    PAYCIRCLE_OIDC_ROLE_CLAIM: 'groups',
    PAYCIRCLE_OIDC_ROLES: 'staff=operator',
  }
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-sync', '--disable-quic', '--no-first-run'],
  })
  onTestFinished(() => browser.close())
  // The browser's own trust is not what this is about.
  const context = await browser.newContext({ locale: 'en-GB', ignoreHTTPSErrors: true })
  const page = await context.newPage()

  const distrusting = await startPaycircle(['serve', '--port', '0'], { env })
  await serve(`${distrusting.ready.service ?? ''}/login/provider/return`)
  await page.goto(`${distrusting.ready.service ?? ''}/login`)
  await page.getByRole('link', { name: 'Log in with Staff account' }).click()
  expect(await page.innerText('main')).toContain('does not answer as it should')
  expect((await distrusting.stop()).stderr).toMatch(/certificate/)

  const trusting = { env: { ...env, NODE_EXTRA_CA_CERTS: authority } }
  const running = await startPaycircle(['serve', '--port', '0'], trusting)
  const service = running.ready.service ?? ''
  await serve(`${service}/login/provider/return`)
  await page.goto(`${service}/login`)
  await page.getByRole('link', { name: 'Log in with Staff account' }).click()
  await page.locator('input[name=login]').fill('li')
  await page.locator('input[name=password]').fill('x')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL((url) => url.origin === service)
  await page.goto(`${service}/account`)
  expect(await page.innerText('footer')).toContain('Signed in as li')

  // Whatever the provider says of him, the session stands until it is ended here.
  expect((await paycircle(['user', 'disable', 'li', '--json'], trusting)).code).toBe(0)
  await page.goto(`${service}/account`)
  expect(new URL(page.url()).pathname).toBe('/login')
  const stopped = await running.stop()
  expect(`${stopped.stdout}${stopped.stderr}`).not.toContain(clientSecret)
}, 90_000)
